import EventLoop
import Glibc
import Synchronization

/// What a server's parts share.
final class ServerContext: Sendable {
    let configuration: HTTPServer.Configuration
    let responder: Responder
    let errorResponder: ErrorResponder
    let admission: Mutex<Admission>

    init(_ configuration: HTTPServer.Configuration, _ responder: Responder, _ errorResponder: @escaping ErrorResponder) {
        self.configuration = configuration
        self.responder = responder
        self.errorResponder = errorResponder
        admission = Mutex(Admission(configuration.limits))
    }
}

/// A server's part on one loop: its listener and its connections.
///
/// `@unchecked Sendable`: touched on the loop's thread alone.
final class LoopServer: @unchecked Sendable {
    let loop: EventLoop
    let configuration: HTTPServer.Configuration
    let responder: Responder
    let errorResponder: ErrorResponder
    let metrics: ServerMetrics
    private let context: ServerContext
    private let counts = ServerMetrics.Loop()
    private var listener: Listener?
    private var connections: [ObjectIdentifier: Connection] = [:]
    /// Connections that waited for a request when last looked, the one that had waited longest at the end.
    private var waiting: [(connection: ObjectIdentifier, since: UInt64)] = []
    private(set) var isDraining = false
    /// Where the present answer's head is written.
    let writer = ByteWriter()
    let keepAlive: UInt64
    private var requestNumber: UInt64 = .random(in: 0 ... .max)
    private let usualFields: UsualFields
    private var preamble: (second: Int, value: ResponseEncoder.Preamble) = (0, .init())

    init(loop: EventLoop, context: ServerContext) {
        self.loop = loop
        self.context = context
        // What every request needs, without a further indirection.
        configuration = context.configuration
        responder = context.responder
        errorResponder = context.errorResponder
        metrics = context.configuration.metrics
        usualFields = UsualFields(context.configuration.fields)
        keepAlive = UInt64(max(0, context.configuration.deadlines.keepAlive.nanoseconds))
        metrics.add(counts)
    }

    /// How many connections are open.
    var count: Int { connections.count }

    func listen(_ address: SocketAddress) throws(SocketError) -> SocketAddress {
        // Strongly: a server serves until it is shut down, whoever holds it. `drain` breaks the cycle.
        let listener = try Listener(
            on: loop, address: address, accepted: { [self] in accept($0, $1) },
            exhausted: { [self] in
                metrics.count(.descriptors)
                return makeRoom()
            })
        self.listener = listener
        return listener.address
    }

    func drain() {
        isDraining = true
        // Who has been let in by the kernel already is answered, or told in good order that nothing more is.
        listener?.acceptWaiting()
        listener?.close()
        listener = nil
        for connection in Array(connections.values) { connection.drain() }
    }

    func closeAll() {
        for connection in Array(connections.values) { connection.close() }
    }

    // MARK: Connections

    private func accept(_ descriptor: consuming Descriptor, _ peer: SocketAddress) {
        switch admit(peer) {
        case .admitted: break
        case .full: return metrics.count(.connections)
        case .tooManyFromAddress: return metrics.count(.connectionsPerAddress)
        }
        ServerMetrics.Loop.add(1, to: counts.accepted)
        ServerMetrics.Loop.add(1, to: counts.open)
        let connection = Connection(descriptor, peer, server: self)
        connections[ObjectIdentifier(connection)] = connection
        connection.open()
    }

    private func admit(_ peer: SocketAddress) -> Admission.Decision {
        let decision = context.admission.withLock { $0.connected(peer) }
        guard decision == .full, makeRoom() else { return decision }
        return context.admission.withLock { $0.connected(peer) }
    }

    func closed(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        context.admission.withLock { $0.disconnected(connection.address) }
        ServerMetrics.Loop.add(-1, to: counts.open)
    }

    /// Closes the connection that has waited longest for a request.
    /// - Returns: whether there was one.
    private func makeRoom() -> Bool {
        // All are looked at only when the last look's are used up: a flood of connections does not make each one cost that.
        if closeLongestWaiting() { return true }
        waiting = connections.filter(\.value.mayGiveWay).map { ($0.key, $0.value.waitingSince) }
        waiting.sort { $0.since > $1.since }
        // Those that came last are no candidates yet: most will have brought a request when their turn would come.
        waiting.removeFirst(waiting.count / 2)
        return closeLongestWaiting()
    }

    private func closeLongestWaiting() -> Bool {
        while let (key, since) = waiting.popLast() {
            guard let connection = connections[key], connection.mayGiveWay, connection.waitingSince == since else { continue }
            metrics.count(.gaveWay)
            connection.close()
            return true
        }
        return false
    }

    // MARK: Requests

    func requestRead() { ServerMetrics.Loop.add(1, to: counts.requests) }

    /// Unique within the process for as long as it lives: an odd step visits every number.
    func nextRequestNumber() -> UInt64 {
        requestNumber &+= 0x9E37_79B9_7F4A_7C15
        return requestNumber
    }

    /// What this second's answers begin with.
    func currentPreamble() -> ResponseEncoder.Preamble {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        if now.tv_sec != preamble.second { preamble = (now.tv_sec, .init(second: now.tv_sec, fields: usualFields)) }
        return preamble.value
    }
}
