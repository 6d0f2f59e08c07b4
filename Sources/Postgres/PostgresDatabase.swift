public import EventLoop
public import SQL

/// Postgres through libpq: one pipelined connection for each event loop.
public final class PostgresDatabase: Database {
    public let dialect = Dialect.postgres

    public init(configuration: PostgresConfiguration, loops: EventLoopGroup) {}

    /// Whether any loop's connection is up.
    public var isConnected: Bool { false }

    /// Returns once the database has answered.
    /// - Throws: `DatabaseError.unavailable` when it has not within the queue timeout.
    public func ping() async throws(DatabaseError) {
        _ = try await run(.read("SELECT 1"))
    }

    public func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows] {
        throw .unavailable("not built yet")
    }

    public func migrate(_ migrations: [Migration]) async throws(DatabaseError) {
        throw .unavailable("not built yet")
    }

    public func close() async {}
}
