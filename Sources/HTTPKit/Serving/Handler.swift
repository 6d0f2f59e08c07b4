import HTTPTypes

/// Answers a request. Runs on the event loop of the request's connection; what would block belongs elsewhere.
public typealias Handler = @Sendable (Request) async throws -> Response

/// Something that stands around handlers: it may answer itself, or change the request or the answer on their way.
public protocol Middleware: Sendable {
    func respond(to request: Request, next: Handler) async throws -> Response
}

/// Turns what a handler threw into an answer. The last word on errors that are not `HTTPError`.
public typealias ErrorResponder = @Sendable (any Error, Request) -> Response

/// Knows `HTTPError`; anything else is a plain 500 that says nothing of its cause.
public func defaultErrorResponse(_ error: any Error, _ request: Request) -> Response {
    let error = error as? HTTPError ?? HTTPError(.internalServerError, "Something went wrong on the server.")
    return error.response(requestID: request.id)
}
