public import EventLoop
import Glibc
public import HTTPTypes

/// An HTTP/1.1 server on event loops.
///
/// ```swift
/// let loops = try EventLoopGroup(count: 2)
/// let server = HTTPServer(loops: loops) { _ in .text("Hello") }
/// let address = try await server.start(on: SocketAddress(host: "127.0.0.1", port: 8080)!)
/// ```
public final class HTTPServer: Sendable {
    public struct Configuration: Sendable {
        public var limits = Limits()
        public var deadlines = Deadlines()
        /// Fields of every answer that does not have them itself, be it an error's or one to what is no request. They are encoded once,
        /// so they cost next to nothing, unlike middleware that adds them.
        public var fields = HTTPFields()
        /// Where the server counts what it does.
        public let metrics = ServerMetrics()
        public init() {}
    }

    private let parts: [LoopServer]

    /// - Parameters:
    ///   - errorResponder: answers what `handler` throws.
    ///   - handler: answers requests; `Router.handler()`, usually.
    public init(
        configuration: Configuration = Configuration(), loops: EventLoopGroup,
        errorResponder: @escaping ErrorResponder = defaultErrorResponse, handler: Responder
    ) {
        var configuration = configuration
        // A head that is within its limits must be able to arrive.
        configuration.limits.readAhead = max(
            configuration.limits.readAhead, configuration.limits.requestLine + configuration.limits.fields + 1024)
        let context = ServerContext(configuration, handler, errorResponder)
        parts = loops.loops.map { LoopServer(loop: $0, context: context) }
    }

    /// A server with one handler for all requests.
    public convenience init(
        configuration: Configuration = Configuration(), loops: EventLoopGroup,
        errorResponder: @escaping ErrorResponder = defaultErrorResponse, handler: @escaping Handler
    ) {
        self.init(configuration: configuration, loops: loops, errorResponder: errorResponder, handler: Responder(handler))
    }

    /// Listens and serves.
    /// - Returns: the address, with the port that was chosen where 0 was asked for.
    /// - Throws: `SocketError`, when the address is taken or not this machine's.
    public func start(on address: SocketAddress) async throws(SocketError) -> SocketAddress {
        try Listener.checkIsFree(address)
        // A client that has gone is an error of the call that writes to it, never a signal.
        signal(SIGPIPE, SIG_IGN)
        var bound = address
        for part in parts {
            let wanted = bound
            let result = await part.loop.run { () -> Result<SocketAddress, SocketError> in
                Result { () throws(SocketError) in try part.listen(wanted) }
            }
            bound = try result.get()
        }
        return bound
    }

    /// Takes no more connections, lets what is under way finish, and closes what has not finished within `grace`.
    public func shutDown(within grace: Duration) async {
        for part in parts { await part.loop.run { part.drain() } }
        let deadline = ContinuousClock.now + grace
        while await openConnections > 0, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(20))
        }
        for part in parts { await part.loop.run { part.closeAll() } }
    }

    /// How many connections are open.
    public var openConnections: Int {
        get async {
            var count = 0
            for part in parts { count += await part.loop.run { part.count } }
            return count
        }
    }
}
