import Dispatch
import EventLoop
import SQL
import Synchronization

/// Counts that any thread may read.
final class Statistics: Sendable {
    let connected = Atomic<Int>(0)
    let batches = Atomic<Int>(0)
    let batchedUnits = Atomic<Int>(0)
    let reruns = Atomic<Int>(0)
}

/// A loop's way to the database: its connection while there is one, and what waits for it.
///
/// `@unchecked Sendable`: but for its constants, everything is touched on the loop's thread only.
final class Link: TurnObserver, ConnectionDelegate, @unchecked Sendable {
    /// A connection that breaks sooner is not worth hurrying for.
    private static let steadyAfter: UInt64 = 1_000_000_000

    private let loop: EventLoop
    private let configuration: PostgresConfiguration
    private let statistics: Statistics
    private let queue: DispatchQueue

    private var pipeline = Pipeline()
    private var connection: Connection<Link>?
    private var backoff = Backoff()
    private var lastFailure = "not connected yet"
    private var isObserving = false
    private var isClosing = false
    /// Told when a connection is there. Set before the first `connect`.
    var onConnected: @Sendable () -> Void = {}
    private var closers: [UnsafeContinuation<Void, Never>] = []
    private lazy var reconnection = LoopTimer { [weak self] in self?.connect() }
    private lazy var silence = LoopTimer { [weak self] in self?.checkSilence() }
    private lazy var queueTimeout = LoopTimer { [weak self] in self?.checkQueue() }

    init(_ configuration: PostgresConfiguration, _ loop: EventLoop, _ statistics: Statistics) {
        self.configuration = configuration
        self.loop = loop
        self.statistics = statistics
        queue = DispatchQueue(label: "postgres-connect-\(loop.index)")
    }

    // MARK: Units

    func submit(_ unit: Unit) {
        if isClosing { return unit.fail(.unavailable("the database is closed")) }
        if let error = pipeline.unitSubmitted(unit, now: loop.now) { return unit.fail(error) }
        if connection == nil { watchQueue() } else { observeTurn() }
    }

    private func observeTurn() {
        guard !isObserving else { return }
        isObserving = true
        loop.notifyAtTurnEnd(self)
    }

    func turnEnded() {
        isObserving = false
        if pipeline.isDraining, pipeline.underWay == 0 { return connectionLost(reason: "the server has become read-only") }
        if isClosing { finishClosing() }
        guard let connection else { return }
        var isSent = false
        while let batch = pipeline.nextBatch() {
            isSent = true
            statistics.batches.add(1, ordering: .relaxed)
            if batch.units.count > 1 { statistics.batchedUnits.add(batch.units.count, ordering: .relaxed) }
            guard connection.send(batch) else { return connectionLost(reason: "sending failed") }
        }
        guard isSent else { return }
        guard connection.flush() else { return connectionLost(reason: "sending failed") }
        if !silence.isArmed { checkSilence() }
    }

    // MARK: Answers

    func rowsArrived(_ rows: Rows) { pipeline.rowsArrived(rows) }

    func statementFailed(_ failure: ServerFailure) { pipeline.statementFailed(failure) }

    func syncArrived() {
        switch pipeline.syncArrived() {
        case .committed(let units): for unit in units { unit.succeed() }
        case .failed(let unit, let error): unit.fail(error)
        case .rerun: statistics.reruns.add(1, ordering: .relaxed)
        }
        // The turn's end sends what waits, and ends a connection that has served its time: not in the midst of its answers.
        if pipeline.waiting > 0 || pipeline.isDraining || isClosing { observeTurn() }
    }

    // MARK: The connection

    func connect() {
        guard !isClosing else { return }
        queue.async { [self, configuration] in
            let result: Result<Handover, DatabaseError>
            do throws(DatabaseError) {
                result = .success(try Connector.connect(configuration, statementTimeout: configuration.statementTimeout))
            } catch { result = .failure(error) }
            loop.execute { [self] in connected(result) }
        }
    }

    /// Tries at once instead of waiting: the database has been reached by another way.
    func hurry() {
        guard reconnection.isArmed else { return }
        reconnection.cancel()
        connect()
    }

    private func connected(_ result: Result<Handover, DatabaseError>) {
        do throws(DatabaseError) {
            let made = try Connection(try result.get(), on: loop, delegate: self)
            if isClosing { return made.close() }
            connection = made
        } catch {
            if case .unavailable(let reason) = error { lastFailure = reason }
            configuration.onEvent(.connectFailed(loop: loop.index, reason: lastFailure))
            return loop.schedule(reconnection, after: backoff.next())
        }
        statistics.connected.add(1, ordering: .releasing)
        configuration.onEvent(.connected(loop: loop.index))
        onConnected()
        pipeline.connectionMade()
        queueTimeout.cancel()
        if pipeline.waiting > 0 { observeTurn() }
    }

    func connectionLost(reason: String) {
        guard let connection else { return }
        if loop.now &- connection.madeAt > Self.steadyAfter { backoff.reset() }
        connection.close()
        self.connection = nil
        silence.cancel()
        lastFailure = reason
        statistics.connected.subtract(1, ordering: .releasing)
        for (unit, error) in pipeline.connectionLost(now: loop.now, reason: reason) { unit.fail(error) }
        configuration.onEvent(.lost(loop: loop.index, reason: reason))
        if isClosing { return finishClosing() }
        if pipeline.waiting > 0 { watchQueue() }
        let delay = backoff.next()
        if delay == .zero { connect() } else { loop.schedule(reconnection, after: delay) }
    }

    /// Ends the connection when everything submitted before has been answered.
    func close(_ closer: UnsafeContinuation<Void, Never>) {
        isClosing = true
        closers.append(closer)
        finishClosing()
    }

    private func finishClosing() {
        if let connection {
            guard pipeline.isIdle else { return }
            connection.close()
            self.connection = nil
            statistics.connected.subtract(1, ordering: .releasing)
        }
        for unit in pipeline.queueTimeoutFired(waitingSince: .max) { unit.fail(.unavailable("the database is closed")) }
        for timer in [reconnection, silence, queueTimeout] { timer.cancel() }
        for closer in closers { closer.resume() }
        closers = []
    }

    // MARK: Deadlines

    private func watchQueue() {
        if !queueTimeout.isArmed { loop.schedule(queueTimeout, after: configuration.queueTimeout) }
    }

    private func checkQueue() {
        let deadline = loop.now &- UInt64(configuration.queueTimeout.milliseconds) &* 1_000_000
        for unit in pipeline.queueTimeoutFired(waitingSince: deadline) { unit.fail(.unavailable(lastFailure)) }
        // The others wait for less than a whole timeout more; looking four times in it is exact enough.
        if connection == nil, pipeline.waiting > 0 { loop.schedule(queueTimeout, after: configuration.queueTimeout / 4) }
    }

    private func checkSilence() {
        guard let connection, pipeline.underWay > 0, configuration.statementTimeout > .zero else { return }
        let patience = configuration.statementTimeout * pipeline.patience + configuration.silenceMargin
        let deadline = connection.lastHeard &+ UInt64(patience.milliseconds) &* 1_000_000
        if loop.now < deadline { return loop.schedule(silence, at: deadline) }
        switch pipeline.silenceTimeoutFired() {
        case .drop: connectionLost(reason: "the server does not answer")
        case .cancel:
            connection.cancel()
            loop.schedule(silence, after: configuration.silenceMargin)
        }
    }
}
