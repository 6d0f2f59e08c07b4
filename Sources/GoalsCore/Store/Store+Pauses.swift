import SQL

extension Store {
    /// The pauses of a goal, or with nil all of the user's, the latest first.
    public func pauses(of goal: Goal.ID?, for user: User.ID) async throws(StoreError) -> [Pause] {
        try await run(.read(Self.selectPauses, .uuid(user.bits), .uuid(goal?.bits))).map(Pause.init(row:))
    }

    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func pause(_ id: Pause.ID, for user: User.ID) async throws(StoreError) -> Pause {
        let rows = try await run(.read(Self.selectPause, .uuid(user.bits), .uuid(id.bits)))
        guard let row = rows.first else { throw .notFound }
        return Pause(row: row)
    }

    /// Keeps a new pause.
    /// - Throws: `StoreError.notFound` when the user may not write in its space, or its goal is gone.
    public func insert(_ pause: Pause, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let insert = Statement(sql: Self.insertPause, values: [.uuid(user.bits)] + pause.values, kind: .write)
        try await write([insert], for: user, keeping: receipt, ifExists: .pause(pause.id, by: nil))
    }

    /// Keeps a pause's next version.
    /// - Throws: `StoreError.stale` when the version before it is not the latest, or the user may no longer write there.
    public func update(_ pause: Pause, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let update = Statement.write(
            Self.updatePause, .uuid(user.bits), .uuid(pause.id.bits), .int(pause.version), .day(pause.first.number),
            .day(pause.last?.number), .text(pause.note), .instant(pause.updatedAt.microseconds),
            .uuid(receipt.change.bits))
        try await stale { () throws(StoreError) in
            try await write([update], for: user, keeping: receipt, ifExists: .pause(pause.id, by: receipt.change))
        }
    }

    /// Forgets a pause.
    /// - Throws: `StoreError.stale` when its version is not the latest, or the user may no longer write there.
    public func delete(_ pause: Pause, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let claim = Statement.write(
            Self.claimPause, .uuid(user.bits), .uuid(pause.id.bits), .int(pause.version), .uuid(receipt.change.bits))
        let delete = Statement.write(
            "DELETE FROM pauses WHERE id = $1 AND change_id = $2", .uuid(pause.id.bits), .uuid(receipt.change.bits))
        try await stale { () throws(StoreError) in
            try await write([claim], then: [delete], for: user, keeping: receipt, ifExists: .pause(pause.id, by: receipt.change))
        }
    }

    private static let columns = "id, space_id, goal_id, first_day, last_day, note, version, created_at, updated_at"

    private static let selectPauses = SQLText(
        constants: """
            SELECT \(columns) FROM pauses WHERE space_id IN \(readableSpaces) AND ($2 IS NULL OR goal_id = $2)
            ORDER BY first_day DESC, id DESC LIMIT 1000
            """)
    private static let selectPause = SQLText(
        constants: "SELECT \(columns) FROM pauses WHERE id = $2 AND space_id IN \(readableSpaces)")
    private static let insertPause = SQLText(
        constants: """
            INSERT INTO pauses (\(columns)) SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10
            WHERE $3 IN \(writableSpaces) AND ($4 IS NULL OR \(mayWrite(to: "$4"))) RETURNING id
            """)
    private static let updatePause = SQLText(
        constants: """
            UPDATE pauses SET first_day = $4, last_day = $5, note = $6, version = $3, updated_at = $7, change_id = $8
            WHERE id = $2 AND version = $3 - 1 AND space_id IN \(writableSpaces) RETURNING id
            """)
    private static let claimPause = SQLText(
        constants: """
            UPDATE pauses SET version = version + 1, change_id = $4 WHERE id = $2 AND version = $3 AND space_id IN \(writableSpaces) RETURNING id
            """)
}

extension Pause {
    fileprivate init(row: Row) {
        self.init(
            id: Pause.ID(bits: row.uuid(0)), space: Space.ID(bits: row.uuid(1)), goal: row.optional(2, Row.uuid).map(Goal.ID.init(bits:)),
            first: Day(number: row.day(3)), last: row.optional(4, Row.day).map(Day.init(number:)), note: row.text(5), version: row.int(6),
            createdAt: Instant(microseconds: row.instant(7)), updatedAt: Instant(microseconds: row.instant(8)))
    }

    fileprivate var values: [Value] {
        [
            .uuid(id.bits), .uuid(space.bits), .uuid(goal?.bits), .day(first.number), .day(last?.number), .text(note), .int(version),
            .instant(createdAt.microseconds), .instant(updatedAt.microseconds),
        ]
    }
}
