import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listCheckIns(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let cursor = try request.query["cursor"].map { try CursorCode.checkIn($0) }
        let page = try await store.checkIns(
            of: request.parameter("goal"), for: actor.user.id, after: cursor, limit: try limit(request.query))
        var json = JSONWriter(reserving: 256 * (page.items.count + 1))
        json.object { json in
            json.field("items") { json in
                json.array(page.items) { json, checkIn in json.checkIn(checkIn) }
            }
            json.field("nextCursor", page.next.map { CursorCode.text($0) })
        }
        return .api(json.bytes)
    }

    @Sendable func createCheckIn(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let body = try await JSONBody(request)
        return try await idempotent(request, body.bytes, actor.user) { remember in
            let goal = try await openGoal(request, actor)
            let now = clock.now()
            let checkIn = try CreateCheckIn(body).checkIn(for: goal, id: .make(at: now), today: actor.today, now: now)
            var response = answer(checkIn, status: .created)
            response.fields[.location] = "/api/v1/goals/\(goal.id)/checkins/\(checkIn.id)"
            try await store.insert(checkIn, for: actor.user.id, remember: remember(response))
            return response
        }
    }

    @Sendable func showCheckIn(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        return answer(try await checkIn(request, actor))
    }

    @Sendable func updateCheckIn(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let body = try await JSONBody(request, mergePatch: true)
        let goal = try await openGoal(request, actor)
        let changed = try await change(request, actor) { checkIn in
            let update = try UpdateCheckIn(body)
            guard !update.isEmpty else { return checkIn }
            let changed = try update.apply(to: checkIn, goal: goal, today: actor.today, now: clock.now())
            try await store.update(changed, for: actor.user.id)
            return changed
        }
        return answer(changed)
    }

    @Sendable func deleteCheckIn(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        _ = try await openGoal(request, actor)
        _ = try await change(request, actor) { checkIn in
            try await store.delete(checkIn, for: actor.user.id)
            return checkIn
        }
        return .noContent
    }

    /// Reads a check-in and lets `make` change it; again, when somebody else was faster and no `If-Match` forbids it.
    private func change(_ request: Request, _ actor: Actor, _ make: (CheckIn) async throws -> CheckIn) async throws -> CheckIn {
        let condition = request.head[.ifMatch]
        for _ in 0..<10 {
            let checkIn = try await checkIn(request, actor)
            if !Version.allows(condition, checkIn.version) { throw StoreError.stale }
            do {
                return try await make(checkIn)
            } catch let error as StoreError where error == .stale && condition == nil {
                continue
            }
        }
        throw StoreError.stale
    }

    private func checkIn(_ request: Request, _ actor: Actor) async throws -> CheckIn {
        try await store.checkIn(request.parameter("checkIn"), of: request.parameter("goal"), for: actor.user.id)
    }

    /// The goal of the path, which must not be in the trash.
    private func openGoal(_ request: Request, _ actor: Actor) async throws -> Goal {
        let goal = try await store.goal(request.parameter("goal"), for: actor.user.id, today: actor.today).goal
        if goal.deletedAt != nil { throw StoreError.inTrash }
        return goal
    }

    private func answer(_ checkIn: CheckIn, status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(reserving: 256)
        json.checkIn(checkIn)
        return .api(json.bytes, status: status, etag: Version.etag(checkIn.version))
    }
}
