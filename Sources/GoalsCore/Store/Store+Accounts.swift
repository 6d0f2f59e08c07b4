import SQL

/// Who may sign up, as the caller has decided it.
public enum SignUp: Sendable, Hashable {
    /// The first account of a server: it takes over what its one user had before, and manages the others.
    case first
    case open
    /// The hash of an invitation's secret.
    case invited([UInt8])
}

/// What a new account begins with.
public struct NewAccount: Sendable {
    public var id: User.ID
    public var space: Space.ID
    public var name: String
    public var email: EmailAddress?
    /// In its stored form; nil for those who sign in elsewhere.
    public var passwordHash: String?
    /// Who they are to a single sign-on.
    public var identity: (issuer: String, subject: String)?

    /// What tells it apart from other accounts: its address, else its identity. No address has white space in it.
    var key: String? { email?.key ?? identity.map { " \($0.issuer) \($0.subject)" } }

    fileprivate var person: [Value] { [.uuid(id.bits), .text(name), .text(email?.text), .text(key)] }

    public init(
        at now: Instant, name: String, email: EmailAddress?, passwordHash: String? = nil, identity: (issuer: String, subject: String)? = nil
    ) {
        id = .make(at: now)
        space = .make(at: now)
        self.name = name
        self.email = email
        self.passwordHash = passwordHash
        self.identity = identity
    }
}

/// What checking a password needs.
public struct Credentials: Sendable {
    public let user: User.ID
    /// Nil for those who sign in elsewhere.
    public let passwordHash: String?
    /// The confirmed second factor, if there is one.
    public let secondFactor: SecondFactor?
}

extension Store {
    /// Whether nobody has an account yet.
    public func hasNoAccount() async throws(StoreError) -> Bool {
        try await run(
            .read("SELECT 1 FROM users WHERE email_key IS NOT NULL LIMIT 1")
        ).isEmpty
    }

    /// Makes an account, its personal space, and what its invitation leads to.
    /// - Returns: the new user; nil when there is an account already (`first`), or no such invitation.
    /// - Throws: `DatabaseError.uniqueViolation` when an account has the address already; see ``StoreError/isTakenEmail``.
    public func create(_ account: NewAccount, _ way: SignUp, now: Instant) async throws(StoreError) -> User.ID? {
        var account = account
        var unit: [Statement]
        let decisive: Int
        if way == .first {
            (account.id, account.space) = (User.ID(bits: Self.localUserBits), Space.ID(bits: Self.localUserBits))
            unit = Self.makeLocalUser(now: now) + [Statement(sql: Self.claimLocalUser, values: account.person, kind: .write)]
            decisive = unit.count - 1
        } else {
            var invitation: [UInt8]?
            if case .invited(let hash) = way { invitation = hash }
            let (id, space, moment) = (Value.uuid(account.id.bits), Value.uuid(account.space.bits), Value.instant(now.microseconds))
            unit = invitation.map { [claimStatement($0, for: account.id, now: now)] } ?? []
            unit.append(.write(Self.insertSpace, id, space, moment, .bytes(invitation)))
            unit.append(Statement(sql: Self.insertUser, values: account.person + [space, moment], kind: .write))
            decisive = unit.count - 1
            unit.append(.write(Self.insertOwner, id, space))
            if let invitation { unit.append(joinStatement(invitation, for: account.id)) }
        }
        if let hash = account.passwordHash {
            unit.append(
                .write(Self.insertPassword, .uuid(account.id.bits), .text(hash), .instant(now.microseconds), .text(account.key)))
        }
        if let identity = account.identity {
            unit.append(
                .write(
                    Self.insertIdentity, .text(identity.issuer), .text(identity.subject), .uuid(account.id.bits),
                    .instant(now.microseconds)))
        }
        let rows = try await run(unit)[decisive]
        return rows.isEmpty ? nil : account.id
    }

    /// What signing in under an address needs; nil when no account has it.
    public func credentials(of email: EmailAddress) async throws(StoreError) -> Credentials? {
        try await run(.read(Self.selectCredentialsByEmail, .text(email.key))).first.map(Credentials.init(row:))
    }

    public func credentials(of user: User.ID) async throws(StoreError) -> Credentials? {
        try await run(.read(Self.selectCredentialsByUser, .uuid(user.bits))).first.map(Credentials.init(row:))
    }

    /// Keeps another hash of the same password, if it still is the password.
    public func replacePasswordHash(_ old: String, by new: String, of user: User.ID) async throws(StoreError) {
        _ = try await run(
            .write(
                "UPDATE passwords SET hash = $3 WHERE user_id = $1 AND hash = $2", .uuid(user.bits), .text(old), .text(new)))
    }

