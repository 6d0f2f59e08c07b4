/// The value of `If-Match` or `If-None-Match` (RFC 9110 §13.1.1, §13.1.2): "*", or entity tags.
public enum EntityTagList: Sendable, Hashable {
    /// "*": whatever there is.
    case any
    case tags([EntityTag])

    /// Reads a field's value. One that is malformed anywhere lists nothing.
    public init(_ field: String) { self = field == "*" ? .any : .tags(Self.parse(field) ?? []) }

    /// Whether it names what has `tag`, by the strong comparison, as `If-Match` asks.
    public func containsStrongly(_ tag: EntityTag?) -> Bool { contains(tag) { $0.matchesStrongly($1) } }

    /// Whether it names what has `tag`, by the weak comparison, as `If-None-Match` asks.
    public func containsWeakly(_ tag: EntityTag?) -> Bool { contains(tag) { $0.matchesWeakly($1) } }

    /// The same tags as they were before `Compression` made them those of a coding.
    var uncoded: EntityTagList {
        switch self {
        case .any: .any
        case .tags(let tags): .tags(tags.map(\.uncoded))
        }
    }

    private func contains(_ tag: EntityTag?, _ matches: (EntityTag, EntityTag) -> Bool) -> Bool {
        switch (self, tag) {
        case (.any, _): true
        case (.tags, nil): false
        case (.tags(let tags), .some(let tag)): tags.contains { matches($0, tag) }
        }
    }

    private static func parse(_ field: String) -> [EntityTag]? {
        let isSpace = { (byte: UInt8) in byte == .space || byte == .tab }
        var tags: [EntityTag] = []
        var rest = field[...].utf8
        while true {
            // Empty elements are passed over (RFC 9110 §5.6.1.2).
            rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: ",") }
            if rest.isEmpty { return tags }
            guard let tag = EntityTag(takenFrom: &rest) else { return nil }
            tags.append(tag)
            rest = rest.drop(while: isSpace)
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
        }
    }
}
