import HTTPTypes

/// Answers a request. Runs on the event loop of the request's connection; what would block belongs elsewhere.
public typealias Handler = @Sendable (Request) async throws -> Response

/// Answers a request without waiting for anything, its body included: the loop calls it without a task, which costs less.
public typealias ImmediateHandler = @Sendable (Request) throws -> Response

/// Something that stands around handlers: it may answer itself, or change the request or the answer on their way.
///
/// ```swift
/// struct NoStore: Middleware {
///     func respond(to request: Request, next: Handler) async throws -> Response {
///         var response = try await next(request)
///         response.fields[.cacheControl] = "no-store"
///         return response
///     }
/// }
/// ```
public protocol Middleware: Sendable {
    func respond(to request: Request, next: Handler) async throws -> Response
}

/// What answers a server's requests: `Router.handler()`, or a handler of one's own.
///
/// ```swift
/// let responder = Responder { request in .text("You asked for \(request.path)") }
/// let response = try await responder(request)
/// ```
public struct Responder: Sendable {
    enum Step {
        case answer(Response)
        case wait(Handler)
    }

    /// Decides all that can be decided without waiting, and may complete the request's parameters meanwhile.
    let begin: @Sendable (inout Request) throws -> Step

    private init(begin: @escaping @Sendable (inout Request) throws -> Step, _: Void) { self.begin = begin }

    static func beginning(_ begin: @escaping @Sendable (inout Request) throws -> Step) -> Responder { Responder(begin: begin, ()) }

    /// A handler that may wait, in a task.
    public init(_ handler: @escaping Handler) { begin = { _ in .wait(handler) } }

    /// A handler that waits for nothing, called by the loop itself.
    public init(_ handler: @escaping ImmediateHandler) { begin = { .answer(try handler($0)) } }

    /// The responder with each of its answers changed before it leaves. What it throws passes by.
    public func changing(_ change: @escaping @Sendable (inout Response, Request) -> Void) -> Responder {
        .beginning { request in
            switch try begin(&request) {
            case .answer(var response):
                change(&response, request)
                return .answer(response)
            case .wait(let handler):
                return .wait { request in
                    var response = try await handler(request)
                    change(&response, request)
                    return response
                }
            }
        }
    }

    /// Answers one request.
    public func callAsFunction(_ request: Request) async throws -> Response {
        var request = request
        switch try begin(&request) {
        case .answer(let response): return response
        case .wait(let handler): return try await handler(request)
        }
    }
}

/// Turns what a handler threw into an answer. The last word on errors that are not `HTTPError`.
public typealias ErrorResponder = @Sendable (any Error, Request) -> Response

/// Knows `HTTPError`; anything else is a plain 500 that says nothing of its cause.
public func defaultErrorResponse(_ error: any Error, _ request: Request) -> Response {
    let error = error as? HTTPError ?? HTTPError(.internalServerError, "Something went wrong on the server.")
    return error.response(requestID: request.id)
}
