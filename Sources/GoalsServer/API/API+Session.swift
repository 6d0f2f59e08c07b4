import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes

/// Signing in and out.
extension API {
    /// Who is signed in, and how one can be: what the first page needs to know.
    @Sendable func showSession(_ request: Request) async throws -> Response {
        let actor = try await authenticator.actor(request)
        let needsFirst = actor == nil && accounts.auth == .password ? try await store.hasNoAccount() : false
        var json = JSONWriter(reserving: 512)
        json.object { json in
            json.field("user") { json in
                if let actor { json.me(actor) } else { json.null() }
            }
            json.field("auth", accounts.auth.rawValue)
            json.field("signUp", accounts.signUp.rawValue)
            json.field("needsFirstAccount", needsFirst)
        }
        return try request.representation(.api(json.bytes))
    }

    @Sendable func signIn(_ request: Request) async throws -> Response {
        try accounts.requirePasswords()
        var fields = try await JSONBody(request).fields()
        let email = fields.string("email")
        let password = fields.string("password")
        let code = fields.isNull("code") ? nil : fields.string("code")
        if email == nil, fields.errors.isEmpty { fields.fail("email", "An e-mail address is needed.") }
        if password == nil, fields.errors.isEmpty { fields.fail("password", "A password is needed.") }
        try fields.finish()
        let address = EmailAddress(email ?? "")
        try await limit(signIn: address, request)
        let credentials = if let address { try await store.credentials(of: address) } else { Credentials?.none }
        guard let user = try await verify(password ?? "", credentials) else {
            await audit(.signInFailed, of: credentials?.user, request)
            throw HTTPError.unauthorized("The e-mail address or the password is wrong.")
        }
        if let factor = credentials?.secondFactor {
            guard let code else {
                throw HTTPError.unauthorized("A code is needed.", errors: [.init("code", "Enter the code of your app.")])
            }
            guard try await take(code, factor, of: user, request) else {
                await audit(.signInFailed, of: user, request, detail: "code")
                throw HTTPError.unauthorized("The code is wrong.", errors: [.init("code", "This code is wrong, or was used before.")])
            }
        }
        return try await signedIn(user, request)
    }

    @Sendable func signOut(_ request: Request) async throws -> Response {
        if let actor = try await authenticator.actor(request), let session = actor.session {
            try await end(session)
            await audit(.signedOut, of: actor.user.id, request)
        }
        var response = Response.noContent
        response.fields[.setCookie] = HostCookie.session.clear(isSecure: origins.isSecure(request))
        return response
    }

    @Sendable func listSessions(_ request: Request, _ actor: Actor) async throws -> Response {
        let sessions = try await store.sessions(of: actor.user.id, now: clock.now())
        return try request.representation(.list(sessions, next: nil) { $0.session($1, isPresent: $1.id == actor.session?.id) })
    }

    @Sendable func endSession(_ request: Request, _ actor: Actor) async throws -> Response {
        try await store.endSession(request.parameter("session"), of: actor.user.id)
        authenticator.forget(actor.user.id)
        await audit(.sessionEnded, of: actor.user.id, request)
        return .noContent
    }

    @Sendable func endOtherSessions(_ request: Request, _ actor: Actor) async throws -> Response {
        try await store.endSessions(of: actor.user.id, except: actor.session?.id)
        authenticator.forget(actor.user.id)
        await audit(.sessionEnded, of: actor.user.id, request, detail: "all others")
        return .noContent
    }

    /// A new session for the user, whatever was signed in before; the answer says who they are.
    func signedIn(_ user: User.ID, _ request: Request) async throws -> Response {
        // A session from before is of no more use: what it was known by may be known to others (session fixation).
        if let actor = try await authenticator.actor(request), let session = actor.session {
            try await end(session)
        }
        let now = clock.now()
        let secret = OpaqueToken(.session)
        let session = Session(
            id: .make(at: now), user: user, address: origins.address(of: request).host,
            userAgent: String((request.head[.userAgent] ?? "").prefix(200)),
            createdAt: now, lastUsedAt: now, expiresAt: now.advanced(by: Session.idleLifetime))
        try await store.insert(session, hash: secret.hash)
        await audit(.signedIn, of: user, request)
        let actor = Actor(account: try await store.account(user), credential: .session(session), clock: clock)
        var json = JSONWriter(reserving: 512)
        json.object { json in json.field("user") { $0.me(actor) } }
        var response = Response.api(json.bytes, status: .created)
        response.fields[.setCookie] = HostCookie.session.set(
            secret.text, seconds: Session.lifetime / 1_000_000, isSecure: origins.isSecure(request))
        return response
    }

    /// Ends a session that may have ended already.
    private func end(_ session: Session) async throws(StoreError) {
        do throws(StoreError) { try await store.endSession(session.id, of: session.user) } catch {
            if error != .notFound { throw error }
        }
        authenticator.forget(session.user)
    }

    /// Whose password it is; takes as long when there is no such account.
    func verify(_ password: String, _ credentials: Credentials?) async throws -> User.ID? {
        let stored = credentials?.passwordHash
        let hash = stored.flatMap { PasswordHash($0) }
        guard try await hasher.verify(password, against: hash), let credentials, let stored, let hash else { return nil }
        if hash.needsRehash {
            try await store.replacePasswordHash(stored, by: try await hasher.hash(password).text, of: credentials.user)
        }
        return credentials.user
    }

    /// Takes a code of the app, or a recovery code; each works once.
    private func take(_ code: String, _ factor: SecondFactor, of user: User.ID, _ request: Request) async throws -> Bool {
        if let step = TOTP(secret: factor.secret).step(of: code, at: clock.now(), after: factor.lastStep) {
            return try await store.take(step: step, of: user)
        }
        guard let typed = RecoveryCode(typed: code), try await store.take(recoveryCode: typed.hash, of: user) else { return false }
        await audit(.recoveryCodeUsed, of: user, request)
        return true
    }
}

extension HTTPError {
    static func unauthorized(_ detail: String, errors: [Field] = []) -> HTTPError {
        HTTPError(.unauthorized, detail, errors: errors, fields: [.wwwAuthenticate: "Bearer"])
    }
}
