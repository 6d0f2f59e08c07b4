import SQL

/// A space as one of its members sees it.
public struct SpaceView: Hashable, Sendable, Identifiable {
    public let id: Space.ID
    public let name: String
    public let role: Role
    /// Whether it is somebody's own, which nobody else joins.
    public let isPersonal: Bool
    public let members: Int
    public let createdAt: Instant
}

/// One who is in a space.
public struct Member: Hashable, Sendable {
    public let user: User.ID
    public let name: String
    public let email: String?
    public let role: Role
}

extension Store {
    /// The spaces that the user is in, their own first.
    public func spaceViews(for user: User.ID) async throws(StoreError) -> [SpaceView] {
        try await run(.read(Self.selectSpaces, .uuid(user.bits), .uuid(nil))).map(SpaceView.init(row:))
    }

    /// - Throws: `StoreError.notFound` when the user is in no such space.
    public func spaceView(_ id: Space.ID, for user: User.ID) async throws(StoreError) -> SpaceView {
        guard let row = try await run(.read(Self.selectSpaces, .uuid(user.bits), .uuid(id.bits))).first else { throw .notFound }
        return SpaceView(row: row)
    }

    /// How many spaces a user may own.
    public static let spacesPerUser = 200

    /// Makes a space that the user owns.
    /// - Throws: `StoreError.stale` when they own too many.
    public func createSpace(_ id: Space.ID, name: String, for user: User.ID, now: Instant) async throws(StoreError) {
        let rows = try await run([
            .write(
                """
                INSERT INTO spaces (id, name, created_at) SELECT $2, $3, $4
                WHERE (SELECT count(*) FROM memberships WHERE user_id = $1 AND role = 'owner') < $5
                """, .uuid(user.bits), .uuid(id.bits), .text(name), .instant(now.microseconds), .int(Int64(Self.spacesPerUser))),
            .write(
                """
                INSERT INTO memberships (user_id, space_id, role) SELECT $1, $2, 'owner' WHERE EXISTS (SELECT 1 FROM spaces WHERE id = $2)
                RETURNING space_id
                """, .uuid(user.bits), .uuid(id.bits)),
        ])[1]
        if rows.isEmpty { throw .stale }
    }

    /// - Throws: `StoreError.notFound` when the user owns no such space.
    public func renameSpace(_ id: Space.ID, to name: String, for user: User.ID) async throws(StoreError) {
        if try await run(.write(Self.updateSpace, .uuid(user.bits), .uuid(id.bits), .text(name))).isEmpty { throw .notFound }
    }

    /// Forgets a space with all that is in it.
    /// - Throws: `StoreError.notFound` when the user owns no such space, or it is somebody's own.
    public func deleteSpace(_ id: Space.ID, for user: User.ID) async throws(StoreError) {
        let results = try await run([
            .write(Self.deleteSpaceHistory, .uuid(user.bits), .uuid(id.bits)), .write(Self.deleteSpace, .uuid(user.bits), .uuid(id.bits)),
        ])
        if results[1].isEmpty { throw .notFound }
    }

    /// Who is in a space, the longest first.
    /// - Throws: `StoreError.notFound` when the user is in no such space.
    public func members(of space: Space.ID, for user: User.ID) async throws(StoreError) -> [Member] {
        let members = try await run(.read(Self.selectMembers, .uuid(user.bits), .uuid(space.bits))).map(Member.init(row:))
        if members.isEmpty { throw .notFound }
        return members
    }

    /// Gives a member another role. A space is never left without an owner.
    /// - Throws: `StoreError.notFound` when the user owns no such space, or it has no such member; `StoreError.stale` when the member is
    ///   its last owner.
    public func setRole(_ role: Role, of member: User.ID, in space: Space.ID, for user: User.ID) async throws(StoreError) {
        try await change(
            member, in: space, for: user,
            .write(Self.updateRole, .uuid(user.bits), .uuid(space.bits), .uuid(member.bits), .text(role.rawValue)))
    }

