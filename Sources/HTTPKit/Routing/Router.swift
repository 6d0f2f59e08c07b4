public import HTTPTypes

/// Maps methods and paths to handlers.
///
/// ```swift
/// var router = Router()
/// router.get("/goals/{id}") { request in try await show(request.parameter("id")) }
/// router.post("/goals", bodyLimit: 64 * 1024) { request in try await create(request) }
/// let server = HTTPServer(loops: loops, handler: router.handler())
/// ```
///
/// `HEAD` is served wherever `GET` is; `OPTIONS` and 405 come with the `Allow` of the path. A literal segment wins over a placeholder.
public struct Router: Sendable {
    /// A method on a path pattern, as it was added.
    public struct Route: Sendable {
        public let method: HTTPRequest.Method
        public let pattern: String
        let bodyLimit: Int?
        let handler: Handler
    }

    public private(set) var routes: [Route] = []
    private var middleware: [any Middleware] = []
    private var checks: [@Sendable (Request) throws -> Void] = []
    private var fallback: Handler = { _ in throw HTTPError(.notFound) }

    public init() {}

    /// - Parameters:
    ///   - pattern: literal segments and `{placeholders}`: "/goals/{id}/checkins".
    ///   - bodyLimit: bytes; the server's limit when nil.
    public mutating func on(_ method: HTTPRequest.Method, _ pattern: String, bodyLimit: Int? = nil, _ handler: @escaping Handler) {
        precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
        routes.append(Route(method: method, pattern: pattern, bodyLimit: bodyLimit, handler: handler))
    }

    public mutating func get(_ pattern: String, _ handler: @escaping Handler) { on(.get, pattern, handler) }
    public mutating func post(_ pattern: String, bodyLimit: Int? = nil, _ handler: @escaping Handler) {
        on(.post, pattern, bodyLimit: bodyLimit, handler)
    }
    public mutating func patch(_ pattern: String, bodyLimit: Int? = nil, _ handler: @escaping Handler) {
        on(.patch, pattern, bodyLimit: bodyLimit, handler)
    }
    public mutating func delete(_ pattern: String, _ handler: @escaping Handler) { on(.delete, pattern, handler) }

    /// Stands around every handler, the fallback too; the first added is the outermost.
    public mutating func use(_ middleware: any Middleware) { self.middleware.append(middleware) }

    /// Looks at every request before its handler, inside all middleware, and throws to refuse it. For what needs no waiting:
    /// it costs less than middleware.
    public mutating func check(_ check: @escaping @Sendable (Request) throws -> Void) { checks.append(check) }

    /// Answers paths that no route has; 404 unless set.
    public mutating func fallback(_ handler: @escaping Handler) { fallback = handler }

    /// Everything as one handler. Later changes to the router do not reach it.
    public func handler() -> Handler {
        let root = RouteNode()
        for route in routes { root.insert(route) }
        root.freeze()
        let tree = root
        let fallback = fallback
        let serverOptions = Response(.noContent, fields: [.allow: allMethods()])
        let checks = checks
        // All that can be decided without waiting is decided in this one function: each further one that is async costs every request.
        var handler: Handler = { request in
            for check in checks { try check(request) }
            var request = request
            guard let node = tree.find(request.head.pathBytes, &request.parameters) else {
                // RFC 9110 §9.3.7: "*" asks about the server as a whole.
                if request.method == .options, request.path == "*" { return serverOptions }
                return try await fallback(request)
            }
            guard let handler = try node.handler(for: request) else { return node.options }
            return try await handler(request)
        }
        for middleware in middleware.reversed() {
            let next = handler
            handler = { request in try await middleware.respond(to: request, next: next) }
        }
        return handler
    }

    private func allMethods() -> String {
        var methods: [String] = []
        for method in routes.map(\.method.rawValue) where !methods.contains(method) { methods.append(method) }
        if methods.contains("GET") { methods.append("HEAD") }
        if !methods.contains("OPTIONS") { methods.append("OPTIONS") }
        return methods.joined(separator: ", ")
    }
}
