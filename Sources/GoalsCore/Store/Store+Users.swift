import SQL

extension Store {
    /// The one user of a server without accounts, made when it is first asked for.
    public func localUser(now: Instant) async throws(StoreError) -> User {
        let (user, space) = (User.ID(bits: Self.localUserBits), Space.ID(bits: Self.localUserBits))
        _ = try await run([
            .write(
                "INSERT INTO spaces (id, name, created_at) VALUES ($1, 'Personal', $2) ON CONFLICT DO NOTHING",
                .uuid(space.bits), .instant(now.microseconds)),
            .write(
                "INSERT INTO users (id, name, space_id, created_at) VALUES ($1, 'You', $2, $3) ON CONFLICT DO NOTHING",
                .uuid(user.bits), .uuid(space.bits), .instant(now.microseconds)),
            .write(
                "INSERT INTO memberships (user_id, space_id, role) VALUES ($1, $2, 'owner') ON CONFLICT DO NOTHING",
                .uuid(user.bits), .uuid(space.bits)),
        ])
        return try await self.user(user)
    }

    /// - Throws: `StoreError.notFound` when there is no such user.
    public func user(_ id: User.ID) async throws(StoreError) -> User {
        let rows = try await run(
            .read("SELECT name, time_zone, day_start, week_start, space_id, version FROM users WHERE id = $1", .uuid(id.bits)))
        guard let row = rows.first else { throw .notFound }
        return User(
            id: id, name: row.text(0), timeZone: row.optional(1, Row.text), dayStartHour: Int(row.int(2)), weekStart: Int(row.int(3)),
            space: Space.ID(bits: row.uuid(4)), version: row.int(5))
    }

    /// The spaces whose goals the user may see.
    public func spaces(of user: User.ID) async throws(StoreError) -> Set<Space.ID> {
        let rows = try await run(.read("SELECT space_id FROM memberships WHERE user_id = $1", .uuid(user.bits)))
        return Set(rows.map { Space.ID(bits: $0.uuid(0)) })
    }

    /// Keeps a user's next version: their time zone, and when their days and weeks begin.
    /// - Throws: `StoreError.stale` when the version before it is not the latest.
    public func update(_ user: User) async throws(StoreError) {
        let rows = try await run(
            .write(
                """
                UPDATE users SET time_zone = $2, day_start = $3, week_start = $4, version = $5 WHERE id = $1 AND version = $5 - 1
                RETURNING id
                """, .uuid(user.id.bits), .text(user.timeZone), .int(Int64(user.dayStartHour)), .int(Int64(user.weekStart)),
                .int(user.version)))
        if rows.isEmpty { throw .stale }
    }

    /// A UUID of version 7 from the first moment of 1970, which no goal or account can have.
    private static let localUserBits: UInt128 = 0x0000_0000_0000_7000_8000_0000_0000_0001
}