    /// Takes a member out of a space: its owners may, and everyone may leave. A space is never left without an owner.
    public func removeMember(_ member: User.ID, from space: Space.ID, for user: User.ID) async throws(StoreError) {
        try await change(
            member, in: space, for: user, .write(Self.deleteMember, .uuid(user.bits), .uuid(space.bits), .uuid(member.bits)))
    }

    private func change(_ member: User.ID, in space: Space.ID, for user: User.ID, _ change: Statement) async throws(StoreError) {
        let results = try await run([
            // Two owners who remove each other take turns.
            .write("UPDATE spaces SET name = name WHERE id = $1", .uuid(space.bits)),
            change,
            .read(Self.selectMembership, .uuid(user.bits), .uuid(space.bits), .uuid(member.bits)),
        ])
        if results[1].isEmpty { throw results[2].isEmpty ? .notFound : .stale }
    }

    private static let isPersonal = "EXISTS (SELECT 1 FROM users p WHERE p.space_id = s.id)"
    private static let selectSpaces = SQLText(
        constants: """
            SELECT s.id, s.name, m.role, \(isPersonal), (SELECT CAST(count(*) AS bigint) FROM memberships o WHERE o.space_id = s.id), s.created_at
            FROM memberships m JOIN spaces s ON s.id = m.space_id JOIN users u ON u.id = m.user_id
            WHERE m.user_id = $1 AND ($2 IS NULL OR s.id = $2) ORDER BY CASE WHEN s.id = u.space_id THEN 0 ELSE 1 END, s.created_at, s.id
            """)
    private static let updateSpace = SQLText(
        constants: "UPDATE spaces SET name = $3 WHERE id = $2 AND id IN \(ownedSpaces) RETURNING id")
    private static let deletable = "id = $2 AND id IN \(ownedSpaces) AND NOT EXISTS (SELECT 1 FROM users p WHERE p.space_id = $2)"
    private static let deleteSpaceHistory = SQLText(
        constants: "DELETE FROM activities WHERE space_id IN (SELECT id FROM spaces WHERE \(deletable))")
    private static let deleteSpace = SQLText(constants: "DELETE FROM spaces WHERE \(deletable) RETURNING id")
    private static let selectMembers = SQLText(
        constants: """
            SELECT u.id, u.name, u.email, m.role FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.space_id = $2 AND $2 IN \(readableSpaces) ORDER BY u.created_at, u.id
            """)
    /// Another owner than `$3` in the space `$2`.
    private static let otherOwner =
        "EXISTS (SELECT 1 FROM memberships o WHERE o.space_id = $2 AND o.role = 'owner' AND o.user_id <> $3)"
    private static let updateRole = SQLText(
        constants: """
            UPDATE memberships SET role = $4 WHERE space_id = $2 AND user_id = $3 AND $2 IN \(ownedSpaces)
                AND ($4 = 'owner' OR \(otherOwner)) RETURNING user_id
            """)
    private static let deleteMember = SQLText(
        constants: """
            DELETE FROM memberships WHERE space_id = $2 AND user_id = $3 AND ($1 = $3 OR $2 IN \(ownedSpaces))
                AND \(otherOwner) RETURNING user_id
            """)
    private static let selectMembership = SQLText(
        constants: """
            SELECT 1 FROM memberships WHERE space_id = $2 AND user_id = $3 AND ($1 = $3 OR $2 IN \(ownedSpaces))
            """)
}

extension SpaceView {
    fileprivate init(row: Row) {
        self.init(
            id: Space.ID(bits: row.uuid(0)), name: row.text(1), role: Role(rawValue: row.text(2)) ?? .viewer, isPersonal: row.bool(3),
            members: Int(row.int(4)), createdAt: Instant(microseconds: row.instant(5)))
    }
}

extension Member {
    fileprivate init(row: Row) {
        self.init(
            user: User.ID(bits: row.uuid(0)), name: row.text(1), email: row.optional(2, Row.text),
            role: Role(rawValue: row.text(3)) ?? .viewer)
    }
}
