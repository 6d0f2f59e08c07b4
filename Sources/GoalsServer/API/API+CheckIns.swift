import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listCheckIns(_ request: Request, _ actor: Actor) async throws -> Response {
        let cursor = try request.query.given["cursor"].map { try CursorCode.checkIn($0) }
        let page = try await store.checkIns(
            of: request.parameter("goal"), for: actor.user.id, after: cursor, limit: try limit(request.query.given))
        return try request.representation(.list(page.items, next: page.next.map { CursorCode.text($0) }) { $0.checkIn($1) })
    }

    @Sendable func createCheckIn(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        return try await idempotent(request, body.bytes, actor.user) { remember in
            let id = try request.parameter("goal", as: Goal.ID.self)
            return try await retried {
                if let response = try await checkIn(body, unseen: id, actor, remember) { return response }
                // Nothing was kept: now the goal is looked at, to say why.
                let goal = try await openGoal(id, actor)
                let now = clock.now()
                _ = try CreateCheckIn(body).checkIn(for: goal, id: .make(at: now), today: actor.today, now: now)
                throw StoreError.stale
            }
        }
    }

    private func checkIn(
        _ body: JSONBody, unseen goal: Goal.ID, _ actor: Actor, _ remember: (Response) -> RememberedAnswer?
    ) async throws -> Response? {
        let now = clock.now()
        let command = try? CreateCheckIn(body)
        guard let unseen = command?.unseen(goal: goal, id: .make(at: now), today: actor.today, now: now) else { return nil }
        var response = answer(unseen.checkIn, status: .created)
        response.fields[.location] = "/api/v1/goals/\(goal)/checkins/\(unseen.checkIn.id)"
        let line = Activity(creating: unseen.checkIn, by: actor, at: now)
        guard let kept = try await store.insert(unseen, for: actor.user.id, keeping: line, remember: remember(response)) else { return nil }
        events.publish(kept)
        return response
    }

    @Sendable func showCheckIn(_ request: Request, _ actor: Actor) async throws -> Response {
        let checkIn = try await checkIn(request, actor)
        return try request.representation(answer(checkIn))
    }

    @Sendable func updateCheckIn(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let goal = try await openGoal(request.parameter("goal"), actor)
        return try await retried {
            let checkIn = try await checkIn(request, actor)
            let update = try UpdateCheckIn(body)
            let now = clock.now()
            let changed = try update.apply(to: checkIn, goal: goal, today: actor.today, now: now)
            try request.checkChange(of: checkIn.version, Version.etag(checkIn.version))
            if update.isEmpty { return answer(checkIn) }
            try await keep(Activity(.checkInUpdated, from: checkIn, to: changed, of: goal, by: actor, at: now)) { receipt in
                try await store.update(changed, for: actor.user.id, keeping: receipt)
            }
            return answer(changed)
        }
    }

    @Sendable func deleteCheckIn(_ request: Request, _ actor: Actor) async throws -> Response {
        let goal = try await openGoal(request.parameter("goal"), actor)
        try await retried {
            let checkIn = try await checkIn(request, actor)
            try request.checkChange(of: checkIn.version, Version.etag(checkIn.version))
            try await delete(checkIn, of: goal, actor)
        }
        return .noContent
    }

    @discardableResult
    func delete(
        _ checkIn: CheckIn, of goal: Goal, _ actor: Actor, remember: (Activity) -> RememberedAnswer? = { _ in nil }
    ) async throws -> Activity {
        let activity = Activity(.checkInDeleted, from: checkIn, to: nil, of: goal, by: actor, at: clock.now())
        return try await keep(activity, remember(activity)) { receipt in
            try await store.delete(checkIn, for: actor.user.id, keeping: receipt)
        }
    }

    private func checkIn(_ request: Request, _ actor: Actor) async throws -> CheckIn {
        try await store.checkIn(request.parameter("checkIn"), of: request.parameter("goal"), for: actor.user.id)
    }

    /// A goal that must not be in the trash, of a space in which the actor has the role.
    func openGoal(_ id: Goal.ID, _ actor: Actor, as role: Role = .editor) async throws -> Goal {
        let goal = try await store.plainGoal(id, for: actor.user.id)
        try actor.require(role, in: goal.space)
        if goal.deletedAt != nil { throw StoreError.inTrash }
        return goal
    }

    private func answer(_ checkIn: CheckIn, status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(reserving: 256)
        json.checkIn(checkIn)
        return .api(json.bytes, status: status, etag: Version.etag(checkIn.version))
    }
}
