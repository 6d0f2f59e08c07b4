import HTTPTypes

/// A segment of the paths that a router knows.
///
/// `@unchecked Sendable`: changed only while `Router.handler()` builds the tree, before anyone else has it.
final class RouteNode: @unchecked Sendable {
    private struct Endpoint: Sendable {
        let method: HTTPRequest.Method
        let bodyLimit: Int?
        let responder: Responder
    }

    private var literals: [(segment: [UInt8], node: RouteNode)] = []
    private var placeholders: [(name: String, node: RouteNode)] = []
    private var endpoints: [Endpoint] = []
    private var allow = ""
    /// The answer to OPTIONS.
    private(set) var options = Response(.noContent)

    func insert(_ route: Router.Route) {
        insert(route, segments: route.pattern.split(separator: "/")[...])
    }

    private func insert(_ route: Router.Route, segments: ArraySlice<Substring>) {
        guard let segment = segments.first else {
            precondition(!endpoints.contains { $0.method == route.method }, "\(route.method) \(route.pattern) was added twice")
            endpoints.append(Endpoint(method: route.method, bodyLimit: route.bodyLimit, responder: route.responder))
            return
        }
        if segment.hasPrefix("{"), segment.hasSuffix("}") {
            let name = String(segment.dropFirst().dropLast())
            let node = placeholders.first?.node ?? RouteNode()
            if placeholders.isEmpty { placeholders = [(name, node)] }
            precondition(placeholders[0].name == name, "\(route.pattern): another route calls this segment {\(placeholders[0].name)}")
            node.insert(route, segments: segments.dropFirst())
        } else {
            let bytes = Array(segment.utf8)
            if let index = literals.firstIndex(where: { $0.segment == bytes }) {
                literals[index].node.insert(route, segments: segments.dropFirst())
            } else {
                let node = RouteNode()
                node.insert(route, segments: segments.dropFirst())
                literals.append((bytes, node))
            }
        }
    }

    /// Computes what is the same for every request.
    func freeze() {
        var methods = endpoints.map(\.method.rawValue)
        if endpoints.contains(where: { $0.method == .get }) { methods.append("HEAD") }
        if !methods.contains("OPTIONS") { methods.append("OPTIONS") }
        allow = methods.joined(separator: ", ")
        options = Response(.noContent, fields: [.allow: allow])
        for index in literals.indices { literals[index].node.freeze() }
        for index in placeholders.indices { placeholders[index].node.freeze() }
    }

    /// The node of a path; nil when no route has it. Placeholders do not match empty segments.
    func find(_ path: ArraySlice<UInt8>, _ parameters: inout PathParameters) -> RouteNode? {
        guard path.first == UInt8(ascii: "/") else { return nil }
        let rest = path.dropFirst()
        if rest.isEmpty { return endpoints.isEmpty ? nil : self }
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        let segment = rest[..<end]
        let next = rest[end...]
        for literal in literals where segment.elementsEqual(literal.segment) {
            if let node = literal.node.follow(next, &parameters) { return node }
        }
        guard let placeholder = placeholders.first, !segment.isEmpty else { return nil }
        parameters.append(placeholder.name, PercentEncoding.decode(segment))
        if let node = placeholder.node.follow(next, &parameters) { return node }
        parameters.removeLast()
        return nil
    }

    private func follow(_ path: ArraySlice<UInt8>, _ parameters: inout PathParameters) -> RouteNode? {
        if path.isEmpty { return endpoints.isEmpty ? nil : self }
        // A trailing slash names something else.
        return path.count == 1 ? nil : find(path, &parameters)
    }

    /// What answers the request's method; nil for OPTIONS, whose answer is `options`.
    /// - Throws: 405 with `Allow` (RFC 9110 §15.5.6).
    func responder(for request: Request) throws(HTTPError) -> Responder? {
        let method = request.method
        for endpoint in endpoints where endpoint.method == method { return limited(endpoint, request) }
        if method == .head, let endpoint = endpoints.first(where: { $0.method == .get }) { return limited(endpoint, request) }
        if method == .options { return nil }
        throw HTTPError(.methodNotAllowed, "This resource takes \(allow).", fields: [.allow: allow])
    }

    private func limited(_ endpoint: Endpoint, _ request: Request) -> Responder {
        if let limit = endpoint.bodyLimit, request.head.framing != .none { request.body.limit = limit }
        return endpoint.responder
    }
}
