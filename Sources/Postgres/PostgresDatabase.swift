import Dispatch
public import EventLoop
public import SQL
import Synchronization

/// Postgres through libpq: one pipelined connection for each event loop.
///
/// Units of one turn of a loop share a round trip and a commit, but not a fate: see `docs/database.md`.
public final class PostgresDatabase: Database {
    public let dialect = Dialect.postgres
    private let configuration: PostgresConfiguration
    private let loops: EventLoopGroup
    private let links: [Link]
    let statistics = Statistics()

    /// Starts to connect, and keeps trying until it is closed. Never fails: see `ping()`.
    public init(configuration: PostgresConfiguration, loops: EventLoopGroup) {
        self.configuration = configuration
        self.loops = loops
        links = loops.loops.map { [statistics] in Link(configuration, $0, statistics) }
        for (loop, link) in zip(loops.loops, links) {
            link.onConnected = { [weak self] in self?.hurry() }
            loop.execute { link.connect() }
        }
    }

    /// After an outage the first connection that is made calls the others, which may be in the middle of a long pause.
    private func hurry() {
        for (loop, link) in zip(loops.loops, links) { loop.execute { link.hurry() } }
    }

    /// Whether any loop's connection is up.
    public var isConnected: Bool { statistics.connected.load(ordering: .acquiring) > 0 }

    /// Returns once the database has answered.
    /// - Throws: `DatabaseError.unavailable` when there is no connection within the queue timeout.
    public func ping() async throws(DatabaseError) {
        _ = try await run(.read("SELECT 1"))
    }

    @discardableResult
    public func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows] {
        if unit.isEmpty { return [] }
        // The protocol counts them in 16 bits.
        guard unit.allSatisfy({ $0.values.count <= 65_535 }) else {
            throw .failed(code: "54023", message: "more than 65535 parameters")
        }
        let loop = loops.currentOrFirst
        let link = links[loop.index]
        return try await withUnsafeContinuation { continuation in
            let unit = Unit(unit, continuation)
            if loop.isCurrent { link.submit(unit) } else { loop.execute { link.submit(unit) } }
        }.get()
    }

    /// Applies what is missing on a connection of its own; waits as long as another process is at it.
    public func migrate(_ migrations: [Migration]) async throws(DatabaseError) {
        let configuration = configuration
        let result: Result<Void, DatabaseError> = await withUnsafeContinuation { continuation in
            // A queue of its own: the global ones have a thread per core, and tasks share them.
            DispatchQueue(label: "postgres-migrate").async {
                do throws(DatabaseError) {
                    try Migrator.run(migrations, configuration)
                    continuation.resume(returning: .success(()))
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        try result.get()
    }

    public func close() async {
        for (loop, link) in zip(loops.loops, links) {
            await withUnsafeContinuation { closer in loop.execute { link.close(closer) } }
        }
    }
}
