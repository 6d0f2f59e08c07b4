import CLibpq
import SQL

/// Applies migrations on a blocking connection.
struct Migrator: ~Copyable {
    /// Any number, as long as it is always the same: "goals" in ASCII.
    private static let lockKey = 0x676f_616c_73

    private let connection: OpaquePointer

    /// - Throws: `DatabaseError.failed` naming the migration that failed, which then has left nothing.
    static func run(_ migrations: [Migration], _ configuration: PostgresConfiguration) throws(DatabaseError) {
        let migrator = Migrator(connection: try Connector.connect(configuration, statementTimeout: .zero).connection)
        // Held by the session: it goes with the connection, whatever happens.
        try migrator.execute("SELECT pg_advisory_lock(\(lockKey))")
        try migrator.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version bigint PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
            """)
        for migration in try Migration.missing(migrations, applied: try migrator.applied()) { try migrator.apply(migration) }
    }

    deinit { PQfinish(connection) }

    private func apply(_ migration: Migration) throws(DatabaseError) {
        try execute("BEGIN")
        do throws(DatabaseError) {
            try execute(migration.script(for: .postgres))
            try execute("INSERT INTO schema_migrations (version, name) VALUES (\(migration.version), \(quoted(migration.name)))")
            try execute("COMMIT")
        } catch {
            try? execute("ROLLBACK")
            guard case .failed(let code, let message) = error else { throw error }
            throw .failed(code: code, message: "migration \(migration.version) (\(migration.name)): \(message)")
        }
    }

    private func applied() throws(DatabaseError) -> [Int: String] {
        let result = try query("SELECT version, name FROM schema_migrations")
        defer { PQclear(result) }
        var applied: [Int: String] = [:]
        for row in 0..<PQntuples(result) {
            guard let version = Int(String(cString: PQgetvalue(result, row, 0))) else { continue }
            applied[version] = String(cString: PQgetvalue(result, row, 1))
        }
        return applied
    }

    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private func execute(_ sql: String) throws(DatabaseError) { PQclear(try query(sql)) }

    private func query(_ sql: String) throws(DatabaseError) -> OpaquePointer {
        guard let result = PQexec(connection, sql) else { throw .unavailable("out of memory") }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return result
        default:
            defer { PQclear(result) }
            throw ServerFailure(result)?.error ?? .unavailable(Connector.oneLine(PQerrorMessage(connection)))
        }
    }
}
