import GoalsCore
import HTTPKit
import HTTPTypes

/// Spaces and who is in them.
extension API {
    @Sendable func listSpaces(_ request: Request, _ actor: Actor) async throws -> Response {
        try request.representation(.list(try await store.spaceViews(for: actor.user.id), next: nil) { $0.space($1) })
    }

    @Sendable func showSpace(_ request: Request, _ actor: Actor) async throws -> Response {
        try request.representation(answer(try await store.spaceView(request.parameter("space"), for: actor.user.id)))
    }

    @Sendable func createSpace(_ request: Request, _ actor: Actor) async throws -> Response {
        let name = try await spaceName(request)
        let now = clock.now()
        let id = Space.ID.make(at: now)
        try await meeting(.stale, as: HTTPError(.conflict, "You own \(Store.spacesPerUser) spaces already.")) { () throws(StoreError) in
            try await store.createSpace(id, name: name.text, for: actor.user.id, now: now)
        }
        authenticator.forget(actor.user.id)
        var response = answer(try await store.spaceView(id, for: actor.user.id), status: .created)
        response.fields[.location] = "/api/v1/spaces/\(id)"
        return response
    }

    @Sendable func updateSpace(_ request: Request, _ actor: Actor) async throws -> Response {
        let id = try request.parameter("space", as: Space.ID.self)
        let name = try await spaceName(request)
        try actor.require(.owner, in: id)
        try await store.renameSpace(id, to: name.text, for: actor.user.id)
        return answer(try await store.spaceView(id, for: actor.user.id))
    }

    @Sendable func deleteSpace(_ request: Request, _ actor: Actor) async throws -> Response {
        let id = try request.parameter("space", as: Space.ID.self)
        try actor.require(.owner, in: id)
        if id == actor.user.space { throw HTTPError(.conflict, "This is your own space: it goes when your account goes.") }
        let members = try await store.members(of: id, for: actor.user.id)
        try await store.deleteSpace(id, for: actor.user.id)
        for member in members { authenticator.forget(member.user) }
        await audit(.spaceDeleted, of: actor.user.id, request)
        return .noContent
    }

    @Sendable func listMembers(_ request: Request, _ actor: Actor) async throws -> Response {
        let space = try request.parameter("space", as: Space.ID.self)
        let members = try await store.members(of: space, for: actor.user.id)
        // Addresses are for those who manage the space.
        let showsEmail = actor.account.roles[space] == .owner
        return try request.representation(.list(members, next: nil) { $0.member($1, showsEmail: showsEmail) })
    }

    @Sendable func updateMember(_ request: Request, _ actor: Actor) async throws -> Response {
        let (space, member) = try place(request)
        var fields = try await JSONBody(request).fields()
        let role: Role? = fields.choice("role")
        try fields.finish()
        try actor.require(.owner, in: space)
        if let role {
            try await changing(member, in: space, actor) { () throws(StoreError) in
                try await store.setRole(role, of: member, in: space, for: actor.user.id)
            }
            await audit(.roleChanged, of: member, by: actor, request, detail: role.rawValue)
        }
        guard let found = try await store.members(of: space, for: actor.user.id).first(where: { $0.user == member }) else {
            throw StoreError.notFound
        }
        var json = JSONWriter(reserving: 256)
        json.member(found, showsEmail: true)
        return .api(json.bytes)
    }

    /// Takes a member out, or leaves.
    @Sendable func deleteMember(_ request: Request, _ actor: Actor) async throws -> Response {
        let (space, member) = try place(request)
        if member != actor.user.id { try actor.require(.owner, in: space) }
        try await changing(member, in: space, actor) { () throws(StoreError) in
            try await store.removeMember(member, from: space, for: actor.user.id)
        }
        await audit(.memberRemoved, of: member, by: actor, request)
        return .noContent
    }

    private func changing(
        _ member: User.ID, in space: Space.ID, _ actor: Actor, _ change: () async throws(StoreError) -> Void
    ) async throws {
        if space == actor.user.space { throw HTTPError(.conflict, "This is your own space.") }
        try await meeting(.stale, as: HTTPError(.conflict, "Somebody must own the space: make another member its owner first."), change)
        authenticator.forget(member)
    }

    private func place(_ request: Request) throws -> (space: Space.ID, member: User.ID) {
        (try request.parameter("space"), try request.parameter("member"))
    }

    private func spaceName(_ request: Request) async throws -> Name {
        var fields = try await JSONBody(request).fields()
        let name = fields.string("name")
        try fields.finish()
        return try Name(name ?? "")
    }

    private func answer(_ space: SpaceView, status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(reserving: 256)
        json.space(space)
        return .api(json.bytes, status: status)
    }
}
