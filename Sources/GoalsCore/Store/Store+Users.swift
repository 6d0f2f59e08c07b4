import SQL

extension Store {
    /// The one user of a server without accounts, made when it is first asked for. The first account becomes this user.
    public func localAccount(now: Instant) async throws(StoreError) -> Account {
        _ = try await run(Self.makeLocalUser(now: now))
        return try await account(User.ID(bits: Self.localUserBits))
    }

    /// - Throws: `StoreError.notFound` when there is no such user.
    public func account(_ id: User.ID) async throws(StoreError) -> Account {
        let results = try await run([
            .read(Self.selectAccount, .uuid(id.bits)), .read(Self.selectRoles, .uuid(id.bits)),
        ])
        guard let row = results[0].first else { throw .notFound }
        return Account(row: row, roles: results[1])
    }

    /// Whose secret it is that has this hash, with what the statement selects behind the account's columns; nil for nobody's.
    /// - Parameters:
    ///   - bearer: takes the hash and the present moment.
    ///   - roles: takes the hash.
    func account(bearing hash: [UInt8], now: Instant, _ bearer: SQLText, _ roles: SQLText) async throws(StoreError) -> (
        row: Row, account: Account
    )? {
        let results = try await run([.read(bearer, .bytes(hash), .instant(now.microseconds)), .read(roles, .bytes(hash))])
        return results[0].first.map { ($0, Account(row: $0, roles: results[1])) }
    }

    /// The roles of whoever has a row with the hash `$1` in a table of secrets.
    static func selectRoles(in table: String) -> SQLText {
        SQLText(
            constants: "SELECT m.space_id, m.role FROM \(table) s JOIN memberships m ON m.user_id = s.user_id WHERE s.token_hash = $1")
    }

    /// The spaces whose goals the user may see.
    public func spaces(of user: User.ID) async throws(StoreError) -> Set<Space.ID> {
        let rows = try await run(.read("SELECT space_id FROM memberships WHERE user_id = $1", .uuid(user.bits)))
        return Set(rows.map { Space.ID(bits: $0.uuid(0)) })
    }

    /// Keeps a user's next version: their name and time zone, and when their days and weeks begin.
    /// - Throws: `StoreError.stale` when the version before it is not the latest.
    public func update(_ user: User) async throws(StoreError) {
        let rows = try await run(
            .write(
                """
                UPDATE users SET time_zone = $2, day_start = $3, week_start = $4, version = $5, name = $6
                WHERE id = $1 AND version = $5 - 1 RETURNING id
                """, .uuid(user.id.bits), .text(user.timeZone), .int(Int64(user.dayStartHour)), .int(Int64(user.weekStart)),
                .int(user.version), .text(user.name)))
        if rows.isEmpty { throw .stale }
    }

    static func makeLocalUser(now: Instant) -> [Statement] {
        [
            .write(
                "INSERT INTO spaces (id, name, created_at) VALUES ($1, 'Personal', $2) ON CONFLICT DO NOTHING",
                .uuid(localUserBits), .instant(now.microseconds)),
            .write(
                """
                INSERT INTO users (id, name, space_id, created_at, is_admin) VALUES ($1, 'You', $1, $2, true) ON CONFLICT DO NOTHING
                """, .uuid(localUserBits), .instant(now.microseconds)),
            .write(
                "INSERT INTO memberships (user_id, space_id, role) VALUES ($1, $1, 'owner') ON CONFLICT DO NOTHING",
                .uuid(localUserBits)),
        ]
    }

    /// A UUID of version 7 from the first moment of 1970, which no goal or account can have.
    static let localUserBits: UInt128 = 0x0000_0000_0000_7000_8000_0000_0000_0001

    /// What ``Account/init(row:roles:)`` reads, of a user `u`.
    static let accountColumns = "u.id, u.name, u.time_zone, u.day_start, u.week_start, u.space_id, u.version, u.email, u.is_admin"
    static let accountColumnCount = 9

    private static let selectAccount = SQLText(constants: "SELECT \(accountColumns) FROM users u WHERE u.id = $1")
    private static let selectRoles: SQLText = "SELECT space_id, role FROM memberships WHERE user_id = $1"
}

extension Account {
    /// - Parameter roles: rows of a space and the role there.
    init(row: Row, roles: Rows = .empty) {
        let user = User(
            id: User.ID(bits: row.uuid(0)), name: row.text(1), timeZone: row.optional(2, Row.text), dayStartHour: Int(row.int(3)),
            weekStart: Int(row.int(4)), space: Space.ID(bits: row.uuid(5)), version: row.int(6))
        var found: [Space.ID: Role] = [:]
        for index in 0..<roles.count { found[Space.ID(bits: roles[index].uuid(0))] = Role(rawValue: roles[index].text(1)) }
        self.init(user: user, email: row.optional(7, Row.text), isAdmin: row.bool(8), roles: found)
    }
}
