import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listPauses(_ request: Request, _ actor: Actor) async throws -> Response {
        let goal = try request.query.given.value("goal", as: Goal.ID.self)
        if let goal { _ = try await store.plainGoal(goal, for: actor.user.id) }
        let pauses = try await store.pauses(of: goal, for: actor.user.id)
        return try request.representation(.list(pauses, next: nil) { $0.pause($1) })
    }

    @Sendable func createPause(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        var (command, goalID) = try CreatePause.read(body)
        return try await idempotent(request, body.bytes, actor.user) { remember in
            var space = actor.user.space
            if let goalID {
                do throws(StoreError) {
                    let goal = try await store.plainGoal(goalID, for: actor.user.id)
                    if goal.deletedAt != nil { throw .inTrash }
                    space = goal.space
                } catch .notFound {
                    throw HTTPError.invalid("goal", "There is no such goal.")
                }
            }
            try actor.require(.editor, in: space)
            command.goal = goalID
            let now = clock.now()
            let pause = try command.pause(id: .make(at: now), space: space, today: actor.today, now: now)
            var response = answer(pause, status: .created)
            response.fields[.location] = "/api/v1/pauses/\(pause.id)"
            try await keep(Activity(.pauseCreated, from: nil, to: pause, by: actor, at: now), remember(response)) { receipt in
                try await store.insert(pause, for: actor.user.id, keeping: receipt)
            }
            return response
        }
    }

    @Sendable func showPause(_ request: Request, _ actor: Actor) async throws -> Response {
        let pause = try await store.pause(request.parameter("pause"), for: actor.user.id)
        return try request.representation(answer(pause))
    }

    @Sendable func updatePause(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let update = try UpdatePause(body)
        return try await retried {
            let pause = try await store.pause(request.parameter("pause"), for: actor.user.id)
            try actor.require(.editor, in: pause.space)
            let now = clock.now()
            let changed = try update.apply(to: pause, now: now)
            try request.checkChange(of: pause.version, Version.etag(pause.version))
            if update.isEmpty { return answer(pause) }
            try await keep(Activity(.pauseUpdated, from: pause, to: changed, by: actor, at: now)) { receipt in
                try await store.update(changed, for: actor.user.id, keeping: receipt)
            }
            return answer(changed)
        }
    }

    @Sendable func deletePause(_ request: Request, _ actor: Actor) async throws -> Response {
        try await retried {
            let pause = try await store.pause(request.parameter("pause"), for: actor.user.id)
            try actor.require(.editor, in: pause.space)
            try request.checkChange(of: pause.version, Version.etag(pause.version))
            try await delete(pause, actor)
        }
        return .noContent
    }

    @discardableResult
    func delete(
        _ pause: Pause, _ actor: Actor, remember: (Activity) -> RememberedAnswer? = { _ in nil }
    ) async throws -> Activity {
        let activity = Activity(deleting: pause, by: actor, at: clock.now())
        return try await keep(activity, remember(activity)) { receipt in
            try await store.delete(pause, for: actor.user.id, keeping: receipt)
        }
    }

    private func answer(_ pause: Pause, status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(reserving: 256)
        json.pause(pause)
        return .api(json.bytes, status: status, etag: Version.etag(pause.version))
    }
}

extension CreatePause {
    /// - Returns: the command, and the goal that it names.
    static func read(_ body: JSONBody) throws(HTTPError) -> (command: CreatePause, goal: Goal.ID?) {
        var fields = body.fields()
        var command = CreatePause()
        command.first = fields.isNull("first") ? nil : fields.day("first")
        command.last = fields.isNull("last") ? nil : fields.day("last")
        command.note = fields.string("note") ?? ""
        let goal: Goal.ID? = fields.isNull("goal") ? nil : fields.identifier("goal")
        try fields.finish()
        return (command, goal)
    }
}

extension UpdatePause {
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        self.init()
        first = fields.day("first")
        last = fields.change("last") { $0.day($1) }
        note = fields.string("note")
        try fields.finish()
    }
}
