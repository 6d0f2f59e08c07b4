import GoalsCore
import HTTPKit
import HTTPTypes

/// Links with which people join, each once.
extension API {
    @Sendable func listInvitations(_ request: Request, _ actor: Actor) async throws -> Response {
        let invitations = try await store.invitations(for: actor.user.id, now: clock.now())
        return try request.representation(.list(invitations, next: nil) { $0.invitation($1.invitation, spaceName: $1.spaceName) })
    }

    /// Makes an invitation. Its secret is in this answer and nowhere else.
    @Sendable func createInvitation(_ request: Request, _ actor: Actor) async throws -> Response {
        var fields = try await JSONBody(request).fields()
        let space: Space.ID? = fields.isNull("space") ? nil : fields.identifier("space")
        let role: Role? = fields.isNull("role") ? nil : fields.choice("role")
        let days = fields.integer("expiresInDays") ?? 7
        if !(1...90).contains(days) { fields.fail("expiresInDays", "Must be 1 to 90 days.") }
        if space != nil, role == nil, fields.errors.isEmpty { fields.fail("role", "A role is needed.") }
        if space == nil, role != nil, fields.errors.isEmpty { fields.fail("role", "There is a role in a space only.") }
        try fields.finish()
        if let space {
            try actor.require(.owner, inNamed: space)
            if space == actor.user.space { throw HTTPError.invalid("space", "This is your own space: make another to share it.") }
        } else if !actor.account.isAdmin {
            throw HTTPError(.forbidden, "Only an administrator can invite to the server alone: invite to a space of yours.")
        }
        let secret = OpaqueToken(.invitation)
        let now = clock.now()
        let place = space.flatMap { space in role.map { Invitation.Place(space: space, role: $0) } }
        let invitation = Invitation(
            id: .make(at: now), place: place, createdBy: actor.user.id, createdAt: now,
            expiresAt: now.advanced(days: days))
        try await store.insert(invitation, hash: secret.hash)
        await audit(.invitationCreated, of: actor.user.id, request, detail: role?.rawValue)
        var json = JSONWriter(reserving: 512)
        json.invitation(invitation, spaceName: nil, secret: secret)
        return .api(json.bytes, status: .created)
    }

    @Sendable func deleteInvitation(_ request: Request, _ actor: Actor) async throws -> Response {
        try await store.deleteInvitation(request.parameter("invitation"), for: actor.user.id)
        await audit(.invitationWithdrawn, of: actor.user.id, request)
        return .noContent
    }

    /// What an invitation leads to, for whoever holds it.
    @Sendable func previewInvitation(_ request: Request) async throws -> Response {
        let token = try await secret(request)
        guard let token, let found = try await store.invitation(token.hash, now: clock.now()) else { throw Self.gone }
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.field("inviter", found.inviter)
            json.field("space", found.spaceName)
            json.field("role", found.invitation.place?.role.rawValue)
            json.field("expiresAt", found.invitation.expiresAt.description)
        }
        return .api(json.bytes)
    }

    /// Joins the space.
    @Sendable func acceptInvitation(_ request: Request, _ actor: Actor) async throws -> Response {
        let token = try await secret(request)
        guard let token, let space = try await store.accept(token.hash, for: actor.user.id, now: clock.now()) else { throw Self.gone }
        authenticator.forget(actor.user.id)
        await audit(.invitationAccepted, of: actor.user.id, request)
        var json = JSONWriter(reserving: 256)
        json.space(try await store.spaceView(space, for: actor.user.id))
        return .api(json.bytes)
    }

    private static let gone = HTTPError.invalid("token", "This invitation does not work any more: ask for another.")

    private func secret(_ request: Request) async throws -> OpaqueToken? {
        var fields = try await JSONBody(request).fields()
        let text = fields.string("token")
        if text == nil, fields.errors.isEmpty { fields.fail("token", "The invitation's secret is needed.") }
        try fields.finish()
        try await limitGuesses(request)
        return OpaqueToken(text ?? "", kind: .invitation)
    }
}
