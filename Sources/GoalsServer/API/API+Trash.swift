import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listTrash(_ request: Request, _ actor: Actor) async throws -> Response {
        var query = GoalQuery()
        query.isTrash = true
        query.sort = .deleted
        query.descending = true
        query.limit = try limit(request.query.given)
        query.after = try request.query.given["cursor"].map { try CursorCode.goal($0, sort: .deleted) }
        return try await list(query, request, actor)
    }

    @Sendable func deleteGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let id = try request.parameter("goal", as: Goal.ID.self)
        try await trash(id, request, actor)
        return .noContent
    }

    @Sendable func restoreGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let id = try request.parameter("goal", as: Goal.ID.self)
        return try await idempotent(request, [], actor.user) { remember in
            let record = try await restore(id, request, actor) { record, _ in remember(answer(record, actor)) }
            return answer(record, actor)
        }
    }

    /// Forgets one goal in the trash for ever, with what went there with it.
    @Sendable func deleteTrashed(_ request: Request, _ actor: Actor) async throws -> Response {
        let id = try request.parameter("goal", as: Goal.ID.self)
        let record = try await store.goal(id, for: actor.viewer)
        try actor.require(.editor, in: record.goal.space)
        guard record.goal.deletedAt != nil else { throw StoreError.notFound }
        try request.checkChange(of: record.goal.version, record.etag(for: actor.viewer))
        if try await store.emptyTrash(id, for: actor.user.id) == 0 { throw StoreError.notFound }
        return .noContent
    }

    @Sendable func emptyTrash(_ request: Request, _ actor: Actor) async throws -> Response {
        _ = try await store.emptyTrash(nil, for: actor.user.id)
        return .noContent
    }

    @discardableResult
    func trash(
        _ id: Goal.ID, _ request: Request, _ actor: Actor, remember: (Activity) -> RememberedAnswer? = { _ in nil }
    ) async throws -> Activity {
        try await retried {
            let record = try await store.goal(id, for: actor.viewer)
            try actor.require(.editor, in: record.goal.space)
            // What is in the trash already is gone as far as its place in the list is concerned.
            if record.goal.deletedAt != nil { throw StoreError.notFound }
            try request.checkChange(of: record.goal.version, record.etag(for: actor.viewer))
            let now = clock.now()
            let trashed = record.goal.with(deletedAt: now, now: now)
            let activity = Activity(.trashed, from: record.goal, to: trashed, by: actor, at: now)
            return try await keep(activity, remember(activity)) { receipt in
                try await store.trash(trashed, for: actor.viewer, keeping: receipt)
            }
        }
    }

    @discardableResult
    func restore(
        _ id: Goal.ID, _ request: Request, _ actor: Actor, remember: (GoalRecord, Activity) -> RememberedAnswer? = { _, _ in nil }
    ) async throws -> GoalRecord {
        try await retried {
            var record = try await store.goal(id, for: actor.viewer)
            try actor.require(.editor, in: record.goal.space)
            try request.checkChange(of: record.goal.version, record.etag(for: actor.viewer))
            guard record.goal.deletedAt != nil else { return record }
            let now = clock.now()
            let restored = record.goal.with(deletedAt: nil, now: now)
            let activity = Activity(.restored, from: record.goal, to: restored, by: actor, at: now)
            record.goal = restored
            try await keep(activity, remember(record, activity)) { receipt in
                try await store.restore(restored, for: actor.viewer, keeping: receipt)
            }
            // What has come back below it counts again.
            return restored.measure == .rollup ? try await store.goal(id, for: actor.viewer) : record
        }
    }
}

extension Goal {
    /// The next version, moved into or out of the trash.
    fileprivate func with(deletedAt: Instant?, now: Instant) -> Goal {
        var goal = self
        goal.deletedAt = deletedAt
        goal.version += 1
        goal.updatedAt = now
        return goal
    }
}
