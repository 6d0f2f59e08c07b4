import EventLoop
import Glibc
import HTTPTypes

/// One client's connection: reads requests, hands them to the handler one at a time, and sends the answers in order.
///
/// What is decided is in `ConnectionState`; here is what it is decided about: the socket, the queues, the timers and the task.
///
/// `@unchecked Sendable`: everything here is touched on the thread of `server.loop` alone. Handlers prefer that loop as their
/// executor, and the body's reader and writer go there before they touch anything.
final class Connection: IOHandler, TurnObserver, @unchecked Sendable {
    let server: LoopServer
    let address: SocketAddress
    let raw: Int32
    private var descriptor: Descriptor?
    private var registration: Registration?

    var state = ConnectionState()
    /// When it began to wait for a request.
    private(set) var waitingSince: UInt64 = 0

    // Reading. The kernel tells once that there is something; then it is read until there is no more, or no room for it.
    private var isReadable = false
    /// The kernel has told of an end or of urgent data: a short count does not say then that it has no more.
    private var readsUntilEmpty = false
    var parser: RequestParser
    var inbox: [UInt8] = []
    var isReadingRequests = false

    // Answering.
    /// Hands one request after the other to its handler. Made with the first that has to wait, and kept: a task a request costs more.
    var task: Task<Void, Never>?
    /// What the task is to do next.
    var work: Work?
    /// The task, while it waits for work.
    var idleTask: UnsafeContinuation<Void, Never>?
    var context = ResponseEncoder.Context(isHead: false, minorVersion: 1, keepsAlive: true)
    var incoming: IncomingBody?
    var outgoing = OutgoingStream()

    // Sending.
    var output = OutputQueue()
    /// The kernel takes no more at the moment.
    private(set) var isBlocked = false
    private var awaitsTurnEnd = false

    /// The client's time to send something.
    private var timer: LoopTimer?
    /// Its time to take something; made when it is first needed.
    private var writeTimer: LoopTimer?
    /// What the client had taken when that was armed.
    private var takenBefore = 0

    init(_ descriptor: consuming Descriptor, _ address: SocketAddress, server: LoopServer) {
        raw = descriptor.raw
        self.descriptor = consume descriptor
        self.address = address
        self.server = server
        parser = RequestParser(limits: server.configuration.limits)
    }

    /// Starts to listen for requests.
    func open() {
        guard let registration = try? server.loop.register(raw, [.read, .write, .peerClosed, .urgent, .edge], self) else { return close() }
        self.registration = registration
        timer = LoopTimer { [weak self] in self?.deadlinePassed() }
        wait()
    }

    /// Whether nothing is under way: such a connection may be closed at any time.
    private var isIdle: Bool { state.phase == .waiting && output.isEmpty }

    /// Whether it may be closed in favour of a new one: it brings no request yet, and its answers have been taken.
    var mayGiveWay: Bool { state.awaitsRequest && output.isEmpty }

    /// The server takes no more requests: closes when idle, else after the present answer.
    func drain() {
        // A request that the kernel has already is answered; closing on it would be a reset.
        if isIdle {
            isReadable = true
            read()
        }
        endEventStream()
        perform(state.drainRequested(isIdle: isIdle))
    }

    /// Carries out what the state has decided.
    func perform(_ action: ConnectionState.Action) {
        switch action {
        case .nothing: break
        case .readRequests: readRequests()
        case .resumeReader: incoming?.readers.resume()
        case .failBody: bodyTimedOut()
        case .refuseSlowHead:
            server.metrics.count(.headDeadline)
            let isHead = inbox.withUnsafeBytes { parser.isHead($0) }
            refuse(HTTPError(.requestTimeout, "The request took too long to arrive."), isHead: isHead)
        case .waitAgain: arm(server.configuration.deadlines.keepAlive)
        case .finish: finish()
        case .linger: linger()
        case .close: close()
        }
    }

    // MARK: Reading

