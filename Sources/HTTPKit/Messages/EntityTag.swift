/// Names one version of one representation (RFC 9110 §8.8.3): `"xyzzy"`, or weak, `W/"xyzzy"`.
public struct EntityTag: Sendable, Hashable, LosslessStringConvertible {
    /// What stands between the quotes.
    public let opaque: String
    /// Whether representations that differ may have it, so that nothing may be put together or overwritten on its word.
    public let isWeak: Bool

    /// - Precondition: `opaque` holds no quotes, white space or control characters.
    public init(opaque: String, isWeak: Bool = false) {
        precondition(opaque.utf8.allSatisfy(Self.isAllowed), "no entity tag: \(opaque)")
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// Reads the value of an `ETag` field; nil when it is none.
    public init?(_ description: String) {
        var rest = description[...].utf8
        guard let tag = EntityTag(takenFrom: &rest), rest.isEmpty else { return nil }
        self = tag
    }

    /// Takes a tag from the beginning of `text`.
    init?(takenFrom text: inout Substring.UTF8View) {
        isWeak = text.starts(with: "W/".utf8)
        if isWeak { text = text.dropFirst(2) }
        guard text.popFirst() == UInt8(ascii: "\"") else { return nil }
        let content = text.prefix(while: Self.isAllowed)
        text = text[content.endIndex...]
        guard text.popFirst() == UInt8(ascii: "\"") else { return nil }
        opaque = String(Substring(content))
    }

    /// As the fields write it.
    public var description: String { isWeak ? "W/\"\(opaque)\"" : "\"\(opaque)\"" }

    /// The strong comparison (RFC 9110 §8.8.3.2): for what must be the same to the byte.
    public func matchesStrongly(_ other: EntityTag) -> Bool { !isWeak && !other.isWeak && opaque == other.opaque }

    /// The weak comparison (RFC 9110 §8.8.3.2): for what is as good as the same.
    public func matchesWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

    /// etagc: visible ASCII but the quote, and obs-text.
    private static func isAllowed(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "\"") && byte != 0x7F }
}
