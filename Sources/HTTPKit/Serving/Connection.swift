import EventLoop
import Glibc
import HTTPTypes

/// One client's connection: reads requests, hands them to the handler one at a time, and sends the answers in order.
///
/// `@unchecked Sendable`: everything here is touched on the thread of `server.loop` alone. Handlers prefer that loop as their
/// executor, and the body's reader and writer go there before they touch anything.
final class Connection: IOHandler, TurnObserver, @unchecked Sendable {
    /// What the connection is doing, which decides what bytes and timeouts mean.
    private enum Phase {
        /// Between two requests, or inside a head.
        case readingHead
        /// A handler has the request.
        case handling
        /// What is queued is sent, then the connection closes.
        case finishing
        /// Closed for sending; what still arrives is read and dropped, so that it does not turn the answer into a reset.
        case lingering
        case closed
    }

    private let server: LoopServer
    private let address: SocketAddress
    private var descriptor: Descriptor?
    private let raw: Int32
    private var registration: Registration?
    /// The client's time to send something.
    private var timer: LoopTimer?
    /// Its time to take something; made when it is first needed.
    private var writeTimer: LoopTimer?
    /// What the kernel held when that was armed.
    private var unacknowledged: Int32 = 0

    private var phase = Phase.readingHead
    private var parser: RequestParser
    private var inbox: [UInt8] = []
    private var output = OutputQueue()
    private var headHasBegun = false
    private var isReadingRequests = false
    private var awaitsTurnEnd = false
    private var isBlocked = false
    /// The client will send no more (it may still read).
    private var peerHasFinished = false

    /// Hands one request after the other to the handler. Made with the first one and kept: a task a request costs a third more.
    private var task: Task<Void, Never>?
    /// The request that the task is to take next.
    private var nextRequest: Request?
    /// The task, while it waits for a request.
    private var idleTask: UnsafeContinuation<Void, Never>?
    private var context = ResponseEncoder.Context(isHead: false, minorVersion: 1, keepsAlive: true)
    private var body: BodyDecoder?
    private var bodyFailure: (any Error)?
    private var bodyReceived = 0
    /// For how long the handler has waited for the client, in nanoseconds.
    private var bodyWaited: UInt64 = 0
    private var awaitsProceed = false
    private var reader: UnsafeContinuation<Void, Never>?
    private var writers: [UnsafeContinuation<Void, Never>] = []
    private var streamFraming = ResponseEncoder.StreamFraming.omitted
    /// How much of its declared length a stream has still to write.
    private var streamRemaining: Int?

    init(_ descriptor: consuming Descriptor, _ address: SocketAddress, server: LoopServer) {
        raw = descriptor.raw
        self.descriptor = consume descriptor
        self.address = address
        self.server = server
        parser = RequestParser(limits: server.configuration.limits)
    }

    /// Starts to listen for requests.
    func open() {
        guard let registration = try? server.loop.register(raw, .read, self) else { return close() }
        self.registration = registration
        timer = LoopTimer { [weak self] in self?.deadlinePassed() }
        arm(server.configuration.deadlines.keepAlive)
    }

    /// Whether nothing is under way: such a connection may be closed at any time.
    private var isIdle: Bool { phase == .readingHead && inbox.isEmpty && output.isEmpty }

    /// The server takes no more requests: closes when idle, else after the present answer.
    func drain() {
        if isIdle { close() } else { context.keepsAlive = false }
    }

    // MARK: Reading

    func ready(_ events: IOEvents) {
        if !events.isDisjoint(with: [.error, .hangUp]) && phase != .readingHead {
            return close()
        }
        if !events.isDisjoint(with: [.read, .error, .hangUp]) { read() }
        if events.contains(.write) { flush() } else { updateInterest() }
    }

