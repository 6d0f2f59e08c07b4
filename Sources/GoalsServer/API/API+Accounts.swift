import GoalsCore
import HTTPKit
import HTTPTypes

/// Making accounts, and what administrators do with them.
extension API {
    @Sendable func signUp(_ request: Request) async throws -> Response {
        try accounts.requirePasswords()
        var fields = try await JSONBody(request).fields()
        let email = fields.string("email")
        let name = fields.string("name")
        let password = fields.string("password")
        let invitation = fields.isNull("invitation") ? nil : fields.string("invitation")
        if email == nil, fields.errors.isEmpty { fields.fail("email", "An e-mail address is needed.") }
        let address = email.flatMap { EmailAddress($0) }
        if email != nil, address == nil { fields.fail("email", "This is no e-mail address.") }
        if let problem = PasswordRules.problem(password ?? "", about: [address?.text ?? "", name ?? ""]) {
            fields.fail("password", problem)
        }
        try fields.finish()
        let checkedName = try Name(name ?? "")
        try await limiter.signUp(from: origins.address(of: request))
        let way = try await way(invitation)
        let now = clock.now()
        let account = NewAccount(
            at: now, name: checkedName.text, email: address, passwordHash: try await hasher.hash(password ?? "").text)
        guard let user = try await store.create(account, way, now: now) else { throw Self.closed }
        authenticator.forget(user)
        await audit(.signedUp, of: user, request)
        return try await signedIn(user, request)
    }

    private static let closed = HTTPError(.forbidden, "An invitation is needed to sign up here, and this one is not valid any more.")

    /// By which right somebody signs up.
    private func way(_ invitation: String?) async throws -> SignUp {
        if try await store.hasNoAccount() { return .first }
        if let invitation, accounts.signUp != .first || !invitation.isEmpty {
            guard let token = OpaqueToken(invitation, kind: .invitation) else { throw Self.closed }
            return .invited(token.hash)
        }
        guard accounts.signUp == .open else { throw HTTPError(.forbidden, "An invitation is needed to sign up here.") }
        return .open
    }

    @Sendable func listAccounts(_ request: Request, _ actor: Actor) async throws -> Response {
        try await page(request) {
            try await store.accounts(after: $0, limit: $1)
        } _: {
            $0.account($1.account, createdAt: $1.createdAt)
        }
    }

    /// Makes somebody an administrator, or takes that back.
    @Sendable func updateAccount(_ request: Request, _ actor: Actor) async throws -> Response {
        let id = try request.parameter("account", as: User.ID.self)
        var fields = try await JSONBody(request).fields()
        let isAdmin = fields.bool("admin")
        try fields.finish()
        var account = try await store.account(id)
        if let isAdmin, isAdmin != account.isAdmin {
            try await meeting(.notFound, as: HTTPError(.conflict, "Somebody must be an administrator.")) { () throws(StoreError) in
                try await store.setAdmin(isAdmin, of: id)
            }
            authenticator.forget(id)
            await audit(.adminChanged, of: id, by: actor, request, detail: isAdmin ? "made one" : "no longer one")
            account.isAdmin = isAdmin
        }
        var json = JSONWriter(reserving: 256)
        json.account(account, createdAt: nil)
        return .api(json.bytes)
    }

    @Sendable func deleteAccount(_ request: Request, _ actor: Actor) async throws -> Response {
        let account = try await store.account(request.parameter("account"))
        try await delete(account.user, by: actor, request)
        return .noContent
    }

    func delete(_ user: User, by actor: Actor, _ request: Request) async throws {
        let others = "Others would be left without an administrator, or a space without an owner: give these to somebody else first."
        try await meeting(.stale, as: HTTPError(.conflict, others)) { () throws(StoreError) in try await store.deleteAccount(user) }
        authenticator.forget(user.id)
        await audit(.accountDeleted, of: nil, by: actor.user.id == user.id ? nil : actor, request)
    }

    /// Makes a link with which somebody sets their password anew.
    @Sendable func createPasswordReset(_ request: Request, _ actor: Actor) async throws -> Response {
        try accounts.requirePasswords()
        let id = try request.parameter("account", as: User.ID.self)
        _ = try await store.account(id)
        let secret = OpaqueToken(.passwordReset)
        let end = try await store.insertPasswordReset(secret.hash, of: id, now: clock.now())
        await audit(.passwordResetRequested, of: id, by: actor, request)
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.secret(secret)
            json.field("expiresAt", end.description)
        }
        return .api(json.bytes, status: .created)
    }

    @Sendable func resetPassword(_ request: Request) async throws -> Response {
        try accounts.requirePasswords()
        var fields = try await JSONBody(request).fields()
        let token = fields.string("token")
        let password = fields.string("password")
        if token == nil, fields.errors.isEmpty { fields.fail("token", "The link's secret is needed.") }
        if let problem = PasswordRules.problem(password ?? "", about: []) { fields.fail("password", problem) }
        try fields.finish()
        try await limitGuesses(request)
        guard let hash = OpaqueToken(token ?? "", kind: .passwordReset)?.hash,
            let user = try await store.passwordReset(hash, now: clock.now())
        else { throw HTTPError.invalid("token", "This link does not work any more: ask for another.") }
        let new = try await hasher.hash(password ?? "").text
        try await store.setPassword(new, of: user, keeping: nil, now: clock.now())
        authenticator.forget(user)
        await audit(.passwordReset, of: user, request)
        return .noContent
    }
}
