/// Why a unit did not run. Descriptions never hold bound values.
public enum DatabaseError: Error, Sendable, Equatable {
    /// The database cannot be reached, or not in time. Nothing was committed. Worth trying again.
    case unavailable(String)
    /// The connection went away after a write was sent: it may or may not have been committed.
    case outcomeUnknown(String)
    /// A unique constraint was violated; `constraint` is its name (Postgres) or `table.column` (SQLite).
    case uniqueViolation(constraint: String)
    /// A foreign key, check or not-null constraint was violated.
    case constraintViolation(String)
    /// The statement took longer than the database allows.
    case timeout(String)
    /// Anything else that the database refused, with its SQLSTATE or SQLite result code.
    case failed(code: String, message: String)
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "database unavailable: \(reason)"
        case .outcomeUnknown(let reason): "connection lost during a write: \(reason)"
        case .uniqueViolation(let constraint): "unique violation: \(constraint)"
        case .constraintViolation(let constraint): "constraint violation: \(constraint)"
        case .timeout(let reason): "statement timeout: \(reason)"
        case .failed(let code, let message): "database error \(code): \(message)"
        }
    }
}
