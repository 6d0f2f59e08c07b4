import SQL

/// What to send next, what to answer, what to run again: the decisions of one pipelined connection, without its I/O.
///
/// What stands between two Syncs of a pipeline is one transaction
/// (<https://www.postgresql.org/docs/15/libpq-pipeline-mode.html>). Units that one turn of the loop has gathered share a
/// Sync, so they are answered only when the Sync's result has arrived, and when one has failed, all run again alone.
struct Pipeline {
    static let unitsPerBatch = 128
    static let batchesInFlight = 4
    /// More than this wait for nothing: the database is far behind, and saying so early helps.
    static let unitsWaiting = 50_000
    static let retries = 3

    /// Units that share one Sync, and how far their answers have come.
    struct Batch {
        let units: [Unit]
        fileprivate var answered = 0
        fileprivate(set) var failure: ServerFailure?
        fileprivate var failedUnit: Int?
        /// The statement that runs has been asked to end, because nothing had been heard for too long.
        fileprivate var isCancelled = false

        init(_ units: [Unit]) { self.units = units }
        init(alone unit: Unit) { units = [unit] }
    }

    enum Outcome {
        case committed([Unit])
        case failed(Unit, DatabaseError)
        /// Rolled back, and queued to run again.
        case rerun
    }

    enum Silence { case cancel, drop }

    private(set) var isConnected = false
    /// What is under way is finished, but nothing more is sent on this connection.
    private(set) var isDraining = false
    private var inFlight: [Batch] = []
    /// They run one by one, each with a Sync of its own: something in their batch has failed.
    private var alone = Queue<Unit>()
    private var reads = Queue<Unit>()
    private var writes = Queue<Unit>()
    private var isWritesTurn = false
    /// A cancellation is on its way to the server; should it come late, it hits an innocent statement.
    private var mayBeCancelled = false

    var waiting: Int { alone.count + reads.count + writes.count }
    var underWay: Int { inFlight.count }
    /// Nothing is owed to anybody.
    var isIdle: Bool { inFlight.isEmpty && waiting == 0 }

    // MARK: Events

    /// Queues a unit; the next turn's end sends it.
    /// - Returns: why it cannot be taken, if so.
    mutating func unitSubmitted(_ unit: Unit, now: UInt64) -> DatabaseError? {
        guard waiting < Self.unitsWaiting else { return .unavailable("too many statements are waiting") }
        unit.waitingSince = now
        if unit.isWrite { writes.append(unit) } else { reads.append(unit) }
        return nil
    }

    mutating func connectionMade() {
        isConnected = true
        isDraining = false
    }

    /// The next batch to send, if there is one and room for it: at a turn's end, until there is none.
    ///
    /// Reads and writes go in separate batches, reads first, so that no row stays locked while somebody's long query runs,
    /// no read waits for a commit to reach the disk, and a duplicate key in a write costs the reads nothing.
    mutating func nextBatch() -> Batch? {
        guard isConnected, !isDraining, inFlight.count < Self.batchesInFlight else { return nil }
        // A unit that was there when a connection broke may be what broke it: nothing else is at stake when it runs again.
        if inFlight.last?.units.first.map({ $0.losses > 0 }) == true { return nil }
        if let unit = alone.first {
            if unit.losses > 0, !inFlight.isEmpty { return nil }
            _ = alone.popFirst()
            return start(Batch(alone: unit))
        }
        // While one batch of writes commits, the next gathers: the server would not begin it any sooner, and the larger it is, the fewer commits.
        let mayWrite = !writes.isEmpty && !inFlight.contains { $0.units[0].isWrite }
        let takesWrites = mayWrite && (reads.isEmpty || isWritesTurn)
        isWritesTurn = !takesWrites
        let units = takesWrites ? writes.take(Self.unitsPerBatch) : reads.take(Self.unitsPerBatch)
        return units.isEmpty ? nil : start(Batch(units))
    }

    /// The oldest batch's next statement has returned `rows`.
    mutating func rowsArrived(_ rows: Rows) {
        let unit = inFlight[0].units[inFlight[0].answered]
        unit.rows.append(rows)
        if unit.rows.count == unit.statements.count { inFlight[0].answered += 1 }
    }

