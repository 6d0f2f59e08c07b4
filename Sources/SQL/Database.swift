/// A database that runs units of statements: the small interface that Postgres and SQLite share.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs the statements in order as one transaction and returns each one's rows.
    ///
    /// Returns only when the transaction is committed, durably. When any statement fails, none has had an effect.
    /// A unit never waits on anything between two of its statements.
    func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows]

    /// Applies the migrations that this database has not seen yet, in order, each in a transaction of its own,
    /// under a lock that several starting processes share.
    func migrate(_ migrations: [Migration]) async throws(DatabaseError)

    /// Ends all connections. What is under way finishes first.
    func close() async
}

extension Database {
    /// Runs one statement as a transaction of its own.
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        try await run([statement])[0]
    }
}

public enum Dialect: Sendable { case postgres, sqlite }

/// One step of the schema. Steps are only ever appended.
public struct Migration: Sendable {
    /// Unique, increasing.
    public let version: Int
    public let name: String
    private let postgres: String
    private let sqlite: String

    /// One script for both dialects.
    public init(_ version: Int, _ name: String, _ script: String) {
        self.init(version, name, postgres: script, sqlite: script)
    }

    public init(_ version: Int, _ name: String, postgres: String, sqlite: String) {
        self.version = version
        self.name = name
        self.postgres = postgres
        self.sqlite = sqlite
    }

    /// The script: one or more statements, separated by semicolons.
    public func script(for dialect: Dialect) -> String {
        switch dialect {
        case .postgres: postgres
        case .sqlite: sqlite
        }
    }
}
