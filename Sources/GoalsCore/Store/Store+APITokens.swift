import SQL

extension Store {
    /// How many tokens a user may have.
    public static let tokensPerUser = 100

    /// Keeps a new token under the hash of its secret.
    /// - Throws: `StoreError.stale` when the user has too many.
    public func insert(_ token: APIToken, hash: [UInt8]) async throws(StoreError) {
        let rows = try await run(
            .write(
                """
                INSERT INTO api_tokens (id, token_hash, user_id, name, scope, created_at, expires_at)
                SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM api_tokens WHERE user_id = $3) < $8 RETURNING id
                """, .uuid(token.id.bits), .bytes(hash), .uuid(token.user.bits), .text(token.name), .text(token.scope.rawValue),
                .instant(token.createdAt.microseconds), .instant(token.expiresAt?.microseconds), .int(Int64(Self.tokensPerUser))))
        if rows.isEmpty { throw .stale }
    }

    /// For whom a token's secret acts; nil when there is no such token any more.
    public func apiToken(_ hash: [UInt8], now: Instant) async throws(StoreError) -> (token: APIToken, account: Account)? {
        guard let (row, account) = try await account(bearing: hash, now: now, Self.selectToken, Self.selectTokenRoles) else { return nil }
        return (APIToken(row: row, from: Self.accountColumnCount, user: account.user.id), account)
    }

    public func touch(_ token: APIToken) async throws(StoreError) {
        _ = try await run(
            .write(
                "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1", .uuid(token.id.bits), .instant(token.lastUsedAt?.microseconds)))
    }

    /// The user's tokens, the latest first; those that have expired too, so that people see why a script has stopped.
    public func apiTokens(of user: User.ID) async throws(StoreError) -> [APIToken] {
        try await run(.read(Self.selectTokens, .uuid(user.bits))).map { APIToken(row: $0, from: 0, user: user) }
    }

    /// - Throws: `StoreError.notFound` when the user has no such token.
    public func deleteToken(_ id: APIToken.ID, of user: User.ID) async throws(StoreError) {
        let rows = try await run(
            .write("DELETE FROM api_tokens WHERE id = $1 AND user_id = $2 RETURNING id", .uuid(id.bits), .uuid(user.bits)))
        if rows.isEmpty { throw .notFound }
    }

    private static let columns = "t.id, t.name, t.scope, t.created_at, t.last_used_at, t.expires_at"
    private static let selectToken = SQLText(
        constants: """
            SELECT \(accountColumns), \(columns) FROM api_tokens t JOIN users u ON u.id = t.user_id
            WHERE t.token_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > $2)
            """)
    private static let selectTokenRoles = selectRoles(in: "api_tokens")
    private static let selectTokens = SQLText(
        constants: "SELECT \(columns) FROM api_tokens t WHERE t.user_id = $1 ORDER BY t.created_at DESC, t.id DESC")
}

extension APIToken {
    fileprivate init(row: Row, from first: Int, user: User.ID) {
        self.init(
            id: APIToken.ID(bits: row.uuid(first)), user: user, name: row.text(first + 1),
            scope: Scope(rawValue: row.text(first + 2)) ?? .read,
            createdAt: Instant(microseconds: row.instant(first + 3)),
            lastUsedAt: row.optional(first + 4, Row.instant).map(Instant.init(microseconds:)),
            expiresAt: row.optional(first + 5, Row.instant).map(Instant.init(microseconds:)))
    }
}
