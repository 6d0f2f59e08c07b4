/// One SQL statement with its bound values.
///
/// Parameters are written `$1`, `$2`, … as in Postgres; SQLite understands the same form.
public struct Statement: Sendable {
    /// Whether running it twice could differ from running it once.
    public enum Kind: Sendable { case read, write }

    public let sql: SQLText
    public let values: [Value]
    public let kind: Kind

    /// A statement that changes nothing: it may run on a read-only connection and may be repeated after a lost connection.
    public static func read(_ sql: SQLText, _ values: Value...) -> Statement {
        Statement(sql: sql, values: values, kind: .read)
    }

    /// A statement that changes data: never repeated unless it is known not to have been committed.
    public static func write(_ sql: SQLText, _ values: Value...) -> Statement {
        Statement(sql: sql, values: values, kind: .write)
    }

    public init(sql: SQLText, values: [Value], kind: Kind) {
        self.sql = sql
        self.values = values
        self.kind = kind
    }
}
