import Logging
import SQL
import Synchronization

/// Whether this process can take traffic.
final class Readiness: Sendable {
    enum State: Sendable {
        /// The database has not been reached yet.
        case starting
        case ready
        /// No more requests, please: the process is about to end.
        case draining
    }

    private let current = Mutex(State.starting)
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    var state: State { current.withLock { $0 } }

    func drain() { current.withLock { $0 = .draining } }

    /// Runs `steps` until they succeed; a database may come up after its clients.
    func prepare(_ logger: Logger, _ steps: () async throws(DatabaseError) -> Void) async {
        var delay = Duration.milliseconds(250)
        while !Task.isCancelled {
            do {
                try await steps()
                current.withLock { if $0 == .starting { $0 = .ready } }
                logger.info("ready")
                return
            } catch {
                logger.error("the database is not ready", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: delay)
            delay = min(delay * 2, .seconds(5))
        }
    }

    /// Whether the database answers now.
    func databaseAnswers() async -> Bool {
        do { return try await !database.run(.read("SELECT 1")).isEmpty } catch { return false }
    }
}
