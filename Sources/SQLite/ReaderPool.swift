import Dispatch
import SQL
import Synchronization

/// Runs units that only read, as many at once as there are connections. They never wait for the writer.
final class ReaderPool: Sendable {
    private struct Reader: Sendable {
        let queue: DispatchQueue
        let connection: SQLiteConnection
    }

    private struct State {
        var readers: [Reader]
        /// Numbers of the readers that have nothing to do.
        var idle: [Int]
        /// First in, first out: `arriving` is turned over into `leaving` whenever that is empty.
        var arriving: [Job] = []
        var leaving: [Job] = []
        var isClosed = false

        mutating func nextJob() -> Job? {
            if leaving.isEmpty {
                leaving = arriving.reversed()
                arriving.removeAll(keepingCapacity: true)
            }
            return leaving.popLast()
        }
    }

    private let state: Mutex<State>

    init(_ connections: [SQLiteConnection]) {
        let readers = connections.enumerated().map {
            Reader(queue: DispatchQueue(label: "sqlite-reader-\($0)", qos: .userInitiated), connection: $1)
        }
        state = Mutex(State(readers: readers, idle: Array(readers.indices)))
    }

    func submit(_ job: Job) {
        enum Next {
            case start(Reader, Int)
            case wait, refuse
        }
        let next: Next = state.withLock { state in
            if state.isClosed { return .refuse }
            if let index = state.idle.popLast() { return .start(state.readers[index], index) }
            state.arriving.append(job)
            return .wait
        }
        switch next {
        case .start(let reader, let index): reader.queue.async { self.drain(job, reader, index) }
        case .wait: break
        case .refuse: job.answer(.failure(.unavailable("the database is closed")))
        }
    }

    /// Ends the connections when everything submitted before has been answered.
    func close() async {
        let readers = state.withLock { state in
            state.isClosed = true
            defer { state.readers = [] }
            return state.readers
        }
        for reader in readers {
            await withUnsafeContinuation { continuation in reader.queue.async { continuation.resume() } }
        }
    }

    /// On the reader's queue: runs `job` and what waits after it, until nothing does.
    private func drain(_ job: Job, _ reader: Reader, _ index: Int) {
        var next: Job? = job
        while let job = next {
            job.answer(Self.run(job, on: reader.connection))
            next = state.withLock { state in
                let job = state.nextJob()
                if job == nil { state.idle.append(index) }
                return job
            }
        }
    }

    private static func run(_ job: Job, on connection: SQLiteConnection) -> Job.Answer {
        do throws(DatabaseError) {
            // One statement sees one state of the database anyway; several do in a transaction.
            if job.statements.count == 1 { return .success(try connection.run(job.statements)) }
            return .success(
                try connection.transaction(Transaction.begin) { () throws(DatabaseError) in
                    try connection.run(job.statements)
                })
        } catch { return .failure(error) }
    }
}
