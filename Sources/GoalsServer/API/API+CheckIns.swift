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
        let checkIn = try await checkIn(request, actor)
        let etag = Version.etag(checkIn.version)
        return try request.hasAlready(etag) ? .notModified(etag: etag) : answer(checkIn)
    }

    @Sendable func updateCheckIn(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let body = try await JSONBody(request, mergePatch: true)
        let goal = try await openGoal(request, actor)
        let changed = try await change(request, actor) { checkIn in
            let update = try UpdateCheckIn(body)
            return update.isEmpty ? nil : try update.apply(to: checkIn, goal: goal, today: actor.today, now: clock.now())
        } keep: { changed throws(StoreError) in
            try await store.update(changed, for: actor.user.id)
        }
        return answer(changed)
    }

    @Sendable func deleteCheckIn(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        _ = try await openGoal(request, actor)
        _ = try await change(request, actor, { $0 }) { checkIn throws(StoreError) in
            try await store.delete(checkIn, for: actor.user.id)
        }
        return .noContent
    }

    /// Reads a check-in, lets `make` say what it becomes (nil: stays as it is), and has that kept; again, when somebody else was faster,
    /// unless `If-Match` asks for what was there before.
    private func change(
        _ request: Request, _ actor: Actor, _ make: (CheckIn) throws -> CheckIn?, keep: (CheckIn) async throws(StoreError) -> Void
    ) async throws -> CheckIn {
        for _ in 0..<10 {
            let checkIn = try await checkIn(request, actor)
            let made = try make(checkIn)
            try request.checkChange(of: checkIn.version, Version.etag(checkIn.version))
            guard let changed = made else { return checkIn }
            do {
                try await keep(changed)
                return changed
            } catch {
                guard error == .stale else { throw error }
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
