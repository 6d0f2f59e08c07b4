import Dispatch
import SQL
import Synchronization

/// Runs units that write, one after the other, and commits together what waits together.
///
/// A commit costs a wait for the disk, so units that have gathered while the last one was written share the next.
/// Each has a savepoint of its own: one that fails is rolled back alone. All are answered after the commit.
final class Writer: Sendable {
    static let jobsPerCommit = 128

    private struct State {
        var waiting: [Job] = []
        var isRunning = false
        var isClosed = false
    }

    private let queue = DispatchQueue(label: "sqlite-writer", qos: .userInitiated)
    private let connection: Mutex<SQLiteConnection?>
    private let state = Mutex(State())
    /// How many commits held more than one unit.
    let sharedCommits = Atomic<Int>(0)

    init(_ connection: SQLiteConnection) { self.connection = Mutex(connection) }

    func submit(_ job: Job) {
        enum Next { case start, wait, refuse }
        let next: Next = state.withLock { state in
            if state.isClosed { return .refuse }
            state.waiting.append(job)
            defer { state.isRunning = true }
            return state.isRunning ? .wait : .start
        }
        switch next {
        case .start: queue.async { self.drain() }
        case .wait: break
        case .refuse: job.answer(.failure(.unavailable("the database is closed")))
        }
    }

    /// Runs `body` with the connection, between two commits.
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection) throws(DatabaseError) -> Result
    ) async throws(DatabaseError) -> Result {
        let result: Swift.Result<Result, DatabaseError> = await withUnsafeContinuation { continuation in
            queue.async {
                guard let connection = self.current else {
                    return continuation.resume(returning: .failure(.unavailable("the database is closed")))
                }
                do throws(DatabaseError) {
                    continuation.resume(returning: .success(try body(connection)))
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        return try result.get()
    }

    /// Ends the connection when everything submitted before has been answered.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withUnsafeContinuation { continuation in
            queue.async {
                self.connection.withLock { $0 = nil }
                continuation.resume()
            }
        }
    }

    private var current: SQLiteConnection? { connection.withLock { $0 } }

    /// On the queue: runs what waits until nothing does.
    private func drain() {
        guard let connection = current else { return }
        while true {
            let group: [Job] = state.withLock { state in
                let group = Array(state.waiting.prefix(Self.jobsPerCommit))
                state.waiting.removeFirst(group.count)
                if group.isEmpty { state.isRunning = false }
                return group
            }
            if group.isEmpty { return }
            run(group, on: connection)
        }
    }

    private func run(_ group: [Job], on connection: SQLiteConnection) {
        if group.count > 1, let answers = commitTogether(group, on: connection) {
            sharedCommits.add(1, ordering: .relaxed)
            for (job, answer) in zip(group, answers) { job.answer(answer) }
            return
        }
        for job in group { job.answer(commitAlone(job, on: connection)) }
    }

    private func commitAlone(_ job: Job, on connection: SQLiteConnection) -> Job.Answer {
        do throws(DatabaseError) {
            return .success(
                try connection.transaction(Transaction.beginImmediate) { () throws(DatabaseError) in
                    try connection.run(job.statements)
                })
        } catch { return .failure(error) }
    }

    /// Nil when the transaction as a whole could not be kept: nothing has been changed then, and each has its own try.
    private func commitTogether(_ group: [Job], on connection: SQLiteConnection) -> [Job.Answer]? {
        // It throws when SQLite has ended the transaction of itself, or refuses COMMIT: a deferred constraint, or the disk.
        try? connection.transaction(Transaction.beginImmediate) { () throws(DatabaseError) in
            var answers: [Job.Answer] = []
            for job in group { answers.append(try inSavepoint(job, on: connection)) }
            return answers
        }
    }

    private func inSavepoint(_ job: Job, on connection: SQLiteConnection) throws(DatabaseError) -> Job.Answer {
        _ = try connection.run(Transaction.savepoint)
        do throws(DatabaseError) {
            let rows = try connection.run(job.statements)
            _ = try connection.run(Transaction.release)
            return .success(rows)
        } catch {
            // Some errors end the whole transaction; then this throws as well, and the group is run one by one.
            _ = try connection.run(Transaction.rollbackToSavepoint)
            _ = try connection.run(Transaction.release)
            return .failure(error)
        }
    }
}