    func ready(_ events: IOEvents) {
        // Both directions have ended: nothing can be said any more.
        if !events.isDisjoint(with: [.error, .hangUp]) { return close() }
        if events.contains(.write), isBlocked {
            isBlocked = false
            flush()
        }
        if !events.isDisjoint(with: [.read, .peerClosed, .urgent]) {
            isReadable = true
            if !events.isDisjoint(with: [.peerClosed, .urgent]) { readsUntilEmpty = true }
            read()
        }
    }

    /// Reads once, if there is something and room for it, and sees to it that the rest is read in a later turn.
    func read() {
        guard isReadable, hasRoom else { return }
        let scratch = server.loop.scratch
        let count = recv(raw, scratch.baseAddress!, scratch.count, 0)
        if count < 0 {
            switch errno {
            case EAGAIN: isReadable = false
            case EINTR: continueReading()
            default: close()
            }
            return
        }
        // A short count says that the kernel has no more for now, which spares asking.
        if count == 0 || (count < scratch.count && !readsUntilEmpty) { isReadable = false }
        if count == 0 { return perform(state.peerFinished()) }
        bytesRead(UnsafeRawBufferPointer(rebasing: scratch[0..<count]))
        continueReading()
    }

    private func bytesRead(_ bytes: UnsafeRawBufferPointer) {
        switch state.phase {
        case .waiting where inbox.isEmpty:
            // Nearly every request arrives whole and alone: it is read where the kernel put it.
            isReadingRequests = true
            readHead(in: bytes, isInbox: false)
            isReadingRequests = false
            readRequests()
        case .waiting, .readingHead:
            inbox.append(contentsOf: bytes)
            readRequests()
        case .handling:
            inbox.append(contentsOf: bytes)
            incoming?.readers.resume()
        case .finishing, .lingering, .closed:
            break
        }
    }

    /// Whether more may be read: what waits for the handler and for the client is bounded; what is only dropped needs no room.
    private var hasRoom: Bool {
        switch state.phase {
        case .waiting, .readingHead, .handling:
            inbox.count < server.configuration.limits.readAhead && output.count < server.configuration.limits.writeBacklog
        case .finishing, .lingering: true
        case .closed: false
        }
    }

    /// Goes on reading at the end of the turn, since the kernel does not tell again of what it has told.
    func continueReading() {
        if isReadable, hasRoom { notifyAtTurnEnd() }
    }

    // MARK: Sending

    /// What is queued leaves at the end of the turn, with what else joins it.
    func notifyAtTurnEnd() {
        guard !awaitsTurnEnd else { return }
        awaitsTurnEnd = true
        server.loop.notifyAtTurnEnd(self)
    }

    func turnEnded() {
        awaitsTurnEnd = false
        flush()
        read()
    }

    /// Sends what waits for nothing else at once, while it is still in the cache; else puts it behind what waits.
    func send(_ bytes: UnsafeRawBufferPointer) {
        guard output.isEmpty, !isBlocked, inbox.isEmpty else { return output.append(bytes) }
        perform(output.write(bytes, to: raw))
    }

    private func perform(_ outcome: OutputQueue.Outcome) {
        switch outcome {
        case .written: break
        case .blocked: isBlocked = true
        case .broken: close()
        }
    }

    func flush() {
        guard !state.isClosed else { return }
        // Nearly always everything goes out at once.
        if !isBlocked, !output.isEmpty { perform(output.write(to: raw)) }
        guard output.isEmpty else { return keepSending() }
        if let writeTimer, writeTimer.isArmed {
            writeTimer.cancel()
            // The time for the next request begins when the answer has been taken.
            if state.phase == .waiting { wait() }
        }
        outgoing.writers.resume()
        switch state.phase {
        case .finishing: perform(state.outputDrained())
        case .waiting where !inbox.isEmpty || state.peerHasFinished: readRequests()
        default: break
        }
        if server.isDraining, isIdle { close() }
        continueReading()
    }

