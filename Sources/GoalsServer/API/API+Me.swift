import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes

/// One's own account.
extension API {
    @Sendable func showMe(_ request: Request, _ actor: Actor) async throws -> Response {
        try request.representation(answer(actor))
    }

    @Sendable func updateMe(_ request: Request, _ actor: Actor) async throws -> Response {
        var fields = try await JSONBody(request).fields()
        let name = fields.string("name")
        let timeZone = fields.string("timeZone")
        let dayStartHour = fields.integer("dayStartHour")
        let weekStart = fields.integer("weekStart")
        if let dayStartHour, !(0...23).contains(dayStartHour) { fields.fail("dayStartHour", "Must be an hour from 0 to 23.") }
        if let weekStart, !(1...7).contains(weekStart) { fields.fail("weekStart", "Must be a day from 1 (Monday) to 7 (Sunday).") }
        try fields.finish()
        let checkedName = if let name { try Name(name).text } else { String?.none }
        // A zone that nobody has asked for yet is read from a file, which must not hold up the loop.
        if let timeZone, await !Blocking.run({ TimeZoneRules(identifier: timeZone) != nil }) {
            throw HTTPError.invalid("timeZone", "Must be the name of a time zone, such as Europe/Berlin.")
        }
        var account = actor.account
        return try await retried {
            var changed = account.user
            changed.name = checkedName ?? changed.name
            changed.timeZone = timeZone ?? changed.timeZone
            changed.dayStartHour = dayStartHour ?? changed.dayStartHour
            changed.weekStart = weekStart ?? changed.weekStart
            let before = Actor(account: account, credential: actor.credential, clock: clock)
            try request.checkChange(of: account.user.version, Self.etag(of: before))
            if changed == account.user { return answer(before) }
            changed.version += 1
            do throws(StoreError) { try await store.update(changed) } catch {
                account = try await store.account(changed.id)
                throw error
            }
            authenticator.forget(changed.id)
            account.user = changed
            return answer(Actor(account: account, credential: actor.credential, clock: clock))
        }
    }

    @Sendable func changePassword(_ request: Request, _ actor: Actor) async throws -> Response {
        try accounts.requirePasswords()
        var fields = try await JSONBody(request).fields()
        let current = fields.string("current")
        let new = fields.string("new")
        if current == nil, fields.errors.isEmpty { fields.fail("current", "Your present password is needed.") }
        if let problem = PasswordRules.problem(new ?? "", about: [actor.account.email ?? "", actor.user.name]) {
            fields.fail("new", problem)
        }
        try fields.finish()
        try await confirm(current, field: "current", actor, request)
        let hash = try await hasher.hash(new ?? "").text
        try await store.setPassword(hash, of: actor.user.id, keeping: actor.session?.id, now: clock.now())
        authenticator.forget(actor.user.id)
        await audit(.passwordChanged, of: actor.user.id, request)
        return .noContent
    }

    /// Only where addresses are mere names: by single sign-on one stands for whom the issuer has verified it of.
    @Sendable func changeEmail(_ request: Request, _ actor: Actor) async throws -> Response {
        try accounts.requirePasswords()
        var fields = try await JSONBody(request).fields()
        let password = fields.string("password")
        let email = fields.string("email")
        let address = email.flatMap { EmailAddress($0) }
        if address == nil, fields.errors.isEmpty { fields.fail("email", "This is no e-mail address.") }
        try fields.finish()
        try await confirm(password, field: "password", actor, request)
        guard let address else { return .noContent }
        try await store.setEmail(address, of: actor.user.id)
        authenticator.forget(actor.user.id)
        await audit(.emailChanged, of: actor.user.id, request)
        return .noContent
    }

    /// Forgets the account with all that is its own.
    @Sendable func deleteMe(_ request: Request, _ actor: Actor) async throws -> Response {
        try await confirm(actor, request)
        try await delete(actor.user, by: actor, request)
        var response = Response.noContent
        response.fields[.setCookie] = HostCookie.session.clear(isSecure: origins.isSecure(request))
        return response
    }

    /// What cannot be taken back takes the password again, so that a browser that somebody has left open is not enough.
    /// - Throws: 422 naming the field.
    func confirm(_ password: String?, field: String, _ actor: Actor, _ request: Request) async throws {
        guard accounts.auth == .password else {
            // Whom somebody else vouches for has no password here.
            if actor.credential == .none { throw HTTPError(.forbidden, "This server has no accounts.") }
            return
        }
        try await limit(signIn: actor.account.email.flatMap { EmailAddress($0) }, request)
        guard try await verify(password ?? "", try await store.credentials(of: actor.user.id)) != nil else {
            await audit(.signInFailed, of: actor.user.id, request, detail: "confirmation")
            throw HTTPError.invalid(field, "This is not your password.")
        }
    }

    /// The same for a body that holds the password and nothing else.
    func confirm(_ actor: Actor, _ request: Request) async throws {
        var fields = try await JSONBody(request).fields()
        let password = fields.string("password")
        try fields.finish()
        try await confirm(password, field: "password", actor, request)
    }

    /// Also changes with the day.
    private static func etag(of actor: Actor) -> String { "\"\(actor.user.version)-\(actor.today.number)\"" }

    private func answer(_ actor: Actor) -> Response {
        var json = JSONWriter(reserving: 512)
        json.me(actor)
        return .api(json.bytes, etag: Self.etag(of: actor))
    }
}
