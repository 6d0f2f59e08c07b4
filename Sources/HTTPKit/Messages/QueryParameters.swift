/// A query string's parameters, decoded as HTML forms write them: "+" is a space.
///
/// ```swift
/// router.get("/goals") { request in
///     let limit = try request.query.value("limit", in: 1...200) ?? 50
///     let sort = try request.query.value("sort", as: Sort.self) ?? .title
///     let tags = try request.query.values("tag", as: String.self)
///     return try await .json(store.goals(tagged: tags, sortedBy: sort, limit: limit))
/// }
/// ```
/// Parameters that nobody asks for are ignored, as URLs collect them on their way.
public struct QueryParameters: Sendable {
    /// All parameters in order; one without "=" has an empty value.
    public let pairs: [(name: String, value: String)]

    init(_ query: String) {
        pairs = query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count == 2 ? Self.decode(parts[1]) : "")
        }
    }

    private init(pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// The parameters without those that are empty, as a form sends fields that nobody filled in.
    public var given: QueryParameters { QueryParameters(pairs: pairs.filter { !$0.value.isEmpty }) }

    /// The first value under `name`.
    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    private static func decode(_ bytes: Substring.UTF8View) -> String {
        PercentEncoding.decode(bytes.map { $0 == UInt8(ascii: "+") ? .space : $0 })
    }
}