    /// The oldest batch's next statement has failed, or its preparation, or its commit: the server has rolled the batch back.
    mutating func statementFailed(_ failure: ServerFailure) {
        guard inFlight[0].failure == nil else { return }
        inFlight[0].failure = failure
        inFlight[0].failedUnit = inFlight[0].answered < inFlight[0].units.count ? inFlight[0].answered : nil
        if failure.reaction == .reconnect { isDraining = true }
    }

    /// The oldest batch's Sync has been answered: it is committed, or rolled back.
    mutating func syncArrived() -> Outcome {
        let batch = inFlight.removeFirst()
        guard let failure = batch.failure else { return .committed(batch.units) }
        for unit in batch.units { unit.rows.removeAll() }
        let wasCancelled = mayBeCancelled && failure.reaction == .timeout
        if wasCancelled { mayBeCancelled = false }
        if batch.units.count == 1 { return settle(batch.units[0], failure, wasCancelled: wasCancelled) }
        // What took too long goes last, so that the others do not wait for it a second time.
        let last = failure.reaction == .timeout ? batch.failedUnit : nil
        for (index, unit) in batch.units.enumerated() where index != last { alone.append(unit) }
        if let last { alone.append(batch.units[last]) }
        return .rerun
    }

    /// The connection is gone. Writes that were under way may or may not have been committed; nothing else is lost.
    /// - Returns: the units that cannot be run again, with their errors.
    mutating func connectionLost(now: UInt64, reason: String) -> [(Unit, DatabaseError)] {
        isConnected = false
        isDraining = false
        mayBeCancelled = false
        var ended: [(Unit, DatabaseError)] = []
        var again = Queue<Unit>()
        for batch in inFlight {
            // A statement's error is told before the commit can have begun.
            let isRolledBack = batch.failure != nil && batch.failedUnit != nil
            for unit in batch.units {
                unit.rows.removeAll()
                unit.losses += 1
                if unit.isWrite, !isRolledBack {
                    ended.append((unit, .outcomeUnknown(reason)))
                } else if unit.losses > (isRolledBack ? Self.retries : 1) {
                    ended.append((unit, .unavailable(reason)))
                } else {
                    again.append(unit)
                }
            }
        }
        inFlight.removeAll(keepingCapacity: true)
        again.append(contentsOf: alone.take(.max))
        alone = again
        for unit in [alone, reads, writes].flatMap(\.waiting) { unit.waitingSince = now }
        return ended
    }

    /// Takes out the units that have waited for a connection since `deadline` or longer.
    mutating func queueTimeoutFired(waitingSince deadline: UInt64) -> [Unit] {
        guard !isConnected else { return [] }
        let isOverdue = { (unit: Unit) in unit.waitingSince <= deadline }
        return alone.remove(where: isOverdue) + reads.remove(where: isOverdue) + writes.remove(where: isOverdue)
    }

    /// Nothing has been heard for as long as `patience` allows: first the running statement is cancelled, then the connection dropped.
    ///
    /// The server tells nothing of a batch before its Sync or a full buffer, so a batch of several slow statements is silent without being dead.
    /// Once cancelled, its units run again one by one and each is heard of.
    mutating func silenceTimeoutFired() -> Silence {
        guard let batch = inFlight.first, batch.units.count > 1, !batch.isCancelled else { return .drop }
        inFlight[0].isCancelled = true
        mayBeCancelled = true
        return .cancel
    }

    /// How many statement timeouts may pass before the oldest batch's silence means something.
    var patience: Int {
        guard let batch = inFlight.first, !batch.isCancelled else { return 0 }
        return batch.units.count == 1 ? batch.units[0].statements.count : 1
    }

    // MARK: Inside

    private mutating func start(_ batch: Batch) -> Batch {
        for unit in batch.units { unit.rows.reserveCapacity(unit.statements.count) }
        inFlight.append(batch)
        return batch
    }

    private mutating func settle(_ unit: Unit, _ failure: ServerFailure, wasCancelled: Bool) -> Outcome {
        switch failure.reaction {
        case .tell: return .failed(unit, failure.error)
        case .timeout where !wasCancelled: return .failed(unit, failure.error)
        case .retry, .reconnect, .prepareAgain, .timeout:
            unit.retries += 1
            guard unit.retries <= Self.retries else { return .failed(unit, failure.error) }
            alone.append(unit)
            return .rerun
        }
    }
}
