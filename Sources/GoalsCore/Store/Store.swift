public import SQL

/// Goals and check-ins, kept in a database.
///
/// Every call takes the acting user, and the SQL itself checks that they may: what belongs to others is not there.
public struct Store: Sendable {
    let database: any Database

    public init(_ database: any Database) { self.database = database }

    /// Runs a unit, with its errors as the store's.
    func run(_ unit: [Statement]) async throws(StoreError) -> [Rows] {
        do { return try await database.run(unit) } catch { throw .database(error) }
    }

    func run(_ statement: Statement) async throws(StoreError) -> Rows {
        try await run([statement])[0]
    }

    /// Runs a change of something that was there when it was read: what is not found now has been changed by somebody else.
    func stale(_ change: () async throws(StoreError) -> Void) async throws(StoreError) {
        do throws(StoreError) { try await change() } catch .notFound { throw .stale }
    }

    /// A statement in the words of each database.
    static func byDialect(_ text: (Dialect) -> String) -> [Dialect: SQLText] {
        [.postgres: SQLText(constants: text(.postgres)), .sqlite: SQLText(constants: text(.sqlite))]
    }

    /// The spaces that the user `$1` may read, and those whose goals they may change.
    static let readableSpaces = "(SELECT space_id FROM memberships WHERE user_id = $1)"
    static let writableSpaces = "(SELECT space_id FROM memberships WHERE user_id = $1 AND role IN ('owner', 'editor'))"

    /// Whether the user `$1` may write to a goal.
    static func mayWrite(to goal: String) -> String {
        "EXISTS (SELECT 1 FROM goals g WHERE g.id = \(goal) AND g.deleted_at IS NULL AND g.space_id IN \(writableSpaces))"
    }

    /// Whether the user `$1` may see the goal `$2`: runs beside what reads things of that goal.
    static let goalExists = SQLText(constants: "SELECT 1 FROM goals WHERE id = $2 AND space_id IN \(readableSpaces)")
}

/// Why the store did not do what it was asked.
public enum StoreError: Error, Sendable, Equatable {
    /// There is no such thing, or none that this user may see.
    case notFound
    /// It has changed since the version that the caller knows.
    case stale
    /// It is in the trash: it must be restored before it can be changed.
    case inTrash
    /// The idempotency key has been used for another request.
    case keyReused
    case database(DatabaseError)
}
