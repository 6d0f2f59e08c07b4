import SQL

extension Store {
    /// Forgets a user with all that is theirs: their space, and those that only they are in. What they wrote in spaces of others stays
    /// there, without their name.
    /// - Throws: `StoreError.notFound` when there is no such user; `StoreError.stale` when others would be left without an administrator, or
    ///   a space without an owner.
    public func deleteAccount(_ user: User) async throws(StoreError) {
        let (id, space) = (Value.uuid(user.id.bits), Value.uuid(user.space.bits))
        let results = try await run(
            [
                .write("UPDATE users SET is_admin = is_admin WHERE is_admin OR id = $1", id),
                .write(Self.lockSpaces, id),
                .write(Self.mark, id, space),
                .write(Self.deleteHistory, id, space),
                .write(Self.anonymise, id),
                .write(Self.deleteSpaces, id, space),
                .write("DELETE FROM users WHERE id = $1 AND name = '' RETURNING id", id),
                .write("DELETE FROM spaces WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM users WHERE space_id = $1)", space),
                .read("SELECT 1 FROM users WHERE id = $1", id),
            ] + anonymiseStatements(user.id))
        if results[6].isEmpty { throw results[8].isEmpty ? .notFound : .stale }
    }

    private static let lockSpaces: SQLText = """
        UPDATE spaces SET name = name WHERE id IN (SELECT space_id FROM memberships WHERE user_id = $1)
        """
    /// No living user's name is empty: what follows looks for that.
    private static let mark: SQLText = """
        UPDATE users SET name = '' WHERE id = $1
            AND (NOT is_admin OR EXISTS (SELECT 1 FROM users o WHERE o.is_admin AND o.id <> $1)
                OR NOT EXISTS (SELECT 1 FROM users o WHERE o.id <> $1))
            AND NOT EXISTS (
                SELECT 1 FROM memberships m WHERE m.user_id = $1 AND m.role = 'owner' AND m.space_id <> $2
                AND EXISTS (SELECT 1 FROM memberships o WHERE o.space_id = m.space_id AND o.user_id <> $1)
                AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.space_id = m.space_id AND o.user_id <> $1 AND o.role = 'owner'))
        """
    private static let isMarked = "EXISTS (SELECT 1 FROM users WHERE id = $1 AND name = '')"
    private static let mine = """
        SELECT m.space_id FROM memberships m WHERE m.user_id = $1
            AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.space_id = m.space_id AND o.user_id <> $1) AND \(isMarked)
        """
    private static let deleteHistory = SQLText(
        constants: "DELETE FROM activities WHERE (space_id IN (\(mine)) OR space_id = $2) AND \(isMarked)")
    private static let anonymise = SQLText(
        constants: """
            UPDATE activities SET user_id = NULL
            WHERE user_id = $1 AND space_id IN (SELECT space_id FROM memberships WHERE user_id = $1) AND \(isMarked)
            """)
    private static let deleteSpaces = SQLText(constants: "DELETE FROM spaces WHERE id <> $2 AND id IN (\(mine))")
}
