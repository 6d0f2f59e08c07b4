import EventLoop
import HTTPTypes

/// Tasks that wait until something has happened on their connection.
struct Waiters {
    private var continuations: [UnsafeContinuation<Void, Never>] = []

    var isEmpty: Bool { continuations.isEmpty }

    mutating func add(_ continuation: UnsafeContinuation<Void, Never>) { continuations.append(continuation) }

    /// Lets all of them go on; who finds that nothing has changed for it waits again.
    mutating func resume() {
        guard !continuations.isEmpty else { return }
        let resumed = continuations
        continuations = []
        for continuation in resumed { continuation.resume() }
    }
}

/// A request's body on its way from the connection to its handler.
struct IncomingBody {
    var decoder: BodyDecoder
    var pace: BodyPace
    /// Whether the client waits to be told to send it.
    var awaitsProceed: Bool
    var failure: (any Error)?
    var readers = Waiters()

    init(_ decoder: BodyDecoder, _ pace: BodyPace, awaitsProceed: Bool) {
        self.decoder = decoder
        self.pace = pace
        self.awaitsProceed = awaitsProceed
    }

    /// Whether nothing more of it is to come, and nothing was wrong with it.
    var isComplete: Bool { decoder.isComplete && failure == nil }
}

/// A streamed answer on its way from its handler to the client.
struct OutgoingStream {
    /// Nil while none is expected.
    private(set) var framing: ResponseEncoder.StreamFraming?
    /// How much of its declared length is still to be written.
    private(set) var remaining: Int?
    var heartbeat: Heartbeat?
    var writers = Waiters()

    mutating func begin(_ framing: ResponseEncoder.StreamFraming, length: Int?) {
        self.framing = framing
        remaining = framing == .plain ? length : nil
    }

    mutating func end() {
        framing = nil
        remaining = nil
    }

    /// Counts what is written.
    mutating func written(_ count: Int) throws(StreamLengthExceeded) {
        guard let left = remaining else { return }
        guard count <= left else { throw StreamLengthExceeded() }
        remaining = left - count
    }
}

/// What is written to a stream when nothing else was for a while, so that a client that has gone is noticed and nobody between
/// takes the connection for dead.
struct Heartbeat {
    let bytes: [UInt8]
    let interval: Duration
    let timer: LoopTimer
    var isDue = true
}

/// One request and its answer on a connection: what the reader of the one's body and the writer of the other's hold, so that neither
/// touches what comes after.
///
/// `@unchecked Sendable`: the connection does all its work on its own loop's thread.
final class Exchange: BodySource, BodySink, @unchecked Sendable {
    private let connection: Connection
    private let number: Int

    init(_ connection: Connection) {
        self.connection = connection
        number = connection.state.requests
    }

    func nextPiece() async throws -> [UInt8]? { try await connection.nextPiece(of: number) }
    func bodyExceededLimit() { connection.server.metrics.count(.body) }
    func write(_ bytes: [UInt8]) async throws { try await connection.write(bytes, of: number) }
    func startHeartbeat(_ bytes: [UInt8], every interval: Duration) async { await connection.startHeartbeat(bytes, interval, of: number) }
}

extension Connection {
    /// The next piece of the body of the request with that number.
    func nextPiece(of exchange: Int) async throws -> [UInt8]? {
        if !server.loop.isCurrent {
            return try await Task(executorPreference: server.loop) { try await self.nextPiece(of: exchange) }.value
        }
        while true {
            guard exchange == state.requests else { throw ConnectionClosed() }
            let piece = decodeInbox()
            if !piece.isEmpty { return piece }
            guard let body = incoming else { throw ConnectionClosed() }
            if let failure = body.failure { throw failure }
            if body.decoder.isComplete { return nil }
            if state.isClosed { throw ConnectionClosed() }
            if state.peerHasFinished {
                incoming?.failure = HTTPError(.badRequest, "The body ended before its end.")
                continue
            }
            if body.awaitsProceed {
                incoming?.awaitsProceed = false
                output.append(ResponseEncoder.proceed)
                notifyAtTurnEnd()
            }
            let begin = server.loop.now
            arm(nanoseconds: body.pace.allowance)
            await withUnsafeContinuation { incoming?.readers.add($0) }
            incoming?.pace.waited(server.loop.now - begin)
            disarm()
        }
    }

