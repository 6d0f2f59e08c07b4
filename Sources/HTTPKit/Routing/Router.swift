public import HTTPTypes

/// Maps methods and paths to handlers.
///
/// ```swift
/// var router = Router()
/// router.get("/goals/{id}") { request in try await show(request.parameter("id")) }
/// router.get("/version") { _ in .text("1.0") }
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
        let responder: Responder
    }

    public private(set) var routes: [Route] = []
    private var middleware: [any Middleware] = []
    private var checks: [@Sendable (Request) throws -> Void] = []
    private var rest = Responder { _ in throw HTTPError(.notFound) }

    public init() {}

    /// - Parameters:
    ///   - pattern: literal segments and `{placeholders}`: "/goals/{id}/checkins".
    ///   - bodyLimit: bytes; the server's limit when nil.
    public mutating func on(_ method: HTTPRequest.Method, _ pattern: String, bodyLimit: Int? = nil, _ handler: @escaping Handler) {
        add(method, pattern, bodyLimit, Responder(handler))
    }

    /// The same for a handler that waits for nothing, which costs less.
    public mutating func on(_ method: HTTPRequest.Method, _ pattern: String, _ handler: @escaping ImmediateHandler) {
        add(method, pattern, nil, Responder(handler))
    }

    private mutating func add(_ method: HTTPRequest.Method, _ pattern: String, _ bodyLimit: Int?, _ responder: Responder) {
        precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
        routes.append(Route(method: method, pattern: pattern, bodyLimit: bodyLimit, responder: responder))
    }

    public mutating func get(_ pattern: String, _ handler: @escaping Handler) { on(.get, pattern, handler) }
    public mutating func get(_ pattern: String, _ handler: @escaping ImmediateHandler) { on(.get, pattern, handler) }
    public mutating func post(_ pattern: String, bodyLimit: Int? = nil, _ handler: @escaping Handler) {
        on(.post, pattern, bodyLimit: bodyLimit, handler)
    }
    public mutating func put(_ pattern: String, bodyLimit: Int? = nil, _ handler: @escaping Handler) {
        on(.put, pattern, bodyLimit: bodyLimit, handler)
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
    public mutating func fallback(_ handler: @escaping Handler) { rest = Responder(handler) }
    public mutating func fallback(_ handler: @escaping ImmediateHandler) { rest = Responder(handler) }

    /// Everything as one responder. Later changes to the router do not reach it.
    ///
    /// A method that neither HTTP nor any route knows is 501 on every path (RFC 9110 §9.1), and so is CONNECT: this is no proxy.
    public func handler() -> Responder {
        let root = RouteNode()
        for route in routes { root.insert(route) }
        root.freeze()
        let tree = root
        let rest = rest
        let methods = allMethods()
        let serverOptions = Response(.noContent, fields: [.allow: methods.joined(separator: ", ")])
        let known = Self.known.union(routes.map(\.method))
        let checks = checks
        // All that can be decided without waiting is decided here: what is async costs every request.
        let routed = Responder.beginning { request in
            guard request.method == .get || known.contains(request.method) else { throw HTTPError(.notImplemented) }
            for check in checks { try check(request) }
            guard let node = tree.find(request.head.pathBytes, &request.parameters) else {
                // RFC 9110 §9.3.7: "*" asks about the server as a whole.
                if request.method == .options, request.path == "*" { return .answer(serverOptions) }
                return try rest.begin(&request)
            }
            guard let responder = try node.responder(for: request) else { return .answer(node.options) }
            return try responder.begin(&request)
        }
        guard !middleware.isEmpty else { return routed }
        var handler: Handler = { request in try await routed(request) }
        for middleware in middleware.reversed() {
            let next = handler
            handler = { request in try await middleware.respond(to: request, next: next) }
        }
        return Responder(handler)
    }

    /// The methods of RFC 9110 §9.3 and RFC 5789, without CONNECT.
    private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .options, .trace, .patch]

    private func allMethods() -> [String] {
        var methods: [String] = []
        for method in routes.map(\.method.rawValue) where !methods.contains(method) { methods.append(method) }
        if methods.contains("GET") { methods.append("HEAD") }
        if !methods.contains("OPTIONS") { methods.append("OPTIONS") }
        return methods
    }
}
