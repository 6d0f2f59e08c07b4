import CLibpq
import SQL

/// An error that the server has told, cut down to what holds nobody's data.
struct ServerFailure: Equatable {
    /// What the driver does about it when the unit ran alone.
    enum Reaction: Equatable {
        /// It is the unit's own.
        case tell
        /// It ran, or waited for a lock, too long.
        case timeout
        /// A conflict with somebody else's transaction, or a server that goes down: it may well pass.
        case retry
        /// The server has another idea of the prepared statement than this connection.
        case prepareAgain
        /// The server has become a standby.
        case reconnect
    }

    let sqlState: String
    let error: DatabaseError
    let reaction: Reaction

    init(sqlState: String, error: DatabaseError) {
        self.sqlState = sqlState
        self.error = error
        reaction = Self.reaction(to: sqlState)
    }

    /// Nil when the error is libpq's own: then the connection is broken.
    init?(_ result: OpaquePointer) {
        guard let sqlState = field(result, "C") else { return nil }
        let message = field(result, "M") ?? ""
        let name = field(result, "n") ?? field(result, "c").map { "\(field(result, "t") ?? "").\($0)" }
        self.init(sqlState: sqlState, error: Self.error(sqlState, message: message, constraint: name))
    }

    /// - Parameter constraint: the constraint's name, or `table.column` where it has none (not-null).
    static func error(_ sqlState: String, message: String, constraint: String?) -> DatabaseError {
        let safe = safeMessage(sqlState, message, constraint)
        switch sqlState {
        case "23505": return .uniqueViolation(constraint: constraint ?? "")
        case "57014", "55P03": return .timeout(safe)
        case "57P01", "57P02", "57P03", "57P05", "25006": return .unavailable(safe)
        default: break
        }
        switch sqlState.prefix(2) {
        case "23": return .constraintViolation(constraint ?? safe)
        case "08", "53": return .unavailable(safe)
        default: return .failed(code: sqlState, message: safe)
        }
    }

    private static func reaction(to sqlState: String) -> Reaction {
        switch sqlState {
        case "57014": .timeout
        case "40001", "40P01", "57P01", "57P02", "57P03", "57P05": .retry
        // invalid_sql_statement_name; feature_not_supported, which is also "cached plan must not change result type".
        case "26000", "0A000": .prepareAgain
        case "25006": .reconnect
        default: .tell
        }
    }

    /// Messages of these classes name things of the schema and the server; those of the others may quote values.
    /// <https://www.postgresql.org/docs/15/errcodes-appendix.html>
    private static let safeClasses: Set<String> = [
        "08", "0A", "23", "25", "26", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58",
    ]

    private static func safeMessage(_ sqlState: String, _ message: String, _ constraint: String?) -> String {
        if safeClasses.contains(String(sqlState.prefix(2))) { return message }
        return constraint.map { "refused by \($0)" } ?? "refused (SQLSTATE \(sqlState))"
    }
}

/// One field of the error, by its letter in the protocol.
/// <https://www.postgresql.org/docs/15/protocol-error-fields.html>
private func field(_ result: OpaquePointer, _ letter: Unicode.Scalar) -> String? {
    PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
}
