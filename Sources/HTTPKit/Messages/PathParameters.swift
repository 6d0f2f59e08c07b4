/// What a route's placeholders matched, percent-decoded.
///
/// ```swift
/// router.get("/files/{name}") { request in .text(request.parameters["name"] ?? "") }
/// ```
/// ``Request/parameter(_:as:)`` reads one as the type that it is of, which is nearly always what is wanted.
public struct PathParameters: Sendable {
    private var pairs: [(name: String, value: String)] = []

    /// The text of a placeholder; nil when the route has none of that name.
    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }
    mutating func removeLast() { pairs.removeLast() }
}
