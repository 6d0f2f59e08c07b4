import GoalsCore
import HTTPKit
import HTTPTypes

/// A link under which anybody may read one goal.
extension API {
    @Sendable func showLink(_ request: Request, _ actor: Actor) async throws -> Response {
        let createdAt = try await store.link(to: request.parameter("goal"), for: actor.user.id)
        var json = JSONWriter(reserving: 64)
        json.object { $0.field("createdAt", createdAt?.description) }
        return try request.representation(.api(json.bytes))
    }

    /// Makes a link, in the place of one before. Its secret is in this answer and nowhere else.
    @Sendable func createLink(_ request: Request, _ actor: Actor) async throws -> Response {
        let goal = try await openGoal(request.parameter("goal"), actor)
        let secret = OpaqueToken(.publicLink)
        let now = clock.now()
        try await store.insertLink(secret.hash, to: goal.id, for: actor.user.id, now: now)
        await audit(.linkCreated, of: actor.user.id, request, detail: "\(goal.id)")
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.secret(secret)
            json.field("createdAt", now.description)
        }
        return .api(json.bytes, status: .created)
    }

    @Sendable func deleteLink(_ request: Request, _ actor: Actor) async throws -> Response {
        let goal = try await openGoal(request.parameter("goal"), actor)
        try await store.deleteLink(to: goal.id, for: actor.user.id)
        await audit(.linkRemoved, of: actor.user.id, request, detail: "\(goal.id)")
        return .noContent
    }

    /// The goal of the link that `Authorization` holds, and its check-ins without their notes.
    @Sendable func showShared(_ request: Request) async throws -> Response {
        guard let token = OpaqueToken(bearing: request.head[.authorization] ?? "", kind: .publicLink) else {
            throw HTTPError.unauthorized("A link's secret is needed.")
        }
        guard let (id, account) = try await store.linked(token.hash) else {
            try await limitGuesses(request)
            throw StoreError.notFound
        }
        let viewer = Viewer(user: account.user.id, today: account.user.today(clock), weekStart: account.user.weekStart)
        let record = try await store.goal(id, for: viewer)
        let checkIns = try await store.checkIns(of: id, for: account.user.id, after: nil, limit: 200).items
        var json = JSONWriter(reserving: 4096)
        json.object { json in
            json.field("goal") { $0.sharedGoal(record, viewer) }
            json.field("today", viewer.today.description)
            json.field("checkIns") { json in
                json.array(checkIns) { json, checkIn in
                    json.object { json in
                        json.field("day", checkIn.day.description)
                        json.field("value", number: checkIn.value?.description)
                    }
                }
            }
        }
        return try request.representation(.api(json.bytes))
    }
}