    /// Sets a password, and ends all of the user's sessions but one, and every link to set it anew.
    public func setPassword(_ hash: String, of user: User.ID, keeping session: Session.ID?, now: Instant) async throws(StoreError) {
        _ = try await run([
            .write(
                """
                INSERT INTO passwords (user_id, hash, changed_at) VALUES ($1, $2, $3)
                ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
                """, .uuid(user.bits), .text(hash), .instant(now.microseconds)),
            .write(Self.deleteSessions, .uuid(user.bits), .uuid(session?.bits)),
            .write("DELETE FROM password_resets WHERE user_id = $1", .uuid(user.bits)),
        ])
    }

    /// Keeps what lets a user set their password anew: the hash of a secret. One that was kept before is of no more use.
    /// - Returns: until when it can be used: a day.
    public func insertPasswordReset(_ hash: [UInt8], of user: User.ID, now: Instant) async throws(StoreError) -> Instant {
        let end = now.advanced(days: 1)
        _ = try await run([
            .write("DELETE FROM password_resets WHERE user_id = $1", .uuid(user.bits)),
            .write(
                "INSERT INTO password_resets (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)", .bytes(hash),
                .uuid(user.bits), .instant(now.microseconds), .instant(end.microseconds)),
        ])
        return end
    }

    /// Whose password the secret sets anew; nil when there is no such secret, or it is too late.
    public func passwordReset(_ hash: [UInt8], now: Instant) async throws(StoreError) -> User.ID? {
        try await run(
            .read(
                "SELECT user_id FROM password_resets WHERE token_hash = $1 AND expires_at > $2", .bytes(hash), .instant(now.microseconds))
        ).first.map { User.ID(bits: $0.uuid(0)) }
    }

    /// - Throws: `DatabaseError.uniqueViolation` when another account has the address.
    public func setEmail(_ email: EmailAddress, of user: User.ID) async throws(StoreError) {
        let rows = try await run(
            .write(
                "UPDATE users SET email = $2, email_key = $3, version = version + 1 WHERE id = $1 RETURNING id", .uuid(user.bits),
                .text(email.text), .text(email.key)))
        if rows.isEmpty { throw .notFound }
    }

    /// Makes a user an administrator, or takes that back; the last one stays it.
    /// - Throws: `StoreError.notFound` when there is no such user, or no other administrator.
    public func setAdmin(_ isAdmin: Bool, of user: User.ID) async throws(StoreError) {
        let rows = try await run([.write(Self.lockAdmins), .write(Self.updateAdmin, .uuid(user.bits), .bool(isAdmin))])[1]
        if rows.isEmpty { throw .notFound }
    }

    /// All accounts, the oldest first.
    public func accounts(after cursor: TimeCursor?, limit: Int) async throws(StoreError) -> (
        items: [(account: Account, createdAt: Instant)], next: TimeCursor?
    ) {
        let start = cursor ?? .beforeAll
        let rows = try await run(
            .read(Self.selectAccounts, .instant(start.createdAt.microseconds), .uuid(start.id), .int(Int64(limit + 1))))
        let items = rows.map { (account: Account(row: $0), createdAt: Instant(microseconds: $0.instant(Self.accountColumnCount))) }
        return TimeCursor.page(items, limit) { TimeCursor(createdAt: $0.createdAt, id: $0.account.user.id.bits) }
    }

    /// Which user an identity of a single sign-on stands for.
    public func user(issuer: String, subject: String) async throws(StoreError) -> User.ID? {
        try await run(.read("SELECT user_id FROM identities WHERE issuer = $1 AND subject = $2", .text(issuer), .text(subject)))
            .first.map { User.ID(bits: $0.uuid(0)) }
    }

    /// Lets an identity stand for the account that has an address, unless it has one of that issuer already. Whoever made the account has
    /// only claimed that address: all that let them in ends, so that nobody waits in an account for its owner to come.
    /// - Returns: whose account it is; nil when there is none.
    public func link(issuer: String, subject: String, to email: EmailAddress, now: Instant) async throws(StoreError) -> User.ID? {
        let identity: [Value] = [.text(issuer), .text(subject), .instant(now.microseconds)]
        let link = Statement(sql: Self.linkIdentity, values: identity + [.text(email.key)], kind: .write)
        let ends = Self.endsOfLinked.map { Statement(sql: $0, values: identity, kind: .write) }
        return try await run([link] + ends)[0].first.map { User.ID(bits: $0.uuid(0)) }
    }