    /// Takes what has arrived of the body out of the inbox.
    private func decodeInbox() -> [UInt8] {
        guard incoming != nil, !inbox.isEmpty, incoming?.isComplete == false, incoming?.failure == nil else { return [] }
        var piece: [UInt8] = []
        let result = inbox.withUnsafeBytes { bytes in
            Result { () throws(ParseError) in try incoming?.decoder.decode(bytes, into: &piece) ?? 0 }
        }
        switch result {
        case .success(inbox.count): inbox = []
        case .success(let used): inbox.removeFirst(used)
        case .failure(let error):
            server.metrics.count(error.cut)
            incoming?.failure = error.httpError
        }
        incoming?.pace.received(piece.count)
        if !piece.isEmpty { incoming?.awaitsProceed = false }
        continueReading()
        return piece
    }

    /// Drops what has arrived of a body that the handler did not read; when more of it is to come, the connection cannot go on.
    func discardBody() {
        guard incoming != nil else { return }
        _ = decodeInbox()
        if incoming?.isComplete != true { state.bodyLeftUnread() }
        incoming?.readers.resume()
        incoming = nil
    }

    func bodyTimedOut() {
        server.metrics.count(.bodyDeadline)
        incoming?.failure = HTTPError(.requestTimeout, "The body took too long to arrive.")
        incoming?.readers.resume()
    }
}

extension Connection {
    /// Lets a streamed body be written, to its end or to that of the connection.
    func stream(_ produce: @Sendable (BodyWriter) async throws -> Void) async {
        do {
            try await produce(BodyWriter(sink: Exchange(self)))
        } catch {
            breakOff()
        }
        stopHeartbeat()
        guard state.phase == .handling else { return }
        if let remaining = outgoing.remaining, remaining > 0 { return breakOff() }
        if outgoing.framing == .chunked { output.append(ResponseEncoder.lastChunk) }
        outgoing.end()
    }

    /// Ends a stream that is not whole.
    private func breakOff() {
        guard state.phase == .handling else { return }
        // Its length or its last chunk is missed by the client; only where the connection's end is the stream's must that be no good one.
        if outgoing.framing == .plain, outgoing.remaining == nil { abort() } else { perform(state.streamBroke()) }
    }

    /// Writes to the answer of the request with that number.
    func write(_ bytes: [UInt8], of exchange: Int) async throws {
        if !server.loop.isCurrent {
            return try await Task(executorPreference: server.loop) { try await self.write(bytes, of: exchange) }.value
        }
        guard isStreaming(exchange) else { throw ConnectionClosed() }
        try outgoing.written(bytes.count)
        outgoing.heartbeat?.isDue = false
        queue(bytes)
        if output.count >= server.configuration.limits.writeBacklog { await withUnsafeContinuation { outgoing.writers.add($0) } }
        guard isStreaming(exchange) else { throw ConnectionClosed() }
    }

    private func isStreaming(_ exchange: Int) -> Bool { state.phase == .handling && exchange == state.requests && outgoing.framing != nil }

    private func queue(_ bytes: [UInt8]) {
        switch outgoing.framing {
        case .chunked: ResponseEncoder.chunk(bytes, into: &output)
        case .plain: output.append(body: bytes)
        case nil: return
        }
        notifyAtTurnEnd()
    }

    // MARK: Event streams

    func startHeartbeat(_ bytes: [UInt8], _ interval: Duration, of exchange: Int) async {
        if !server.loop.isCurrent {
            return await Task(executorPreference: server.loop) { await self.startHeartbeat(bytes, interval, of: exchange) }.value
        }
        guard isStreaming(exchange) else { return }
        let timer = LoopTimer { [weak self] in self?.beat() }
        outgoing.heartbeat = Heartbeat(bytes: bytes, interval: interval, timer: timer)
        server.loop.schedule(timer, after: interval)
        if server.isDraining { endEventStream() }
    }

    private func beat() {
        guard state.phase == .handling, let heartbeat = outgoing.heartbeat else { return }
        if heartbeat.isDue, output.isEmpty { queue(heartbeat.bytes) }
        outgoing.heartbeat?.isDue = true
        server.loop.schedule(heartbeat.timer, after: heartbeat.interval)
    }

    private func stopHeartbeat() {
        guard let heartbeat = outgoing.heartbeat else { return }
        server.loop.discard(heartbeat.timer)
        outgoing.heartbeat = nil
    }

    /// Ends a stream that would never end by itself, in good order: its client comes back, to another server if need be.
    func endEventStream() {
        guard state.phase == .handling, outgoing.heartbeat != nil else { return }
        stopHeartbeat()
        if outgoing.framing == .chunked { output.append(ResponseEncoder.lastChunk) }
        state.lastAnswerDecided()
        perform(state.responseEnded())
        task?.cancel()
        outgoing.writers.resume()
    }
}
