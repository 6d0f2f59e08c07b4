public import HTTPKit
public import HTTPTypes

/// How a test's requests reach the handler.
public enum TestTransport: Sendable, CaseIterable {
    /// Through parser, handler and encoder alone: no sockets, no event loops, no deadlines. Fast, and easy to debug.
    case inProcess
    /// Over a loopback connection to a server that runs for the test.
    case socket
}

/// Runs a test against a handler, by itself or within a running server.
///
/// ```swift
/// @Test(arguments: TestTransport.allCases)
/// func greetsByName(_ transport: TestTransport) async throws {
///     try await withTestClient(transport, handler: router.handler()) { client in
///         let answer = try await client.get("/hello/Ada")
///         #expect(answer.status == .ok)
///         #expect(answer.text == "Hello, Ada")
///     }
/// }
/// ```
/// - Parameters:
///   - configuration: the server's. Deadlines, and limits that are not about one request, count only with `socket`.
///   - errorResponder: answers what the handler throws, as a server's does.
///   - handler: `Router.handler()`, usually.
/// - Throws: what `body` throws; `SocketError`, when there is no port or descriptor left.
public func withTestClient<Result>(
    _ transport: TestTransport, configuration: HTTPServer.Configuration = .init(),
    errorResponder: @escaping ErrorResponder = defaultErrorResponse, handler: Responder,
    isolation: isolated (any Actor)? = #isolation, _ body: (TestClient) async throws -> Result
) async throws -> Result {
    switch transport {
    case .inProcess:
        let server = InProcessServer(configuration: configuration, errorResponder: errorResponder, responder: handler)
        return try await body(TestClient(exchange: server))
    case .socket:
        let server = try await LoopbackServer(configuration: configuration, errorResponder: errorResponder, responder: handler)
        do {
            let result = try await body(TestClient(exchange: server))
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }
}

/// Runs a test against one handler for all requests.
public func withTestClient<Result>(
    _ transport: TestTransport, configuration: HTTPServer.Configuration = .init(),
    errorResponder: @escaping ErrorResponder = defaultErrorResponse, handler: @escaping Handler,
    isolation: isolated (any Actor)? = #isolation, _ body: (TestClient) async throws -> Result
) async throws -> Result {
    try await withTestClient(
        transport, configuration: configuration, errorResponder: errorResponder, handler: Responder(handler), isolation: isolation, body)
}

/// Sends requests to the handler of a test. Each goes over a connection of its own; many may be under way at once.
///
/// ```swift
/// let answer = try await client.post("/goals", body: .json(Draft(title: "Read")))
/// #expect(answer.status == .created)
/// let goal = try await client.get(answer.fields[.location]!).decode(Goal.self)
/// ```
public struct TestClient: Sendable {
    let exchange: any Exchange

    /// Sends a request and waits for the whole answer. `Host`, and what the body says of its length and type, are added.
    ///
    /// ```swift
    /// let answer = try await client.send(.put, "/goals/7", fields: [.ifMatch: "\"3\""], body: .json(goal))
    /// ```
    /// - Parameter path: with its query, percent-encoded: it is sent as it is.
    /// - Throws: ``TestClientError``, when no whole answer comes back.
    public func send(
        _ method: HTTPRequest.Method, _ path: String, fields: HTTPFields = [:], body: TestBody = .none
    ) async throws -> TestResponse {
        try await send(requestBytes(method, path, fields, body), isHead: method == .head)
    }

    /// Sends a request in bytes of one's own, which may be wrong in any way. One that lacks its end is answered 408, over a socket
    /// when the server's deadline has passed.
    ///
    /// ```swift
    /// let answer = try await client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))  // without Host
    /// #expect(answer.status == .badRequest)
    /// ```
    /// - Parameter isHead: whether the answer will have no body because the request's method is HEAD.
    /// - Throws: ``TestClientError``, when no whole answer comes back.
    public func send(_ bytes: [UInt8], isHead: Bool = false) async throws -> TestResponse {
        try await exchange.answer(to: bytes, isHead: isHead)
    }

    public func get(_ path: String, fields: HTTPFields = [:]) async throws -> TestResponse { try await send(.get, path, fields: fields) }
    public func head(_ path: String, fields: HTTPFields = [:]) async throws -> TestResponse { try await send(.head, path, fields: fields) }
    public func options(_ path: String, fields: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.options, path, fields: fields)
    }
    public func delete(_ path: String, fields: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.delete, path, fields: fields)
    }
    public func post(_ path: String, fields: HTTPFields = [:], body: TestBody = .none) async throws -> TestResponse {
        try await send(.post, path, fields: fields, body: body)
    }
    public func put(_ path: String, fields: HTTPFields = [:], body: TestBody = .none) async throws -> TestResponse {
        try await send(.put, path, fields: fields, body: body)
    }
    public func patch(_ path: String, fields: HTTPFields = [:], body: TestBody = .none) async throws -> TestResponse {
        try await send(.patch, path, fields: fields, body: body)
    }
}

/// Why no answer came back.
public enum TestClientError: Error, Sendable, Hashable {
    /// The connection ended before the answer was whole: the handler's stream failed or wrote too little.
    case incomplete
    /// Nothing came for 30 seconds.
    case timeout
    /// What came is no HTTP/1.1; the line that is not.
    case malformed(String)
    /// A system call failed, with this `errno`.
    case failed(Int32)
}

/// What brings a request's bytes to a handler.
protocol Exchange: Sendable {
    func answer(to request: [UInt8], isHead: Bool) async throws -> TestResponse
}

extension InProcessServer: Exchange {
    func answer(to request: [UInt8], isHead: Bool) async throws -> TestResponse {
        do {
            var reader = ResponseReader(isHead: isHead)
            let bytes = try await answer(to: request)
            guard let response = try reader.read(bytes) ?? reader.end() else { throw TestClientError.incomplete }
            return response
        } catch is ConnectionClosed {
            throw TestClientError.incomplete
        }
    }
}
