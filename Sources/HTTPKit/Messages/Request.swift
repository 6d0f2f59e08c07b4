public import EventLoop
public import HTTPTypes

/// A request on its way through middleware and handler.
///
/// ```swift
/// router.post("/goals/{id}/notes") { request in
///     let id = try request.parameter("id", as: Int.self)
///     let isSilent = try request.query.value("silent", as: Bool.self) ?? false
///     let note = try await request.decode(Note.self)
///     return try await .json(store.add(note, to: id, isSilent: isSilent), status: .created)
/// }
/// ```
public struct Request: Sendable {
    /// Method, target and fields: `request.head[.accept]`.
    public let head: RequestHead
    /// The body, read as the handler asks for it.
    public let body: RequestBody
    /// The peer of the connection: the client itself, or the load balancer before it.
    public let remoteAddress: SocketAddress
    /// What the path's placeholders matched, percent-decoded.
    public internal(set) var parameters = PathParameters()
    private let number: UInt64

    public init(head: RequestHead, body: RequestBody, remoteAddress: SocketAddress, number: UInt64) {
        self.head = head
        self.body = body
        self.remoteAddress = remoteAddress
        self.number = number
    }

    /// Names this request in answers and logs: 16 hexadecimal digits.
    public var id: String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The method; a `HEAD` is handled as the `GET` whose answer it asks about, and tells itself apart only here.
    public var method: HTTPRequest.Method { head.method }
    /// The target's path, still percent-encoded.
    public var path: String { head.path }

    /// The placeholder's value.
    ///
    /// ```swift
    /// router.get("/goals/{id}") { request in try await show(request.parameter("id", as: Int.self)) }
    /// ```
    /// - Throws: 404, when it is not a `Value`: a path that cannot name anything names nothing.
    public func parameter<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type = Value.self) throws(HTTPError) -> Value {
        guard let text = parameters[name], let value = Value(parameter: text) else { throw HTTPError(.notFound) }
        return value
    }

    /// The placeholder's value, one of an enum's raw values.
    ///
    /// ```swift
    /// enum Format: String { case csv, json }
    /// router.get("/export/{format}") { request in try await export(as: request.parameter("format", as: Format.self)) }
    /// ```
    /// - Throws: 404, when it is none of them.
    public func parameter<Choice: RawRepresentable<String>>(_ name: String, as type: Choice.Type = Choice.self) throws(HTTPError) -> Choice
    {
        guard let text = parameters[name], let value = Choice(rawValue: text) else { throw HTTPError(.notFound) }
        return value
    }

    /// The query's parameters in order, decoded as HTML forms write them.
    public var query: QueryParameters { QueryParameters(head.query ?? "") }
}
