import GoalsCore
import HTTPKit
import HTTPTypes

/// Codes of an app as a second factor (RFC 6238).
extension API {
    @Sendable func showSecondFactor(_ request: Request, _ actor: Actor) async throws -> Response {
        let (isOn, codes) = try await store.secondFactorState(of: actor.user.id)
        var json = JSONWriter(reserving: 64)
        json.object { json in
            json.field("on", isOn)
            json.field("recoveryCodes", codes)
        }
        return try request.representation(.api(json.bytes))
    }

    /// Makes a secret for the app. Nothing is asked for at signing in before a first code has shown that the app has it.
    @Sendable func beginSecondFactor(_ request: Request, _ actor: Actor) async throws -> Response {
        try accounts.requirePasswords()
        try await confirm(actor, request)
        let totp = TOTP()
        try await meeting(.stale, as: HTTPError(.conflict, "There is a second factor already. Remove it first.")) { () throws(StoreError) in
            try await store.begin(totp.secret, of: actor.user.id, now: clock.now())
        }
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.field("secret", Base32.encode(totp.secret))
            json.field("uri", totp.uri(issuer: "Goals", account: actor.account.email ?? actor.user.name))
        }
        return .api(json.bytes, status: .created)
    }

    @Sendable func confirmSecondFactor(_ request: Request, _ actor: Actor) async throws -> Response {
        var fields = try await JSONBody(request).fields()
        let code = fields.string("code")
        try fields.finish()
        try await limitGuesses(request)
        guard let factor = try await store.pendingSecondFactor(of: actor.user.id) else {
            throw HTTPError(.conflict, "There is no second factor that waits for its first code.")
        }
        guard let step = TOTP(secret: factor.secret).step(of: code ?? "", at: clock.now(), after: factor.lastStep) else {
            throw HTTPError.invalid("code", "This code is wrong. Is the clock of your device right?")
        }
        let codes = RecoveryCode.set()
        try await meeting(.stale, as: HTTPError(.conflict, "The second factor has been set up anew meanwhile.")) { () throws(StoreError) in
            try await store.confirm(factor, of: actor.user.id, step: step, recoveryCodes: codes.map(\.hash), now: clock.now())
        }
        await audit(.secondFactorAdded, of: actor.user.id, request)
        var json = JSONWriter(reserving: 512)
        json.object { json in
            json.field("recoveryCodes") { $0.array(codes) { $0.string($1.text) } }
        }
        return .api(json.bytes)
    }

    @Sendable func removeSecondFactor(_ request: Request, _ actor: Actor) async throws -> Response {
        try accounts.requirePasswords()
        try await confirm(actor, request)
        try await store.removeSecondFactor(of: actor.user.id)
        await audit(.secondFactorRemoved, of: actor.user.id, request)
        return .noContent
    }
}
