import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listGoals(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        var query = try GoalQuery(request.query)
        query.limit = try limit(request.query)
        return try await list(query, actor)
    }

    @Sendable func listTrash(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        var query = GoalQuery()
        query.isTrash = true
        query.sort = .deleted
        query.descending = true
        query.limit = try limit(request.query)
        query.after = try request.query["cursor"].map { try CursorCode.goal($0, sort: .deleted) }
        return try await list(query, actor)
    }

    private func list(_ query: GoalQuery, _ actor: Actor) async throws -> Response {
        let page = try await store.goals(matching: query, for: actor.user.id, today: actor.today)
        var json = JSONWriter(reserving: 1024 * (page.items.count + 1))
        json.object { json in
            json.field("items") { json in
                json.array(page.items) { json, record in json.goal(record, today: actor.today) }
            }
            json.field("nextCursor", page.next.map { CursorCode.text($0, sort: query.sort) })
        }
        return .api(json.bytes)
    }

    @Sendable func createGoal(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let body = try await JSONBody(request)
        let goal = try CreateGoal(body).goal(
            id: .make(at: clock.now()), space: actor.user.space, today: actor.today, now: clock.now(),
            // The newest stands first until somebody puts it elsewhere.
            position: -clock.now().microseconds)
        return try await idempotent(request, body.bytes, actor.user) { remember in
            var response = answer(GoalRecord(goal, summary: CheckInSummary()), actor, status: .created)
            response.fields[.location] = "/api/v1/goals/\(goal.id)"
            try await store.insert(goal, for: actor.user.id, remember: remember(response))
            return response
        }
    }

    @Sendable func showGoal(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let record = try await store.goal(request.parameter("goal"), for: actor.user.id, today: actor.today)
        let etag = record.etag(today: actor.today)
        return try request.hasAlready(etag) ? .notModified(etag: etag) : answer(record, actor)
    }

    @Sendable func updateGoal(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        let body = try await JSONBody(request, mergePatch: true)
        let record = try await change(request, actor) { goal throws in
            if goal.deletedAt != nil { throw StoreError.inTrash }
            let update = try UpdateGoal(body, goal: goal)
            return update.isEmpty ? nil : try update.apply(to: goal, now: clock.now())
        }
        return answer(record, actor)
    }

    @Sendable func deleteGoal(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        _ = try await change(request, actor) { goal throws in
            // What is in the trash already is gone as far as its place in the list is concerned.
            if goal.deletedAt != nil { throw StoreError.notFound }
            return goal.with(deletedAt: clock.now(), now: clock.now())
        }
        return .noContent
    }

    @Sendable func restoreGoal(_ request: Request) async throws -> Response {
        let actor = try await actor(request)
        return try await idempotent(request, [], actor.user) { remember in
            let record = try await change(request, actor, remember: { remember(answer($0, actor)) }) { goal throws in
                goal.deletedAt == nil ? nil : goal.with(deletedAt: nil, now: clock.now())
            }
            return answer(record, actor)
        }
    }

    /// Reads a goal, lets `make` say what it becomes (nil: stays as it is), and keeps that.
    ///
    /// When somebody else was faster, the change is made to what they left, unless `If-Match` asks for what was there before.
    private func change(
        _ request: Request, _ actor: Actor, remember: (GoalRecord) -> RememberedAnswer? = { _ in nil }, _ make: (Goal) throws -> Goal?
    ) async throws -> GoalRecord {
        let id = try request.parameter("goal", as: Goal.ID.self)
        for _ in 0..<10 {
            var record = try await store.goal(id, for: actor.user.id, today: actor.today)
            let made = try make(record.goal)
            try request.checkChange(of: record.goal.version, record.etag(today: actor.today))
            guard let changed = made else { return record }
            let before = record.goal
            record.goal = changed
            // What the forecast looks at depends on these; the summary that was read is for their old values.
            let isSummaryRight = before.window == changed.window
            do {
                try await store.update(changed, for: actor.user.id, remember: remember(record))
                return isSummaryRight ? record : try await store.goal(id, for: actor.user.id, today: actor.today)
            } catch {
                guard error == .stale else { throw error }
            }
        }
        throw StoreError.stale
    }

    private func answer(_ record: GoalRecord, _ actor: Actor, status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(reserving: 1024)
        json.goal(record, today: actor.today)
        return .api(json.bytes, status: status, etag: record.etag(today: actor.today))
    }
}

extension Goal {
    /// What decides which check-ins a summary looks at.
    fileprivate var window: [String] { [start.description, "\(cadenceDays)", measure.aggregate.rawValue] }

    /// The next version, moved into or out of the trash.
    fileprivate func with(deletedAt: Instant?, now: Instant) -> Goal {
        var goal = self
        goal.deletedAt = deletedAt
        goal.version += 1
        goal.updatedAt = now
        return goal
    }
}
