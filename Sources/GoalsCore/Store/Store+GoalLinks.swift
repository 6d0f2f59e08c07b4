import SQL

extension Store {
    /// Keeps the hash of a secret under which anybody may read a goal, in the place of one before.
    /// - Throws: `StoreError.notFound` when the user may not write to the goal, or it is in the trash.
    public func insertLink(_ hash: [UInt8], to goal: Goal.ID, for user: User.ID, now: Instant) async throws(StoreError) {
        let rows = try await run(
            .write(Self.insertLink, .uuid(user.bits), .uuid(goal.bits), .bytes(hash), .instant(now.microseconds)))
        if rows.isEmpty { throw .notFound }
    }

    /// When the goal's link was made; nil when it has none.
    /// - Throws: `StoreError.notFound` when there is no such goal that the user may see.
    public func link(to goal: Goal.ID, for user: User.ID) async throws(StoreError) -> Instant? {
        let results = try await run([
            .read(Self.goalExists, .uuid(user.bits), .uuid(goal.bits)),
            .read("SELECT created_at FROM goal_links WHERE goal_id = $1", .uuid(goal.bits)),
        ])
        if results[0].isEmpty { throw .notFound }
        return results[1].first.map { Instant(microseconds: $0.instant(0)) }
    }

    /// - Throws: `StoreError.notFound` when there is none that the user may take away.
    public func deleteLink(to goal: Goal.ID, for user: User.ID) async throws(StoreError) {
        if try await run(.write(Self.deleteLink, .uuid(user.bits), .uuid(goal.bits))).isEmpty { throw .notFound }
    }

    /// The goal that a link leads to, and the account that made it, through whose eyes it is seen; nil when they see it no more.
    public func linked(_ hash: [UInt8]) async throws(StoreError) -> (goal: Goal.ID, account: Account)? {
        try await run(.read(Self.selectLinked, .bytes(hash))).first.map { row in
            (Goal.ID(bits: row.uuid(Self.accountColumnCount)), Account(row: row))
        }
    }

    private static let insertLink = SQLText(
        constants: """
            INSERT INTO goal_links (goal_id, token_hash, created_by, created_at) SELECT $2, $3, $1, $4 WHERE \(mayWrite(to: "$2"))
            ON CONFLICT (goal_id) DO UPDATE
                SET token_hash = excluded.token_hash, created_by = excluded.created_by, created_at = excluded.created_at
            RETURNING goal_id
            """)
    private static let deleteLink = SQLText(
        constants: "DELETE FROM goal_links WHERE goal_id = $2 AND \(mayWrite(to: "$2")) RETURNING goal_id")
    private static let selectLinked = SQLText(
        constants: """
            SELECT \(accountColumns), l.goal_id FROM goal_links l JOIN goals g ON g.id = l.goal_id AND g.deleted_at IS NULL
            JOIN users u ON u.id = l.created_by JOIN memberships m ON m.user_id = u.id AND m.space_id = g.space_id
            WHERE l.token_hash = $1
            """)
}
