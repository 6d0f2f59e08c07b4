import SQL

extension Store {
    /// Moves a goal's next version into the trash, and with it all that is below it.
    /// - Parameter goal: with `deletedAt`, one version on.
    /// - Throws: `StoreError.stale` when the version before it is not the latest, or the user may no longer write there.
    public func trash(_ goal: Goal, for viewer: Viewer, keeping receipt: Receipt = .none) async throws(StoreError) {
        try await move(goal, Self.trashGoal, below: Self.trashBelow, viewer, receipt)
    }

    /// Takes a goal's next version out of the trash, and with it all that went there together with it.
    /// - Parameter goal: without `deletedAt`, one version on.
    public func restore(_ goal: Goal, for viewer: Viewer, keeping receipt: Receipt = .none) async throws(StoreError) {
        try await move(goal, Self.restoreGoal, below: Self.restoreBelow, viewer, receipt)
    }

    /// Forgets for ever what the user has in the trash: one goal with what went there with it, or all.
    /// - Returns: how many goals that were.
    public func emptyTrash(_ goal: Goal.ID?, for user: User.ID) async throws(StoreError) -> Int {
        let purge = UInt128.random(in: .min ... .max)
        return try await delete(.write(Self.claimTrash, .uuid(user.bits), .uuid(goal?.bits), .uuid(purge)), purge)
    }

    /// Forgets for ever what has been in anyone's trash since before a moment.
    /// - Returns: how many goals that were.
    public func expireTrash(before moment: Instant) async throws(StoreError) -> Int {
        let purge = UInt128.random(in: .min ... .max)
        return try await delete(.write(Self.claimExpired, .instant(moment.microseconds), .uuid(purge)), purge)
    }

    /// Forgets what `claim` has marked with the name `purge`, and its history, which nothing else takes with it.
    private func delete(_ claim: Statement, _ purge: UInt128) async throws(StoreError) -> Int {
        try await run([claim, .write(Self.deleteHistory, .uuid(purge)), .write(Self.deleteClaimed, .uuid(purge))])[2].count
    }

    /// How long the trash keeps a goal, in microseconds: 30 days.
    public static let trashLifetime: Int64 = 30 * 86_400 * 1_000_000

    private func move(
        _ goal: Goal, _ statement: SQLText, below: SQLText, _ viewer: Viewer, _ receipt: Receipt
    ) async throws(StoreError) {
        let values: [Value] = [
            .uuid(viewer.user.bits), .uuid(goal.id.bits), .int(goal.version), .instant(goal.updatedAt.microseconds),
            .uuid(receipt.change.bits),
        ]
        try await stale { () throws(StoreError) in
            try await write(
                [Statement(sql: statement, values: values, kind: .write)], then: [Statement(sql: below, values: values, kind: .write)],
                for: viewer.user, keeping: receipt, ifExists: .goal(goal.id, by: receipt.change))
        }
    }

    /// `$1` user, `$2` goal, `$3` its new version, `$4` now, `$5` the change's name.
    private static let trashGoal = SQLText(
        constants: """
            UPDATE goals SET deleted_at = $4, trashed_with = $2, version = $3, updated_at = $4, change_id = $5
            WHERE id = $2 AND version = $3 - 1 AND deleted_at IS NULL AND space_id IN \(writableSpaces) RETURNING id
            """)

    private static let trashBelow = SQLText(
        constants: """
            UPDATE goals SET deleted_at = $4, trashed_with = $2, version = version + 1, updated_at = $4
            WHERE id IN (\(below("g.deleted_at IS NULL"))) AND deleted_at IS NULL AND id <> $2 AND space_id IN \(writableSpaces)
                AND EXISTS (SELECT 1 FROM goals t WHERE t.id = $2 AND t.version = $3 AND t.change_id = $5)
            """)

    private static let restoreGoal = SQLText(
        constants: """
            UPDATE goals SET deleted_at = NULL, version = $3, updated_at = $4, change_id = $5
            WHERE id = $2 AND version = $3 - 1 AND deleted_at IS NOT NULL AND space_id IN \(writableSpaces) RETURNING id
            """)

    /// Runs after ``restoreGoal``, which leaves the mark for this to go by.
    private static let restoreBelow = SQLText(
        constants: """
            UPDATE goals SET deleted_at = NULL, trashed_with = NULL, version = version + CASE WHEN id = $2 THEN 0 ELSE 1 END,
                updated_at = $4
            WHERE (id = $2 OR id IN (\(below("g.trashed_with = (SELECT t.trashed_with FROM goals t WHERE t.id = $2)"))))
                AND space_id IN \(writableSpaces) AND EXISTS (SELECT 1 FROM goals t WHERE t.id = $2 AND t.version = $3 AND t.change_id = $5)
            """)

    /// The ids of what is below `$2`, as far down as the condition on `g` holds.
    private static func below(_ condition: String) -> String {
        """
        WITH RECURSIVE below (id) AS (
            SELECT g.id FROM goals g WHERE g.parent_id = $2 AND \(condition)
            UNION SELECT g.id FROM below b JOIN goals g ON g.parent_id = b.id WHERE \(condition))
        SELECT id FROM below
        """
    }

    /// Whoever wants to restore one of these waits, and finds it gone.
    private static let claimTrash = SQLText(
        constants: """
            UPDATE goals SET change_id = $3 WHERE deleted_at IS NOT NULL AND space_id IN \(writableSpaces)
                AND ($2 IS NULL OR id = $2 OR trashed_with = $2)
            """)
    private static let claimExpired: SQLText = "UPDATE goals SET change_id = $2 WHERE deleted_at < $1"
    private static let claimed = "SELECT id FROM goals WHERE deleted_at IS NOT NULL AND change_id = $1"
    private static let deleteHistory = SQLText(constants: "DELETE FROM activities WHERE goal_id IN (\(claimed))")
    private static let deleteClaimed = SQLText(constants: "DELETE FROM goals WHERE id IN (\(claimed)) RETURNING id")
}
