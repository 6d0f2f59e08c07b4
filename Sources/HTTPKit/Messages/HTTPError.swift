public import HTTPTypes

/// An error that knows its answer: problem details for HTTP APIs (RFC 9457).
///
/// ```swift
/// throw HTTPError(.conflict, "Somebody was first.")
/// throw HTTPError(.unprocessableContent, errors: [.init("title", "Is required.")])
/// throw HTTPError(.serviceUnavailable, fields: [.retryAfter: "2"])
/// ```
public struct HTTPError: Error, Sendable {
    /// What is wrong with one field of a body or one query parameter.
    public struct Field: Sendable, Hashable {
        public let field: String
        public let message: String
        public init(_ field: String, _ message: String) {
            self.field = field
            self.message = message
        }
    }

    public let status: HTTPResponse.Status
    /// What happened, for the person who caused it.
    public let detail: String?
    public let errors: [Field]
    public var fields: HTTPFields

    public init(_ status: HTTPResponse.Status, _ detail: String? = nil, errors: [Field] = [], fields: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.errors = errors
        self.fields = fields
    }

    static func bodyTooLarge(_ limit: Int) -> HTTPError {
        HTTPError(.contentTooLarge, "The body is larger than the \(limit) bytes that are taken here.")
    }

    /// The answer: `application/problem+json`.
    /// - Parameter requestID: names the request, so that a person can quote it and an operator can find it.
    public func response(requestID: String? = nil) -> Response {
        var json = JSONWriter()
        json.object { json in
            json.field("type", "about:blank")
            json.field("title", status.reasonPhrase)
            json.field("status", status.code)
            if let detail { json.field("detail", detail) }
            if let requestID { json.field("requestId", requestID) }
            if !errors.isEmpty {
                json.field("errors") { json in
                    json.array(errors) { json, error in
                        json.object { json in
                            json.field("field", error.field)
                            json.field("message", error.message)
                        }
                    }
                }
            }
        }
        return Response(status, contentType: "application/problem+json", fields: fields, body: .bytes(json.bytes))
    }
}

extension ParseError {
    var httpError: HTTPError { HTTPError(status, detail) }
}