    private static let linkIdentity: SQLText = """
        INSERT INTO identities (issuer, subject, user_id, created_at) SELECT $1, $2, u.id, $3 FROM users u
        WHERE u.email_key = $4 AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.user_id = u.id AND i.issuer = $1)
        ON CONFLICT (issuer, subject) DO NOTHING RETURNING user_id
        """
    /// Of the account that was linked at this very moment.
    private static let linked = "(SELECT user_id FROM identities WHERE issuer = $1 AND subject = $2 AND created_at = $3)"
    private static let endsOfLinked = [
        SQLText(constants: "DELETE FROM sessions WHERE user_id = \(linked)"),
        SQLText(constants: "DELETE FROM api_tokens WHERE user_id = \(linked)"),
        SQLText(constants: "DELETE FROM passwords WHERE user_id = \(linked)"),
        SQLText(constants: "DELETE FROM password_resets WHERE user_id = \(linked)"),
        SQLText(constants: "DELETE FROM second_factors WHERE user_id = \(linked)"),
        SQLText(constants: "DELETE FROM recovery_codes WHERE user_id = \(linked)"),
    ]

    private static let insertSpace = SQLText(
        constants: """
            INSERT INTO spaces (id, name, created_at) SELECT $2, 'Personal', $3
            WHERE $4 IS NULL OR EXISTS (SELECT 1 FROM invitations WHERE token_hash = $4 AND used_by = $1)
            """)
    private static let insertUser: SQLText = """
        INSERT INTO users (id, name, email, email_key, space_id, created_at) SELECT $1, $2, $3, $4, $5, $6
        WHERE EXISTS (SELECT 1 FROM spaces WHERE id = $5) RETURNING id
        """
    private static let insertOwner: SQLText = """
        INSERT INTO memberships (user_id, space_id, role) SELECT $1, $2, 'owner' WHERE EXISTS (SELECT 1 FROM users WHERE id = $1)
        """
    /// Only while it has no account: of two who want to be the first, one is.
    private static let claimLocalUser: SQLText = """
        UPDATE users SET name = $2, email = $3, email_key = $4, is_admin = true, version = version + 1
        WHERE id = $1 AND email_key IS NULL AND NOT EXISTS (SELECT 1 FROM users WHERE email_key IS NOT NULL) RETURNING id
        """
    private static let insertPassword: SQLText = """
        INSERT INTO passwords (user_id, hash, changed_at) SELECT $1, $2, $3
        WHERE EXISTS (SELECT 1 FROM users WHERE id = $1 AND email_key = $4)
            AND NOT EXISTS (SELECT 1 FROM passwords WHERE user_id = $1)
        """
    private static let insertIdentity: SQLText = """
        INSERT INTO identities (issuer, subject, user_id, created_at) SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM users WHERE id = $3)
        """
    private static let credentialColumns = "u.id, p.hash, f.secret, f.last_step"
    private static let credentialTables = """
        users u LEFT JOIN passwords p ON p.user_id = u.id
        LEFT JOIN second_factors f ON f.user_id = u.id AND f.confirmed_at IS NOT NULL
        """
    private static let selectCredentialsByEmail = SQLText(
        constants: "SELECT \(credentialColumns) FROM \(credentialTables) WHERE u.email_key = $1")
    private static let selectCredentialsByUser = SQLText(
        constants: "SELECT \(credentialColumns) FROM \(credentialTables) WHERE u.id = $1")
    /// Two who take it from each other at once would leave none.
    private static let lockAdmins: SQLText = "UPDATE users SET is_admin = is_admin WHERE is_admin"
    private static let updateAdmin: SQLText = """
        UPDATE users SET is_admin = $2 WHERE id = $1 AND ($2 OR EXISTS (SELECT 1 FROM users o WHERE o.is_admin AND o.id <> $1)) RETURNING id
        """
    private static let selectAccounts = SQLText(
        constants: """
            SELECT \(accountColumns), u.created_at FROM users u WHERE (u.created_at, u.id) > ($1, $2) ORDER BY u.created_at, u.id LIMIT $3
            """)
}

extension Credentials {
    fileprivate init(row: Row) {
        let user = User.ID(bits: row.uuid(0))
        let factor = row.optional(2, Row.bytes).map { SecondFactor(secret: $0, lastStep: row.int(3)) }
        self.init(user: user, passwordHash: row.optional(1, Row.text), secondFactor: factor)
    }
}

extension StoreError {
    /// Something of which there can be one only is there already.
    public var isConflict: Bool {
        if case .database(.uniqueViolation) = self { true } else { false }
    }

    /// Another account has this e-mail address.
    public var isTakenEmail: Bool {
        guard case .database(.uniqueViolation(let constraint)) = self else { return false }
        return constraint == "users_by_email" || constraint == "users.email_key"
    }
}
