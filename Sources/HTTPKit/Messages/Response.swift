public import HTTPTypes

/// An answer.
///
/// ```swift
/// Response.text("Hello")
/// Response(.created, fields: [.location: "/goals/7"])
/// Response(.ok, contentType: "text/csv", body: .stream(length: nil) { body in
///     for try await row in rows { try await body.write(row.bytes) }
/// })
/// ```
public struct Response: Sendable {
    public enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Some of what the kernel holds.
        case kernel(KernelBytes, Range<Int>)
        /// Written by the closure as it goes. With a length the body is sent as it is, and must be just as long; without, chunked.
        /// An error breaks the connection, since the head has gone out. The request's body cannot be read any more.
        case stream(length: Int?, @Sendable (BodyWriter) async throws -> Void)
    }

    public var status: HTTPResponse.Status
    /// The `Content-Type`; apart from `fields` because nearly every answer has just this one.
    public var contentType: String? { didSet { encodedFields = nil } }
    /// Fields beyond `Date`, `Content-Type`, `Content-Length`, `Transfer-Encoding` and `Connection`, which the server writes.
    public var fields: HTTPFields { didSet { encodedFields = nil } }
    public var body: Body
    /// Whether the connection is to be closed after it.
    public var closesConnection = false

    /// `contentType` and `fields` as they are sent, where `encodeFields` has made them.
    private(set) var encodedFields: EncodedFields?

    public init(_ status: HTTPResponse.Status, contentType: String? = nil, fields: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.contentType = contentType
        self.fields = fields
        self.body = body
    }

    /// Encodes the fields now instead of each time that the answer is sent: for one that is kept and sent often. A change of them undoes it.
    public mutating func encodeFields() {
        encodedFields = EncodedFields(self)
    }

    /// JSON that is already encoded.
    public static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(status, contentType: "application/json", body: .bytes(bytes))
    }

    public static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status, contentType: "text/plain; charset=utf-8", body: .bytes(Array(text.utf8)))
    }

    public static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status, contentType: "text/html; charset=utf-8", body: .bytes(Array(text.utf8)))
    }

    public static var noContent: Response { Response(.noContent) }
}

/// Where a streamed body is written.
///
/// `@unchecked Sendable`: `sink` is the connection, which does all its work on its own loop's thread.
public struct BodyWriter: @unchecked Sendable {
    let sink: any BodySink

    /// Sends `bytes`, waiting while more is queued than the client has taken.
    /// - Throws: `ConnectionClosed` when the client has gone; `StreamLengthExceeded`, and then nothing of `bytes` is sent.
    public func write(_ bytes: [UInt8]) async throws { try await sink.write(bytes) }
}

/// A stream wrote more than the length that its response declares.
public struct StreamLengthExceeded: Error, Sendable {}

protocol BodySink: AnyObject {
    func write(_ bytes: [UInt8]) async throws
    /// From now on writes `bytes` whenever nothing else was written for `interval`.
    func startHeartbeat(_ bytes: [UInt8], every interval: Duration) async
}
