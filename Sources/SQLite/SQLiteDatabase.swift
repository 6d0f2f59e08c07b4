public import SQL

/// SQLite in a file: one writer and some readers, each on a queue of its own.
public final class SQLiteDatabase: Database {
    public let dialect = Dialect.sqlite

    public init(path: String, readers: Int = 4) throws(DatabaseError) {}

    public func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows] {
        throw .unavailable("not built yet")
    }

    public func migrate(_ migrations: [Migration]) async throws(DatabaseError) {
        throw .unavailable("not built yet")
    }

    public func close() async {}
}
