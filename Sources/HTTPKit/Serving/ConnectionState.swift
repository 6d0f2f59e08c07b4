/// What a connection is doing, and what is to be done when something happens to it.
///
/// A value without I/O: `Connection` tells it what has happened and carries out the action that it returns.
struct ConnectionState: Sendable {
    enum Phase: Sendable {
        /// Between two requests, or before the first.
        case waiting
        /// Some bytes of a head have arrived.
        case readingHead
        /// A handler has the request.
        case handling
        /// What is queued is sent, then the connection closes.
        case finishing
        /// Closed for sending; what still arrives is read and dropped, so that it does not turn the answer into a reset.
        case lingering
        case closed
    }

    enum Action: Sendable, Equatable {
        case nothing
        /// Look for requests in what has arrived.
        case readRequests
        /// Let the handler see what has arrived, or that no more will.
        case resumeReader
        /// The body has taken too long: tell the handler.
        case failBody
        /// Answer that the head has taken too long, and close.
        case refuseSlowHead
        /// Wait as long again.
        case waitAgain
        /// Send what is queued, then close.
        case finish
        /// Close for sending, and wait for the client to close.
        case linger
        case close
    }

    private(set) var phase = Phase.waiting
    /// The client will send no more (it may still read).
    private(set) var peerHasFinished = false
    /// Whether another request may follow the present one.
    private(set) var keepsAlive = true
    /// Whether the client has said that the present request is its last, and has kept to it: then there is nothing to wait for that could
    /// turn the answer into a reset.
    private(set) var peerPromisedEnd = false
    /// How many requests it has brought.
    private(set) var requests = 0

    var isClosed: Bool { phase == .closed }
    /// Whether it waits for a request, of which a part may be there.
    var awaitsRequest: Bool { phase == .waiting || phase == .readingHead }

    /// Bytes of a head have arrived, but not all of it.
    /// - Returns: whether they are its first.
    mutating func headBegan() -> Bool {
        guard phase == .waiting else { return false }
        phase = .readingHead
        return true
    }

    /// - Parameters:
    ///   - keepsAlive: what the client asks for.
    ///   - limit: how many requests one connection may bring.
    mutating func headRead(keepsAlive: Bool, limit: Int) {
        phase = .handling
        requests += 1
        peerPromisedEnd = !keepsAlive
        self.keepsAlive = keepsAlive && requests < limit
    }

    /// A part of the present request's body was not read, and the client may be sending more of it.
    mutating func bodyLeftUnread() {
        keepsAlive = false
        peerPromisedEnd = false
    }

    /// The client has sent something after its last request.
    mutating func peerSentMore() { peerPromisedEnd = false }

    /// What was streamed breaks off: what was sent goes out, and the end that is missing says that it is not whole.
    mutating func streamBroke() -> Action {
        guard phase == .handling else { return .nothing }
        keepsAlive = false
        phase = .finishing
        return .finish
    }

    /// The answer is the last one, whatever the client has asked for.
    mutating func lastAnswerDecided() { keepsAlive = false }

    mutating func responseEnded() -> Action {
        guard phase == .handling else { return .nothing }
        guard keepsAlive else {
            phase = .finishing
            return .finish
        }
        phase = .waiting
        return .readRequests
    }

    /// The bytes were no request, and were answered as such.
    mutating func refused() {
        keepsAlive = false
        peerPromisedEnd = false
        phase = .finishing
    }

    /// The client sends no more.
    mutating func peerFinished() -> Action {
        peerHasFinished = true
        switch phase {
        case .waiting, .readingHead: return .readRequests
        case .handling: return .resumeReader
        case .lingering: return .close
        case .finishing, .closed: return .nothing
        }
    }

    /// What has arrived holds no whole request.
    mutating func inputExhausted(outputIsEmpty: Bool) -> Action {
        guard awaitsRequest, peerHasFinished else { return .nothing }
        if outputIsEmpty { return .close }
        phase = .finishing
        return .finish
    }

    /// All that was queued has been sent.
    mutating func outputDrained() -> Action {
        guard phase == .finishing else { return .nothing }
        if peerHasFinished || peerPromisedEnd { return .close }
        phase = .lingering
        return .linger
    }

    /// The server takes no more requests: closes when idle, else after the answer that is under way.
    mutating func drainRequested(isIdle: Bool) -> Action {
        keepsAlive = false
        return phase == .waiting && isIdle ? .close : .nothing
    }

    /// The client's time is over.
    /// - Parameters:
    ///   - readerWaits: whether the handler waits for the body.
    ///   - outputWaits: whether the client has not taken all answers yet, for which it has a time of its own.
    func deadlinePassed(readerWaits: Bool, outputWaits: Bool) -> Action {
        switch phase {
        case .readingHead: .refuseSlowHead
        case .waiting: outputWaits ? .waitAgain : .close
        case .handling: readerWaits ? .failBody : .nothing
        case .finishing, .lingering: .close
        case .closed: .nothing
        }
    }

    mutating func closed() { phase = .closed }
}
