import SQL

extension Store {
    /// Keeps an invitation under the hash of its secret.
    /// - Throws: `StoreError.notFound` when it leads to a space that its maker does not own, or to a personal one.
    public func insert(_ invitation: Invitation, hash: [UInt8]) async throws(StoreError) {
        let rows = try await run(
            .write(
                Self.insertInvitation, .uuid(invitation.createdBy.bits), .uuid(invitation.id.bits), .bytes(hash),
                .uuid(invitation.place?.space.bits), .text(invitation.place?.role.rawValue), .instant(invitation.createdAt.microseconds),
                .instant(invitation.expiresAt.microseconds)))
        if rows.isEmpty { throw .notFound }
    }

    /// The invitations that can still be used: to spaces that the user owns, and for administrators those to the server.
    public func invitations(for user: User.ID, now: Instant) async throws(StoreError) -> [(invitation: Invitation, spaceName: String?)] {
        try await run(.read(Self.selectInvitations, .uuid(user.bits), .instant(now.microseconds))).map { row in
            (Invitation(row: row), row.optional(6, Row.text))
        }
    }

    /// What an invitation leads to; nil when it cannot be used any more.
    public func invitation(_ hash: [UInt8], now: Instant) async throws(StoreError) -> (
        invitation: Invitation, spaceName: String?, inviter: String
    )? {
        try await run(.read(Self.selectInvitation, .bytes(hash), .instant(now.microseconds))).first.map { row in
            (Invitation(row: row), row.optional(6, Row.text), row.text(7))
        }
    }

    /// Withdraws an invitation.
    /// - Throws: `StoreError.notFound` when there is none that the user may withdraw.
    public func deleteInvitation(_ id: Invitation.ID, for user: User.ID) async throws(StoreError) {
        if try await run(.write(Self.deleteInvitation, .uuid(user.bits), .uuid(id.bits))).isEmpty { throw .notFound }
    }

    /// Makes the user a member of the space that an invitation leads to; who is one already keeps their role.
    /// - Returns: the space; nil when the invitation cannot be used.
    public func accept(_ hash: [UInt8], for user: User.ID, now: Instant) async throws(StoreError) -> Space.ID? {
        let results = try await run([
            .write(Self.claimToSpace, .bytes(hash), .uuid(user.bits), .instant(now.microseconds)), joinStatement(hash, for: user),
        ])
        return results[0].first.map { Space.ID(bits: $0.uuid(0)) }
    }

    /// Marks an invitation as the user's, so that nobody else can use it: what follows looks for that mark.
    func claimStatement(_ hash: [UInt8], for user: User.ID, now: Instant) -> Statement {
        .write(Self.claim, .bytes(hash), .uuid(user.bits), .instant(now.microseconds))
    }

    func joinStatement(_ hash: [UInt8], for user: User.ID) -> Statement {
        .write(
            """
            INSERT INTO memberships (user_id, space_id, role) SELECT $2, space_id, role FROM invitations
            WHERE token_hash = $1 AND used_by = $2 AND space_id IS NOT NULL ON CONFLICT (user_id, space_id) DO NOTHING
            """, .bytes(hash), .uuid(user.bits))
    }

    private static let columns = "i.id, i.space_id, i.role, i.created_by, i.created_at, i.expires_at"
    static let ownedSpaces = "(SELECT space_id FROM memberships WHERE user_id = $1 AND role = 'owner')"
    private static let isAdmin = "EXISTS (SELECT 1 FROM users a WHERE a.id = $1 AND a.is_admin)"
    /// Whether the maker of an invitation may still invite: who was taken out of a space must not come back by a link of before.
    private static let isMakersToGive = """
        CASE WHEN invitations.space_id IS NULL
            THEN EXISTS (SELECT 1 FROM users a WHERE a.id = invitations.created_by AND a.is_admin)
            ELSE EXISTS (SELECT 1 FROM memberships o
                WHERE o.user_id = invitations.created_by AND o.space_id = invitations.space_id AND o.role = 'owner') END
        """

    private static let insertInvitation = SQLText(
        constants: """
            INSERT INTO invitations (id, token_hash, space_id, role, created_by, created_at, expires_at) SELECT $2, $3, $4, $5, $1, $6, $7
            WHERE CASE WHEN $4 IS NULL THEN \(isAdmin)
                ELSE $4 IN \(ownedSpaces) AND NOT EXISTS (SELECT 1 FROM users WHERE space_id = $4) END RETURNING id
            """)
    private static let selectInvitations = SQLText(
        constants: """
            SELECT \(columns), s.name FROM invitations i LEFT JOIN spaces s ON s.id = i.space_id
            WHERE i.used_by IS NULL AND i.expires_at > $2
                AND CASE WHEN i.space_id IS NULL THEN \(isAdmin) ELSE i.space_id IN \(ownedSpaces) END
            ORDER BY i.created_at DESC, i.id DESC LIMIT 500
            """)
    private static let selectInvitation = SQLText(
        constants: """
            SELECT \(columns), s.name, u.name FROM invitations i JOIN users u ON u.id = i.created_by LEFT JOIN spaces s ON s.id = i.space_id
            WHERE i.token_hash = $1 AND i.used_by IS NULL AND i.expires_at > $2
                AND EXISTS (SELECT 1 FROM invitations WHERE invitations.id = i.id AND \(isMakersToGive))
            """)
    private static let deleteInvitation = SQLText(
        constants: """
            DELETE FROM invitations WHERE id = $2 AND used_by IS NULL
                AND CASE WHEN space_id IS NULL THEN \(isAdmin) ELSE space_id IN \(ownedSpaces) END RETURNING id
            """)
    private static let isOpen = "token_hash = $1 AND used_by IS NULL AND expires_at > $3 AND \(isMakersToGive)"
    private static let claim = SQLText(constants: "UPDATE invitations SET used_by = $2 WHERE \(isOpen)")
    private static let claimToSpace = SQLText(
        constants: "UPDATE invitations SET used_by = $2 WHERE \(isOpen) AND space_id IS NOT NULL RETURNING space_id")
}

extension Invitation {
    fileprivate init(row: Row) {
        let role = row.optional(2, Row.text).flatMap(Role.init(rawValue:))
        let place = row.optional(1, Row.uuid).map { Place(space: Space.ID(bits: $0), role: role ?? .viewer) }
        self.init(
            id: Invitation.ID(bits: row.uuid(0)), place: place, createdBy: User.ID(bits: row.uuid(3)),
            createdAt: Instant(microseconds: row.instant(4)), expiresAt: Instant(microseconds: row.instant(5)))
    }
}