    private func read() {
        guard phase != .closed, !peerHasFinished else { return }
        let scratch = server.loop.scratch
        let count = recv(raw, scratch.baseAddress!, scratch.count, 0)
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { close() }
            return
        }
        if count == 0 { return peerFinished() }
        let bytes = UnsafeRawBufferPointer(rebasing: scratch[0..<count])
        switch phase {
        case .readingHead:
            if inbox.isEmpty {
                // Nearly every request arrives whole and alone: it is read where the kernel put it.
                isReadingRequests = true
                readHead(in: bytes, isInbox: false)
                isReadingRequests = false
            } else {
                inbox.append(contentsOf: bytes)
            }
            readRequests()
        case .handling:
            inbox.append(contentsOf: bytes)
            resumeReader()
        case .finishing, .lingering, .closed:
            break
        }
    }

    private func peerFinished() {
        peerHasFinished = true
        switch phase {
        case .lingering: close()
        case .readingHead: readRequests()
        case .handling: resumeReader()
        case .finishing, .closed: break
        }
    }

    /// Starts the requests that have arrived whole, one after the other, for as long as the client takes the answers.
    ///
    /// A request that is answered at once comes back here: then the loop that started it goes on, instead of a deeper one.
    private func readRequests() {
        guard !isReadingRequests else { return }
        isReadingRequests = true
        defer { isReadingRequests = false }
        while phase == .readingHead, !inbox.isEmpty, output.count < server.configuration.limits.writeBacklog {
            let held = inbox
            let before = held.count
            held.withUnsafeBytes { readHead(in: $0, isInbox: true) }
            if phase == .readingHead, inbox.count == before { break }
        }
        if phase == .readingHead, peerHasFinished, output.count < server.configuration.limits.writeBacklog {
            output.isEmpty ? close() : finish()
        }
    }

    /// Reads one head from `bytes`: the inbox's, or newly arrived ones, whose rest goes there.
    private func readHead(in bytes: UnsafeRawBufferPointer, isInbox: Bool) {
        do throws(ParseError) {
            switch try parser.parse(bytes) {
            case .partial:
                if !isInbox { inbox.append(contentsOf: bytes) }
                if bytes.count > 0, !headHasBegun {
                    headHasBegun = true
                    arm(server.configuration.deadlines.head)
                }
            case .complete(let head, let consumed):
                if isInbox {
                    inbox.removeFirst(consumed)
                } else if consumed < bytes.count {
                    inbox.append(contentsOf: bytes[consumed...])
                }
                headHasBegun = false
                start(head)
            }
        } catch {
            refuse(error)
        }
    }

    /// Answers bytes that are no request, and closes.
    private func refuse(_ error: ParseError) {
        refuse(error.httpError)
    }

    private func refuse(_ error: HTTPError) {
        context = .init(isHead: false, minorVersion: 1, keepsAlive: false, preamble: server.currentPreamble())
        ResponseEncoder.encode(error.response(), &context, into: &output)
        finish()
    }

    // MARK: Handling

    private func start(_ head: RequestHead) {
        phase = .handling
        timer?.cancel()
        context = .init(isHead: head.method == .head, minorVersion: head.minorVersion, keepsAlive: head.keepsAlive)
        let requestBody: RequestBody
        if head.framing == .none {
            requestBody = .empty
        } else {
            let decoder = BodyDecoder(head.framing, limits: server.configuration.limits)
            requestBody = RequestBody(source: self, declaredLength: decoder.remaining, limit: server.configuration.limits.body)
            body = decoder
            bodyFailure = nil
            bodyReceived = 0
            bodyWaited = 0
            awaitsProceed = head.expectsContinue
        }
        nextRequest = Request(head: head, body: requestBody, remoteAddress: address, number: server.nextRequestNumber())
        if let idleTask {
            self.idleTask = nil
            idleTask.resume()
        } else if task == nil {
            task = Task(executorPreference: server.loop) { await self.serve() }
        }
    }

    private func serve() async {
        while phase != .closed {
            guard let request = nextRequest else {
                await withUnsafeContinuation { idleTask = $0 }
                continue
            }
            nextRequest = nil
            let response: Response
            do {
                response = try await server.handler(request)
            } catch {
                response = server.errorResponder(error, request)
            }
            assert(server.loop.isCurrent)
            guard phase == .handling else { continue }
            encode(response)
            if case .stream(_, let produce) = response.body, streamFraming != .omitted { await stream(produce) }
            if phase == .handling { responseEnded() }
        }
    }

    /// Lets a streamed body be written, to its end or to that of the connection.
    private func stream(_ produce: @Sendable (BodyWriter) async throws -> Void) async {
        do {
            try await produce(BodyWriter(sink: self))
        } catch {
            abort()
        }
        guard phase == .handling else { return }
        if let streamRemaining, streamRemaining > 0 { return abort() }
        if streamFraming == .chunked { output.append(ResponseEncoder.lastChunk) }
    }

    private func encode(_ response: Response) {
        discardBody()
        if server.isDraining { context.keepsAlive = false }
        context.preamble = server.currentPreamble()
        streamFraming = ResponseEncoder.encode(response, &context, into: &output)
        streamRemaining = nil
        if case .stream(let length, _) = response.body, streamFraming == .plain { streamRemaining = length }
        if streamFraming != .omitted { flushAtTurnEnd() }
    }

    /// Drops what has arrived of a body that the handler did not read; when more of it is to come, the connection cannot go on.
    private func discardBody() {
        guard body != nil else { return }
        _ = decodeInbox()
        if body?.isComplete != true || bodyFailure != nil { context.keepsAlive = false }
        body = nil
    }

    private func responseEnded() {
        body = nil
        guard context.keepsAlive else { return finish() }
        phase = .readingHead
        arm(server.configuration.deadlines.keepAlive)
        // Answers of pipelined requests leave together; a lone one at once, while its data is still in the cache.
        guard inbox.isEmpty else {
            flushAtTurnEnd()
            return readRequests()
        }
        flush()
        if peerHasFinished { readRequests() }
    }

    // MARK: Sending

    private func flushAtTurnEnd() {
        guard !awaitsTurnEnd else { return }
        awaitsTurnEnd = true
        server.loop.notifyAtTurnEnd(self)
    }

    func turnEnded() {
        awaitsTurnEnd = false
        flush()
    }

    private func flush() {
        guard phase != .closed else { return }
        let before = output.count
        guard output.write(to: raw) else { return close() }
        let wasBlocked = isBlocked
        // Nearly always everything goes out at once, and nothing was waiting for it.
        if output.isEmpty, !wasBlocked, phase == .readingHead, inbox.isEmpty, writers.isEmpty, !peerHasFinished, !server.isDraining {
            return updateInterest()
        }
        defer { updateInterest() }
        isBlocked = !output.isEmpty
        if isBlocked {
            if output.count < before || !wasBlocked { armWriteDeadline() }
        } else if wasBlocked {
            writeTimer?.cancel()
            // The time for the next request begins when the answer has been taken.
            if phase == .readingHead, !headHasBegun { arm(server.configuration.deadlines.keepAlive) }
        }
        if output.count < server.configuration.limits.writeBacklog / 4 { resumeWriters() }
        if output.isEmpty, phase == .finishing { return linger() }
        guard phase == .readingHead else { return }
        if !inbox.isEmpty || peerHasFinished { readRequests() }
        if server.isDraining, isIdle { close() }
    }

    private func armWriteDeadline() {
        let timer = writeTimer ?? LoopTimer { [weak self] in self?.writeDeadlinePassed() }
        writeTimer = timer
        unacknowledged = queuedInKernel
        server.loop.schedule(timer, after: server.configuration.deadlines.write)
    }

    private func writeDeadlinePassed() {
        // The kernel asks for more only when a third of its buffer is free: a slow client may be taking all the while.
        if queuedInKernel < unacknowledged { armWriteDeadline() } else { close() }
    }

    /// How much of what was written the client has not acknowledged.
    private var queuedInKernel: Int32 {
        var count: Int32 = 0
        return ioctl(raw, UInt(TIOCOUTQ), &count) == 0 ? count : 0
    }

    private func resumeWriters() {
        guard !writers.isEmpty else { return }
        let resumed = writers
        writers = []
        for writer in resumed { writer.resume() }
    }

    private func updateInterest() {
        guard let registration, phase != .closed else { return }
        var interest: IOEvents = []
        let hasRoom = inbox.count < server.configuration.limits.readAhead && output.count < server.configuration.limits.writeBacklog
        if !peerHasFinished, hasRoom || phase == .lingering || phase == .finishing { interest.insert(.read) }
        if isBlocked { interest.insert(.write) }
        server.loop.update(registration, interest)
    }

    // MARK: Ending

    /// Sends what is queued, then closes.
    private func finish() {
        guard phase != .closed else { return }
        phase = .finishing
        inbox = []
        timer?.cancel()
        flushAtTurnEnd()
    }

    private func linger() {
        if peerHasFinished { return close() }
        phase = .lingering
        shutdown(raw, Int32(SHUT_WR))
        arm(server.configuration.deadlines.linger)
    }

    /// Breaks the connection: nothing else can say, once the head has gone out, that a body is not whole.
    private func abort() {
        guard phase != .closed else { return }
        // A reset, since an answer to HTTP/1.0 would end well with a mere close.
        var option = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(raw, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<Glibc.linger>.size))
        close()
    }

    func close() {
        guard phase != .closed else { return }
        phase = .closed
        timer?.cancel()
        writeTimer?.cancel()
        if let registration { server.loop.deregister(registration) }
        registration = nil
        descriptor = nil
        inbox = []
        output = OutputQueue()
        server.closed(self)
        task?.cancel()
        task = nil
        resumeReader()
        resumeWriters()
        idleTask?.resume()
        idleTask = nil
    }

    // MARK: Deadlines

    private func arm(_ delay: Duration) {
        guard let timer else { return }
        server.loop.schedule(timer, after: delay)
    }

    private func deadlinePassed() {
        switch phase {
        case .readingHead where headHasBegun: refuse(HTTPError(.requestTimeout, "The request took too long to arrive."))
        case .readingHead where isBlocked: arm(server.configuration.deadlines.keepAlive)
        case .readingHead, .lingering, .finishing: close()
        case .handling where reader != nil:
            bodyFailure = HTTPError(.requestTimeout, "The body took too long to arrive.")
            resumeReader()
        case .handling, .closed: break
        }
    }

    /// Gives the client until the next piece, and no longer than the minimum rate allows for what has arrived. Only the time for
    /// which it was waited for counts: a handler that is slow to read is not the client's fault.
    private func armBodyDeadline() {
        guard let timer else { return }
        let deadlines = server.configuration.deadlines
        let idle = UInt64(deadlines.bodyIdle.nanoseconds)
        let earned = UInt64(bodyReceived) * 1_000_000_000 / UInt64(max(1, deadlines.bodyMinimumRate))
        let left = idle + earned > bodyWaited ? idle + earned - bodyWaited : 0
        server.loop.schedule(timer, at: server.loop.now + min(idle, left))
    }
}

