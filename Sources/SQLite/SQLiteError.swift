import CSQLite
import SQL

extension DatabaseError {
    /// What a result code means. <https://www.sqlite.org/rescode.html>
    /// - Parameter message: SQLite's own, where it can hold no bound value: it is passed on for constraints and while preparing.
    static func sqlite(_ code: Int32, message: String, isPreparing: Bool = false) -> DatabaseError {
        let general = String(cString: sqlite3_errstr(code))
        switch code & 0xff {
        case SQLITE_CONSTRAINT:
            // "UNIQUE constraint failed: goal.id": what comes after the colon names table and columns, or the constraint.
            let name = message.firstIndex(of: ":").map { String(message[$0...].dropFirst(2)) }
            switch code {
            case constraintUnique, constraintPrimaryKey, constraintRowID: return .uniqueViolation(constraint: name ?? "")
            default: return .constraintViolation(name ?? message)
            }
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: return .timeout(general)
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_NOMEM, SQLITE_CORRUPT, SQLITE_NOTADB:
            return .unavailable(general)
        default: return .failed(code: "\(code)", message: isPreparing ? message : general)
        }
    }

    // Swift does not see these macros.
    private static let constraintPrimaryKey = SQLITE_CONSTRAINT | 6 << 8
    private static let constraintUnique = SQLITE_CONSTRAINT | 8 << 8
    private static let constraintRowID = SQLITE_CONSTRAINT | 10 << 8
}