    /// Goes on when the kernel takes more, or in the next turn when others had to have theirs.
    private func keepSending() {
        guard !state.isClosed else { return }
        if !isBlocked { notifyAtTurnEnd() }
        let timer = writeTimer ?? LoopTimer { [weak self] in self?.writeDeadlinePassed() }
        writeTimer = timer
        if !timer.isArmed { armWriteDeadline() }
        if output.count < server.configuration.limits.writeBacklog / 4 { outgoing.writers.resume() }
    }

    // MARK: Ending

    /// Answers bytes that are no request, and closes.
    func refuse(_ error: HTTPError, isHead: Bool) {
        context = .init(isHead: isHead, minorVersion: 1, keepsAlive: false, preamble: server.currentPreamble())
        server.writer.removeAll()
        _ = ResponseEncoder.encode(error.response(), &context, into: server.writer)
        output.append(server.writer.bytes)
        state.refused()
        finish()
    }

    /// Sends what is queued, then closes.
    func finish() {
        // More than it has promised: what else it sends is to be waited for.
        if !inbox.isEmpty || isReadable { state.peerSentMore() }
        inbox = []
        timer?.cancel()
        notifyAtTurnEnd()
    }

    private func linger() {
        shutdown(raw, Int32(SHUT_WR))
        arm(server.configuration.deadlines.linger)
        continueReading()
    }

    /// Breaks the connection: nothing else can say, once the head has gone out, that a body is not whole.
    func abort() {
        guard !state.isClosed else { return }
        // A reset, since an answer to HTTP/1.0 would end well with a mere close.
        var option = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(raw, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<Glibc.linger>.size))
        close()
    }

    func close() {
        guard !state.isClosed else { return }
        state.closed()
        timer.map(server.loop.discard)
        writeTimer.map(server.loop.discard)
        outgoing.heartbeat.map { server.loop.discard($0.timer) }
        if let registration { server.loop.deregister(registration) }
        registration = nil
        descriptor = nil
        inbox = []
        output = OutputQueue()
        server.closed(self)
        task?.cancel()
        task = nil
        incoming?.readers.resume()
        outgoing.writers.resume()
        idleTask?.resume()
        idleTask = nil
    }

    // MARK: Deadlines

    /// Gives the client its time for the next request.
    func wait() {
        waitingSince = server.loop.now
        arm(nanoseconds: server.keepAlive)
    }

    func arm(_ delay: Duration) { arm(nanoseconds: UInt64(max(0, delay.nanoseconds))) }

    func arm(nanoseconds: UInt64) {
        guard let timer else { return }
        server.loop.schedule(timer, at: server.loop.now &+ nanoseconds)
    }

    func disarm() { timer?.cancel() }

    private func deadlinePassed() {
        let action = state.deadlinePassed(readerWaits: incoming?.readers.isEmpty == false, outputWaits: !output.isEmpty)
        if action == .close, state.phase == .waiting { server.metrics.count(.idleDeadline) }
        perform(action)
    }

    private func armWriteDeadline() {
        guard let writeTimer else { return }
        takenBefore = taken
        server.loop.schedule(writeTimer, after: server.configuration.deadlines.write)
    }

    /// A client may be slow, but not so slow that it holds its connection for ever.
    private func writeDeadlinePassed() {
        let deadlines = server.configuration.deadlines
        let least = Int(deadlines.write.nanoseconds / 1_000_000) * deadlines.writeMinimumRate / 1000
        if taken - takenBefore >= max(1, least) { return armWriteDeadline() }
        server.metrics.count(.writeDeadline)
        close()
    }

    /// How many bytes the client has acknowledged. The kernel asks for more only when a third of its buffer is free, so what it has
    /// been given says little.
    private var taken: Int {
        var unacknowledged: Int32 = 0
        return ioctl(raw, UInt(TIOCOUTQ), &unacknowledged) == 0 ? output.sentInAll - Int(unacknowledged) : output.sentInAll
    }
}
