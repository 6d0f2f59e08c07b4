import Testing

@testable import HTTPKit

@Suite struct ConnectionStateTests {
    typealias Action = ConnectionState.Action

    /// A state that has been through `events`.
    static func state(_ events: (inout ConnectionState) -> Void) -> ConnectionState {
        var state = ConnectionState()
        events(&state)
        return state
    }

    static let waiting = ConnectionState()
    static let readingHead = state { _ = $0.headBegan() }
    static let handling = state { $0.headRead(keepsAlive: true, limit: 10) }
    static let closing = state { $0.headRead(keepsAlive: false, limit: 10) }
    static let finishing = state {
        $0.headRead(keepsAlive: true, limit: 1)
        _ = $0.responseEnded()
    }
    static let lingering = state {
        $0 = finishing
        _ = $0.outputDrained()
    }
    static let closed = state { $0.closed() }

    @Test func aHeadBeginsOnce() {
        var state = Self.waiting
        #expect(state.headBegan() == true)
        #expect(state.headBegan() == false)
        #expect(state.phase == .readingHead && state.awaitsRequest)
    }

    @Test(arguments: [(true, 10, true), (false, 10, false), (true, 1, false), (false, 1, false)])
    func anotherRequestMayFollowWhenTheClientAndTheLimitAllowIt(_ keepsAlive: Bool, _ limit: Int, _ expected: Bool) {
        var state = Self.state { $0.headRead(keepsAlive: keepsAlive, limit: limit) }
        #expect(state.keepsAlive == expected && state.requests == 1 && !state.awaitsRequest)
        #expect(state.responseEnded() == (expected ? .readRequests : .finish))
        #expect(state.phase == (expected ? .waiting : .finishing))
        // It has ended already.
        if !expected { #expect(state.responseEnded() == .nothing) }
    }

    @Test(arguments: [
        (waiting, Action.readRequests), (readingHead, .readRequests), (handling, .resumeReader), (finishing, .nothing), (lingering, .close),
        (closed, .nothing),
    ])
    func whatTheClientsEndMeansDependsOnWhatItWasWaitedFor(_ state: ConnectionState, _ expected: Action) {
        var state = state
        #expect(state.peerFinished() == expected)
        #expect(state.peerHasFinished)
    }

    @Test(arguments: [(waiting, true, Action.close), (waiting, false, .finish), (readingHead, true, .close), (handling, true, .nothing)])
    func aClientThatHasFinishedAndBringsNoMoreRequestIsDoneWith(_ state: ConnectionState, _ outputIsEmpty: Bool, _ expected: Action) {
        var open = state
        #expect(open.inputExhausted(outputIsEmpty: outputIsEmpty) == .nothing)
        var ended = state
        _ = ended.peerFinished()
        #expect(ended.inputExhausted(outputIsEmpty: outputIsEmpty) == expected)
    }

    /// Only a client that may still send can turn the answer into a reset by it.
    @Test func theServerLingersWhenTheClientMayStillSend() {
        var decidedByServer = Self.finishing
        #expect(decidedByServer.outputDrained() == .linger)
        #expect(decidedByServer.outputDrained() == .nothing)

        var promised = Self.closing
        _ = promised.responseEnded()
        #expect(promised.outputDrained() == .close)

        var unread = Self.closing
        unread.bodyLeftUnread()
        _ = unread.responseEnded()
        #expect(unread.outputDrained() == .linger)

        var gone = Self.finishing
        _ = gone.peerFinished()
        #expect(gone.outputDrained() == .close)

        var refused = Self.readingHead
        refused.refused()
        #expect(refused.outputDrained() == .linger)

        var waiting = Self.waiting
        #expect(waiting.outputDrained() == .nothing)
    }

    @Test(arguments: [
        (waiting, false, false, Action.close), (waiting, false, true, .waitAgain), (readingHead, false, false, .refuseSlowHead),
        (handling, true, false, .failBody), (handling, false, false, .nothing), (finishing, false, true, .close),
        (lingering, false, false, .close), (closed, false, false, .nothing),
    ])
    func whatADeadlineMeansDependsOnWhatTheClientWasWaitedFor(
        _ state: ConnectionState, _ readerWaits: Bool, _ outputWaits: Bool, _ expected: Action
    ) {
        #expect(state.deadlinePassed(readerWaits: readerWaits, outputWaits: outputWaits) == expected)
    }

    @Test func aServerThatEndsLetsTheAnswerFinish() {
        var idle = Self.waiting
        #expect(idle.drainRequested(isIdle: true) == .close)
        var sending = Self.waiting
        #expect(sending.drainRequested(isIdle: false) == .nothing)
        var busy = Self.handling
        #expect(busy.drainRequested(isIdle: false) == .nothing)
        #expect(busy.responseEnded() == .finish)
    }
}

@Suite struct BodyPaceTests {
    static let second: UInt64 = 1_000_000_000

    static func pace(idle: Int, rate: Int) -> BodyPace {
        var deadlines = Deadlines()
        deadlines.bodyIdle = .seconds(idle)
        deadlines.bodyMinimumRate = rate
        return BodyPace(deadlines)
    }

    @Test func aPieceMayTakeTheIdleTime() {
        var pace = Self.pace(idle: 20, rate: 1000)
        #expect(pace.allowance == 20 * Self.second)
        pace.received(1_000_000)
        #expect(pace.allowance == 20 * Self.second)
    }

    @Test func whatIsSlowerThanTheRateUsesUpTheIdleTime() {
        var pace = Self.pace(idle: 20, rate: 1000)
        for _ in 0..<10 {
            pace.received(1)
            pace.waited(Self.second)
        }
        // Ten bytes have earned ten milliseconds.
        #expect(pace.allowance == 10 * Self.second + 10_000_000)
        pace.waited(11 * Self.second)
        #expect(pace.allowance == 0)
    }

    @Test func whatIsAsFastAsTheRateMayGoOnForEver() {
        var pace = Self.pace(idle: 1, rate: 3)
        for _ in 0..<1000 {
            pace.received(3)
            pace.waited(Self.second)
        }
        #expect(pace.allowance == Self.second)
    }

    @Test func hugeBodiesDoNotOverflow() {
        var pace = Self.pace(idle: 20, rate: 1024)
        pace.received(1 << 50)
        #expect(pace.allowance == 20 * Self.second)
    }
}
