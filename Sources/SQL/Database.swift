/// A database that runs units of statements: the small interface that Postgres and SQLite share.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs the statements in order as one transaction and returns each one's rows.
    ///
    /// Returns only when the transaction is committed, durably. When any statement fails, none has had an effect.
    /// A unit never waits on anything between two of its statements.
    @discardableResult
    func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows]

    /// Applies the migrations that this database has not seen yet, in order, each in a transaction of its own,
    /// under a lock that several starting processes share.
    func migrate(_ migrations: [Migration]) async throws(DatabaseError)

    /// Ends all connections. What is under way finishes first.
    func close() async
}

extension Database {
    /// Runs one statement as a transaction of its own.
    @discardableResult
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        try await run([statement])[0]
    }
}

public enum Dialect: Sendable { case postgres, sqlite }
