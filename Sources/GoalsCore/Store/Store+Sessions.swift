import SQL

extension Store {
    /// Keeps a new session under the hash of its secret.
    public func insert(_ session: Session, hash: [UInt8]) async throws(StoreError) {
        _ = try await run(
            .write(
                """
                INSERT INTO sessions (id, token_hash, user_id, address, user_agent, created_at, last_used_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """, .uuid(session.id.bits), .bytes(hash), .uuid(session.user.bits), .text(session.address), .text(session.userAgent),
                .instant(session.createdAt.microseconds), .instant(session.lastUsedAt.microseconds),
                .instant(session.expiresAt.microseconds)))
    }

    /// Whom a session's secret signs in; nil when there is no such session any more.
    public func session(_ hash: [UInt8], now: Instant) async throws(StoreError) -> (session: Session, account: Account)? {
        guard let (row, account) = try await account(bearing: hash, now: now, Self.selectSession, Self.selectSessionRoles) else {
            return nil
        }
        return (Session(row: row, from: Self.accountColumnCount, user: account.user.id), account)
    }

    /// Notes that a session is in use, which makes it last longer.
    public func touch(_ session: Session) async throws(StoreError) {
        _ = try await run(
            .write(
                "UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1", .uuid(session.id.bits),
                .instant(session.lastUsedAt.microseconds), .instant(session.expiresAt.microseconds)))
    }

    /// The user's sessions, the latest first.
    public func sessions(of user: User.ID, now: Instant) async throws(StoreError) -> [Session] {
        try await run(.read(Self.selectSessions, .uuid(user.bits), .instant(now.microseconds)))
            .map { Session(row: $0, from: 0, user: user) }
    }

    /// - Throws: `StoreError.notFound` when the user has no such session.
    public func endSession(_ id: Session.ID, of user: User.ID) async throws(StoreError) {
        let rows = try await run(
            .write("DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING id", .uuid(id.bits), .uuid(user.bits)))
        if rows.isEmpty { throw .notFound }
    }

    /// Ends all of the user's sessions, but for one.
    public func endSessions(of user: User.ID, except session: Session.ID?) async throws(StoreError) {
        _ = try await run(.write(Self.deleteSessions, .uuid(user.bits), .uuid(session?.bits)))
    }

    /// Forgets sessions, invitations and links to set a password whose time is over.
    /// - Returns: how many.
    public func expireSecrets(before now: Instant) async throws(StoreError) -> Int {
        let end = Value.instant(now.microseconds)
        return try await run([
            .write("DELETE FROM sessions WHERE expires_at < $1 RETURNING 1", end),
            .write("DELETE FROM invitations WHERE expires_at < $1 RETURNING 1", end),
            .write("DELETE FROM password_resets WHERE expires_at < $1 RETURNING 1", end),
        ]).map(\.count).reduce(0, +)
    }

    static let deleteSessions: SQLText = "DELETE FROM sessions WHERE user_id = $1 AND ($2 IS NULL OR id <> $2)"

    private static let columns = "s.id, s.address, s.user_agent, s.created_at, s.last_used_at, s.expires_at"
    private static let selectSession = SQLText(
        constants: """
            SELECT \(accountColumns), \(columns) FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE s.token_hash = $1 AND s.expires_at > $2
            """)
    private static let selectSessionRoles = selectRoles(in: "sessions")
    private static let selectSessions = SQLText(
        constants: """
            SELECT \(columns) FROM sessions s WHERE s.user_id = $1 AND s.expires_at > $2 ORDER BY s.last_used_at DESC, s.id DESC LIMIT 200
            """)
}

extension Session {
    fileprivate init(row: Row, from first: Int, user: User.ID) {
        self.init(
            id: Session.ID(bits: row.uuid(first)), user: user, address: row.text(first + 1), userAgent: row.text(first + 2),
            createdAt: Instant(microseconds: row.instant(first + 3)), lastUsedAt: Instant(microseconds: row.instant(first + 4)),
            expiresAt: Instant(microseconds: row.instant(first + 5)))
    }
}