// MARK: Bodies

extension Connection: BodySource, BodySink {
    func nextPiece() async throws -> [UInt8]? {
        if !server.loop.isCurrent { return try await Task(executorPreference: server.loop) { try await self.nextPiece() }.value }
        while true {
            let piece = decodeInbox()
            if !piece.isEmpty { return piece }
            if let bodyFailure { throw bodyFailure }
            guard let body else { throw ConnectionClosed() }
            if body.isComplete { return nil }
            if phase == .closed || peerHasFinished { throw ConnectionClosed() }
            if awaitsProceed {
                awaitsProceed = false
                output.append(ResponseEncoder.proceed)
                flushAtTurnEnd()
            }
            let begin = server.loop.now
            armBodyDeadline()
            await withUnsafeContinuation { reader = $0 }
            bodyWaited += server.loop.now - begin
            timer?.cancel()
        }
    }

    /// Takes what has arrived of the body out of the inbox.
    private func decodeInbox() -> [UInt8] {
        guard var decoder = body, !inbox.isEmpty, !decoder.isComplete, bodyFailure == nil else { return [] }
        var piece: [UInt8] = []
        let result = inbox.withUnsafeBytes { bytes in
            Result { () throws(ParseError) in try decoder.decode(bytes, into: &piece) }
        }
        switch result {
        case .success(inbox.count): inbox = []
        case .success(let used): inbox.removeFirst(used)
        case .failure(let error): bodyFailure = error.httpError
        }
        body = decoder
        bodyReceived += piece.count
        if !piece.isEmpty { awaitsProceed = false }
        updateInterest()
        return piece
    }

    private func resumeReader() {
        guard let reader else { return }
        self.reader = nil
        reader.resume()
    }

    func write(_ bytes: [UInt8]) async throws {
        if !server.loop.isCurrent { return try await Task(executorPreference: server.loop) { try await self.write(bytes) }.value }
        guard phase == .handling else { throw ConnectionClosed() }
        switch streamFraming {
        case .chunked: ResponseEncoder.chunk(bytes, into: &output)
        case .plain:
            if let remaining = streamRemaining {
                guard bytes.count <= remaining else { throw StreamLengthExceeded() }
                streamRemaining = remaining - bytes.count
            }
            output.append(body: bytes)
        case .omitted: return
        }
        flushAtTurnEnd()
        if output.count >= server.configuration.limits.writeBacklog {
            await withUnsafeContinuation { writers.append($0) }
        }
        guard phase == .handling else { throw ConnectionClosed() }
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
