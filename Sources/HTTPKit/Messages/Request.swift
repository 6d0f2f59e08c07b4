public import EventLoop
public import HTTPTypes

/// A request on its way through middleware and handler.
///
/// ```swift
/// router.get("/hello/{name}") { request in
///     .text("Hello, \(try request.parameter("name", as: String.self))")
/// }
/// ```
public struct Request: Sendable {
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

    public var method: HTTPRequest.Method { head.method }
    public var path: String { head.path }

    /// The placeholder's value.
    /// - Throws: 404, when it is not a `Value`: a path that cannot name anything names nothing.
    public func parameter<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type = Value.self) throws(HTTPError) -> Value {
        guard let text = parameters[name], let value = Value(text) else { throw HTTPError(.notFound) }
        return value
    }

    /// The query's parameters in order, decoded as HTML forms write them.
    public var query: QueryParameters { QueryParameters(head.query ?? "") }
}

/// What a route's placeholders matched.
public struct PathParameters: Sendable {
    private var pairs: [(name: String, value: String)] = []

    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }
    mutating func removeLast() { pairs.removeLast() }
}

/// A query string's parameters.
public struct QueryParameters: Sendable {
    public let pairs: [(name: String, value: String)]

    init(_ query: String) {
        pairs = query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count == 2 ? Self.decode(parts[1]) : "")
        }
    }

    /// The first value under `name`.
    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    private static func decode(_ bytes: Substring.UTF8View) -> String {
        PercentEncoding.decode(bytes.map { $0 == UInt8(ascii: "+") ? .space : $0 })
    }
}

enum PercentEncoding {
    /// The bytes with their `%XX` replaced, as UTF-8 (RFC 3986 §2.1). A stray "%" stays; invalid UTF-8 is repaired.
    static func decode(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: Array(bytes), as: UTF8.self) }
        let bytes = Array(bytes)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
                let low = bytes[index + 2].hexValue
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
