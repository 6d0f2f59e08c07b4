import FoundationEssentials
import HTTPTypes

/// The body of a test's request.
public struct TestBody: Sendable {
    var contentType: String?
    /// Nil: none at all.
    var bytes: [UInt8]?
    var isChunked = false

    /// No body.
    public static let none = TestBody()

    /// Bytes as they are.
    public static func bytes(_ bytes: [UInt8], contentType: String? = nil) -> TestBody { TestBody(contentType: contentType, bytes: bytes) }

    /// Plain text, unless `contentType` says otherwise.
    ///
    /// ```swift
    /// let answer = try await client.post("/goals", body: .text(#"{"title":7}"#, contentType: "application/json"))
    /// ```
    public static func text(_ text: String, contentType: String = "text/plain; charset=utf-8") -> TestBody {
        TestBody(contentType: contentType, bytes: Array(text.utf8))
    }

    /// `value` as JSON, with its instants as RFC 3339 has them.
    /// - Throws: `EncodingError`, when the value cannot be JSON.
    public static func json(_ value: some Encodable) throws -> TestBody {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        return TestBody(contentType: "application/json", bytes: Array(try encoder.encode(value)))
    }

    /// A body that does not say how long it is: each piece is a chunk. Empty pieces are left out, since such a chunk ends the body.
    public static func chunks(_ pieces: [[UInt8]], contentType: String? = nil) -> TestBody {
        var bytes: [UInt8] = []
        for piece in pieces where !piece.isEmpty {
            bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
        }
        return TestBody(contentType: contentType, bytes: bytes + Array("0\r\n\r\n".utf8), isChunked: true)
    }
}

/// A whole request as bytes. Fields that the caller gives come instead of those that would be added.
func requestBytes(_ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ body: TestBody) -> [UInt8] {
    var all = HTTPFields()
    all[.host] = "localhost"
    if let contentType = body.contentType { all[.contentType] = contentType }
    if let bytes = body.bytes {
        if body.isChunked { all[.transferEncoding] = "chunked" } else { all[.contentLength] = "\(bytes.count)" }
    }
    let added = all.filter { fields[$0.name] == nil }
    let lines = (added + fields).map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
    return Array("\(method.rawValue) \(path) HTTP/1.1\r\n\(lines)\r\n".utf8) + (body.bytes ?? [])
}

extension HTTPField.Name {
    static let host = HTTPField.Name("Host")!
}
