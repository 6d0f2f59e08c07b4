import CSQLite
import Dispatch
import SQL

/// One connection to the file, with the statements that it has prepared.
///
/// `@unchecked Sendable`: after its making it is used on one serial queue only.
final class SQLiteConnection: @unchecked Sendable {
    enum Role { case reader, writer }

    /// How long a locked database is waited for, in milliseconds.
    private static let patience: Int32 = 5_000

    private let database: OpaquePointer
    private var prepared: [UnsafePointer<UInt8>: Box] = [:]
    private let deadline = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    private let statementTimeout: UInt64

    /// Lets a dictionary hold what cannot be copied.
    private final class Box {
        let statement: PreparedStatement
        init(_ statement: consuming PreparedStatement) { self.statement = statement }
    }

    init(path: String, role: Role, statementTimeout: Duration) throws(DatabaseError) {
        var handle: OpaquePointer?
        // Its queue is the lock. The writer comes first and makes the file.
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (role == .writer ? SQLITE_OPEN_CREATE : 0)
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard let handle else { throw .unavailable("out of memory") }
        database = handle
        let (seconds, attoseconds) = statementTimeout.components
        self.statementTimeout = UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        deadline.initialize(to: .max)
        guard code == SQLITE_OK else { throw .sqlite(sqlite3_extended_errcode(handle), message: "") }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.patience)
        sqlite3_progress_handler(
            handle, 10_000,
            { deadline in
                DispatchTime.now().uptimeNanoseconds > deadline!.assumingMemoryBound(to: UInt64.self).pointee ? 1 : 0
            }, deadline)
        try configure(role)
    }

    deinit {
        prepared.removeAll()
        sqlite3_close_v2(database)
        deadline.deallocate()
    }

    private func configure(_ role: Role) throws(DatabaseError) {
        try execute("PRAGMA foreign_keys = ON")
        switch role {
        case .reader: try execute("PRAGMA query_only = ON")
        case .writer:
            // While another process opens the file too, SQLite reports this one as locked without waiting.
            for attempt in 1... {
                do throws(DatabaseError) {
                    try execute("PRAGMA journal_mode = WAL")
                    break
                } catch {
                    guard case .timeout = error, attempt < 250 else { throw error }
                    sqlite3_sleep(20)
                }
            }
            // With WAL this is what makes an acknowledged write survive a loss of power.
            try execute("PRAGMA synchronous = FULL")
        }
    }

    /// Whether no transaction is open: SQLite ends one by itself after some errors.
    var isOutsideTransaction: Bool { sqlite3_get_autocommit(database) != 0 }

    /// Runs a prepared statement.
    func run(_ statement: Statement) throws(DatabaseError) -> Rows {
        let key = statement.sql.utf8Start
        deadline.pointee = DispatchTime.now().uptimeNanoseconds &+ statementTimeout
        defer { deadline.pointee = .max }
        if let box = prepared[key] { return try box.statement.run(statement.values, on: database) }
        let box = Box(try PreparedStatement(statement.sql, on: database))
        prepared[key] = box
        return try box.statement.run(statement.values, on: database)
    }

    /// Runs the statements one after the other.
    func run(_ statements: [Statement]) throws(DatabaseError) -> [Rows] {
        var rows: [Rows] = []
        rows.reserveCapacity(statements.count)
        for statement in statements { rows.append(try run(statement)) }
        return rows
    }

    /// Runs a script that returns nothing.
    func execute(_ script: String) throws(DatabaseError) {
        let code = sqlite3_exec(database, script, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw .sqlite(code, message: String(cString: sqlite3_errmsg(database)), isPreparing: true)
        }
    }

    /// Runs `body` between `begin` and COMMIT, or leaves nothing of it.
    func transaction<Result>(_ begin: Statement, _ body: () throws(DatabaseError) -> Result) throws(DatabaseError) -> Result {
        _ = try run(begin)
        do throws(DatabaseError) {
            let result = try body()
            _ = try run(Transaction.commit)
            return result
        } catch {
            if !isOutsideTransaction { _ = try? run(Transaction.rollback) }
            throw error
        }
    }
}

/// The statements that frame units.
enum Transaction {
    static let begin = Statement.read("BEGIN")
    static let beginImmediate = Statement.write("BEGIN IMMEDIATE")
    static let beginExclusive = Statement.write("BEGIN EXCLUSIVE")
    static let commit = Statement.write("COMMIT")
    static let rollback = Statement.write("ROLLBACK")
    static let savepoint = Statement.write("SAVEPOINT unit")
    static let release = Statement.write("RELEASE unit")
    static let rollbackToSavepoint = Statement.write("ROLLBACK TO unit")
}
