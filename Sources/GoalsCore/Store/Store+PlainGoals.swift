import SQL

/// Goals without what their progress is told from, for whoever needs only to know what they are: no check-in is looked at.
extension Store {
    /// One goal, in the trash or not.
    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func plainGoal(_ id: Goal.ID, for user: User.ID) async throws(StoreError) -> Goal {
        let rows = try await run(.read(Self.selectPlainGoal, .uuid(user.bits), .uuid(id.bits)))
        guard let row = rows.first else { throw .notFound }
        return GoalColumns.goal(row)
    }

    /// Several goals by id; those that the user may not see are left out.
    public func plainGoals(_ ids: [Goal.ID], for user: User.ID) async throws(StoreError) -> [Goal] {
        guard !ids.isEmpty else { return [] }
        let results = try await run(ids.map { .read(Self.selectPlainGoal, .uuid(user.bits), .uuid($0.bits)) })
        return results.compactMap { $0.first.map(GoalColumns.goal) }
    }

    /// A goal and all that is below it, to any depth, itself first.
    /// - Throws: `StoreError.notFound` when there is no such goal that the user may see.
    public func plainTree(_ id: Goal.ID, for user: User.ID) async throws(StoreError) -> [Goal] {
        let results = try await run([
            .read(Self.selectPlainGoal, .uuid(user.bits), .uuid(id.bits)),
            .read(Self.selectPlainDescendants, .uuid(user.bits), .uuid(id.bits)),
        ])
        guard let root = results[0].first else { throw .notFound }
        return [GoalColumns.goal(root)] + results[1].map(GoalColumns.goal)
    }

    private static let selectPlainGoal = SQLText(
        constants: "SELECT \(GoalColumns.goal) FROM goals g WHERE g.id = $2 AND g.space_id IN \(readableSpaces)")

    private static let selectPlainDescendants = SQLText(
        constants: """
            WITH RECURSIVE below (id) AS (
                SELECT g.id FROM goals g WHERE g.parent_id = $2 AND g.deleted_at IS NULL AND g.space_id IN \(readableSpaces)
                UNION
                SELECT g.id FROM below b JOIN goals g ON g.parent_id = b.id
                WHERE g.deleted_at IS NULL AND g.space_id IN \(readableSpaces))
            SELECT \(GoalColumns.goal) FROM below b JOIN goals g ON g.id = b.id ORDER BY g.position, g.id
            """)
}
