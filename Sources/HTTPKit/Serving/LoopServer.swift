import EventLoop
import Glibc

/// A server's part on one loop: its listener and its connections.
///
/// `@unchecked Sendable`: touched on the loop's thread alone.
final class LoopServer: @unchecked Sendable {
    let loop: EventLoop
    let configuration: HTTPServer.Configuration
    let handler: Handler
    let errorResponder: ErrorResponder
    private var listener: Listener?
    private var connections: [ObjectIdentifier: Connection] = [:]
    private(set) var isDraining = false
    private var requestNumber: UInt64 = .random(in: 0 ... .max)
    private var preamble: (second: Int, value: ResponseEncoder.Preamble) = (0, .init())

    init(loop: EventLoop, configuration: HTTPServer.Configuration, handler: @escaping Handler, errorResponder: @escaping ErrorResponder) {
        self.loop = loop
        self.configuration = configuration
        self.handler = handler
        self.errorResponder = errorResponder
    }

    /// How many connections are open.
    var count: Int { connections.count }

    func listen(_ address: SocketAddress) throws(SocketError) -> SocketAddress {
        let listener = try Listener(on: loop, address: address) { [self] descriptor, peer in
            // Strongly: a server serves until it is shut down, whoever holds it. `drain` breaks the cycle.
            let connection = Connection(descriptor, peer, server: self)
            connections[ObjectIdentifier(connection)] = connection
            connection.open()
        }
        self.listener = listener
        return listener.address
    }

    func drain() {
        isDraining = true
        listener?.close()
        listener = nil
        for connection in Array(connections.values) { connection.drain() }
    }

    func closeAll() {
        for connection in Array(connections.values) { connection.close() }
    }

    func closed(_ connection: Connection) { connections[ObjectIdentifier(connection)] = nil }

    /// Unique within the process for as long as it lives: an odd step visits every number.
    func nextRequestNumber() -> UInt64 {
        requestNumber &+= 0x9E37_79B9_7F4A_7C15
        return requestNumber
    }

    /// What this second's answers begin with.
    func currentPreamble() -> ResponseEncoder.Preamble {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        if now.tv_sec != preamble.second { preamble = (now.tv_sec, .init(second: now.tv_sec)) }
        return preamble.value
    }
}
