import FoundationEssentials
import HTTPKit
public import HTTPTypes

/// A whole answer, as a client sees it.
public struct TestResponse: Sendable {
    public let status: HTTPResponse.Status
    /// All fields, those that the server adds too.
    public let fields: HTTPFields
    /// The body without its framing.
    public internal(set) var body: [UInt8] = []

    /// The body as UTF-8; what is none is repaired.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The body, decoded from JSON; instants as RFC 3339 has them.
    ///
    /// ```swift
    /// #expect(try answer.decode([String].self) == ["a", "b"])
    /// ```
    /// - Throws: `DecodingError`.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(body))
    }
}

/// Finds an answer in bytes as they arrive; interim answers are passed over. A synchronous value without I/O.
struct ResponseReader {
    private enum State {
        case head
        case body(TestResponse, BodyDecoder)
        /// The end of the connection is that of the body.
        case rest(TestResponse)
    }

    private let isHead: Bool
    private var state = State.head
    private var unread: [UInt8] = []

    init(isHead: Bool) { self.isHead = isHead }

    /// Takes what has arrived.
    /// - Returns: the answer, when it is whole.
    mutating func read(_ bytes: [UInt8]) throws -> TestResponse? {
        unread += bytes
        while true {
            switch state {
            case .head:
                guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
                let response = try Self.head(unread[..<end.lowerBound])
                unread.removeSubrange(..<end.upperBound)
                let status = response.status.code
                if status < 200 { continue }
                if isHead || status == 204 || status == 304 { return response }
                state = try Self.bodyState(response)
            case .body(var response, var decoder):
                let result = unread.withUnsafeBytes { bytes in
                    Result { () throws(ParseError) in try decoder.decode(bytes, into: &response.body) }
                }
                guard case .success(let used) = result else { throw TestClientError.malformed("chunk") }
                unread.removeFirst(used)
                if decoder.isComplete { return response }
                state = .body(response, decoder)
                return nil
            case .rest(var response):
                response.body += unread
                unread = []
                state = .rest(response)
                return nil
            }
        }
    }

    /// The connection has ended.
    /// - Returns: the answer, if that was its end; nil when something is missing.
    func end() -> TestResponse? {
        if case .rest(let response) = state { return response }
        return nil
    }

    private static func bodyState(_ response: TestResponse) throws -> State {
        if response.fields[.transferEncoding]?.lowercased() == "chunked" { return .body(response, BodyDecoder(.chunked)) }
        guard let length = response.fields[.contentLength] else { return .rest(response) }
        guard let length = Int(length), length >= 0 else { throw TestClientError.malformed("Content-Length: \(length)") }
        return .body(response, BodyDecoder(.length(length)))
    }

    /// Status line and fields.
    private static func head(_ bytes: ArraySlice<UInt8>) throws -> TestResponse {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        let line = lines.removeFirst()
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].count == 3, let code = Int(parts[1]), code >= 100 else {
            throw TestClientError.malformed(String(line))
        }
        var fields = HTTPFields()
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { throw TestClientError.malformed(String(line)) }
            fields.append(HTTPField(name: name, value: String(parts[1].drop { $0 == " " })))
        }
        return TestResponse(status: .init(code: code, reasonPhrase: String(parts[2])), fields: fields)
    }
}
