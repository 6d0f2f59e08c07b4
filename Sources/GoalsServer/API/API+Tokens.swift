import GoalsCore
import HTTPKit
import HTTPTypes

/// Tokens for scripts.
extension API {
    @Sendable func listTokens(_ request: Request, _ actor: Actor) async throws -> Response {
        try request.representation(.list(try await store.apiTokens(of: actor.user.id), next: nil) { $0.apiToken($1) })
    }

    /// Makes a token. Its secret is in this answer and nowhere else.
    @Sendable func createToken(_ request: Request, _ actor: Actor) async throws -> Response {
        var fields = try await JSONBody(request).fields()
        let name = fields.string("name")
        let scope: APIToken.Scope = fields.choice("scope") ?? .read
        let days = fields.isNull("expiresInDays") ? nil : fields.integer("expiresInDays")
        if let days, !(1...3_660).contains(days) { fields.fail("expiresInDays", "Must be 1 to 3660 days.") }
        try fields.finish()
        let checkedName = try Name(name ?? "")
        let secret = OpaqueToken(.apiToken)
        let now = clock.now()
        let token = APIToken(
            id: .make(at: now), user: actor.user.id, name: checkedName.text, scope: scope, createdAt: now,
            expiresAt: days.map { now.advanced(days: $0) })
        let tooMany = HTTPError(.conflict, "There are \(Store.tokensPerUser) tokens already. Delete one first.")
        try await meeting(.stale, as: tooMany) { () throws(StoreError) in try await store.insert(token, hash: secret.hash) }
        await audit(.tokenCreated, of: actor.user.id, request, detail: scope.rawValue)
        var json = JSONWriter(reserving: 512)
        json.apiToken(token, secret: secret)
        return .api(json.bytes, status: .created)
    }

    @Sendable func deleteToken(_ request: Request, _ actor: Actor) async throws -> Response {
        try await store.deleteToken(request.parameter("token"), of: actor.user.id)
        authenticator.forget(actor.user.id)
        await audit(.tokenRevoked, of: actor.user.id, request)
        return .noContent
    }
}
