import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listGoals(_ request: Request, _ actor: Actor) async throws -> Response {
        var query = try GoalQuery(request.query.given)
        query.limit = try limit(request.query.given)
        return try await list(query, request, actor)
    }

    @Sendable func createGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let now = clock.now()
        let (command, space) = try CreateGoal.read(body)
        if let space { try actor.require(.editor, inNamed: space) }
        let goal = try command.goal(
            id: .make(at: now), space: space ?? actor.user.space, today: actor.today, now: now, position: .newest(at: now))
        return try await idempotent(request, body.bytes, actor.user) { remember in
            try await checkParent(of: goal, actor)
            var response = answer(GoalRecord(goal), actor, status: .created)
            response.fields[.location] = "/api/v1/goals/\(goal.id)"
            try await keep(Activity(.created, from: nil, to: goal, by: actor, at: now), remember(response)) { receipt in
                try await store.insert(goal, for: actor.viewer, keeping: receipt)
            }
            return response
        }
    }

    @Sendable func showGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let record = try await store.goal(request.parameter("goal"), for: actor.viewer)
        let fields = try goalFields(request.query.given)
        return try request.representation(answer(record, actor, fields: fields))
    }

    @Sendable func updateGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let record = try await change(request.parameter("goal"), request, actor) { goal in try UpdateGoal(body, goal: goal) }
        return answer(record, actor)
    }

    /// Puts a goal next to another, or at an end; and below another, when `parent` says so.
    @Sendable func moveGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let move = try MoveGoal(body)
        let id = try request.parameter("goal", as: Goal.ID.self)
        return try await idempotent(request, body.bytes, actor.user) { remember in
            let position = try await retried { try await place(move.target, for: id, actor) }
            let record = try await change(id, request, actor, remember: { record, _ in remember(answer(record, actor)) }) { _ in
                UpdateGoal(parent: move.parent, position: position)
            }
            return answer(record, actor)
        }
    }

    /// Makes the same goal again, and all that is below it, with its days moved to another start.
    @Sendable func copyGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        var fields = body.fields()
        let start = fields.isNull("start") ? nil : fields.day("start")
        let title = fields.isNull("title") ? nil : fields.string("title")
        try fields.finish()
        let originals = try await store.plainTree(request.parameter("goal"), for: actor.user.id)
        try actor.require(.editor, in: originals[0].space)
        var copies = try GoalCopy(start: start ?? actor.today, title: title).copies(of: originals, now: clock.now())
        // What is below a goal in the trash stands at the top, and so does its copy.
        if copies[0].parent != nil, try await store.obstacle(toParentOf: copies[0], for: actor.user.id) == .missing {
            copies[0].parent = nil
        }
        return try await idempotent(request, body.bytes, actor.user) { [copies] remember in
            var response = answer(GoalRecord(copies[0]), actor, status: .created)
            response.fields[.location] = "/api/v1/goals/\(copies[0].id)"
            let now = clock.now()
            let activities = copies.map { Activity(.created, from: nil, to: $0, by: actor, at: now) }
            try await store.insert(Array(zip(copies, activities)), for: actor.viewer, remember: remember(response))
            for activity in activities { events.publish(activity) }
            return response
        }
    }

    /// Reads a goal, changes it as `make` says, and keeps that, with its line in the history.
    ///
    /// When somebody else was faster, the change is made to what they left, unless `If-Match` asks for what was there before.
    func change(
        _ id: Goal.ID, _ request: Request, _ actor: Actor, remember: (GoalRecord, Activity) -> RememberedAnswer? = { _, _ in nil },
        _ make: (Goal) throws -> UpdateGoal
    ) async throws -> GoalRecord {
        try await retried {
            var record = try await store.goal(id, for: actor.viewer)
            let before = record.goal
            try actor.require(.editor, in: before.space)
            if before.deletedAt != nil { throw StoreError.inTrash }
            let update = try make(before)
            let now = clock.now()
            let changed = try update.apply(to: before, now: now)
            if case .set(let parent) = update.parent, parent != before.parent {
                try await checkParent(of: changed, actor)
            }
            try request.checkChange(of: before.version, record.etag(for: actor.viewer))
            if update.isEmpty { return record }
            record.goal = changed
            let activity = Activity(.updated, from: before, to: changed, by: actor, at: now)
            try await keep(activity, remember(record, activity)) { receipt in
                try await store.update(changed, from: before, for: actor.viewer, keeping: receipt)
            }
            // What was read beside the goal is for its old start, cadence, measure and state.
            return before.context == changed.context ? record : try await store.goal(id, for: actor.viewer)
        }
    }

    /// - Throws: 422 for a parent that is not there, elsewhere, or below the goal itself.
    func checkParent(of goal: Goal, _ actor: Actor) async throws {
        guard goal.parent != nil else { return }
        switch try await store.obstacle(toParentOf: goal, for: actor.user.id) {
        case nil: break
        case .missing: throw HTTPError.invalid("parent", "There is no such goal here, or it is in the trash.")
        case .circle: throw HTTPError.invalid("parent", "A goal cannot be below itself.")
        }
    }

    private func place(_ target: MoveGoal.Target, for goal: Goal.ID, _ actor: Actor) async throws -> Position {
        let place: Position?
        switch target {
        case .first: place = first(before: try await store.outermostPlaces(for: actor.user.id).first)
        case .last: place = .between(try await store.outermostPlaces(for: actor.user.id).last, nil)
        case .before(let anchor):
            let around = try await neighbours("before", anchor, goal, actor)
            place = around.before == nil ? first(before: around.anchor) : .between(around.before, around.anchor)
        case .after(let anchor):
            let around = try await neighbours("after", anchor, goal, actor)
            place = .between(around.anchor, around.after)
        }
        guard let place else { throw StoreError.stale }
        return place
    }

    /// The top, as for what is new now, so that what will be newer comes before it.
    private func first(before place: Position?) -> Position? {
        let newest = Position.newest(at: clock.now())
        guard let place, newest >= place else { return newest }
        return .between(nil, place)
    }

    private func neighbours(_ field: String, _ anchor: Goal.ID, _ goal: Goal.ID, _ actor: Actor) async throws -> Neighbours {
        guard anchor != goal else { throw HTTPError.invalid(field, "A goal has no place next to itself.") }
        do throws(StoreError) {
            return try await store.neighbours(of: anchor, without: goal, for: actor.user.id)
        } catch .notFound {
            throw HTTPError.invalid(field, "There is no such goal.")
        }
    }

    func list(_ query: GoalQuery, _ request: Request, _ actor: Actor) async throws -> Response {
        let fields = try goalFields(request.query.given)
        let page = try await store.goals(matching: query, for: actor.viewer)
        var json = JSONWriter(reserving: 1024 * (page.items.count + 1))
        json.object { json in
            json.field("items") { json in
                json.array(page.items) { json, record in json.goal(record, for: actor.viewer, fields: fields) }
            }
            json.field("nextCursor", page.next.map { CursorCode.text($0, sort: query.sort) })
        }
        return try request.representation(.api(json.bytes))
    }

    func answer(
        _ record: GoalRecord, _ actor: Actor, status: HTTPResponse.Status = .ok, fields: [GoalField] = GoalField.allCases
    ) -> Response {
        var json = JSONWriter(reserving: 1024)
        json.goal(record, for: actor.viewer, fields: fields)
        return .api(json.bytes, status: status, etag: Version.etag(record.goal.version, of: json.bytes))
    }
}

extension Goal {
    /// What decides what is read beside a goal to tell its progress.
    fileprivate var context: [String] { [start.description, "\(cadenceDays)", "\(measure)", state.rawValue] }
}

/// Where a goal is to go.
struct MoveGoal {
    enum Target {
        case first, last
        case before(Goal.ID)
        case after(Goal.ID)
    }

    var target: Target
    var parent: Change<Goal.ID?>

    /// - Throws: 422 unless exactly one place is named.
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        var targets: [Target] = []
        if let id: Goal.ID = fields.identifier("before") { targets.append(.before(id)) }
        if let id: Goal.ID = fields.identifier("after") { targets.append(.after(id)) }
        if let end: End = fields.choice("to") { targets.append(end == .first ? .first : .last) }
        parent = fields.change("parent") { $0.identifier($1) }
        if targets.count != 1, fields.errors.isEmpty {
            fields.fail("to", "Say where to: before or after another goal, or to the first or last place.")
        }
        target = targets.first ?? .last
        try fields.finish()
    }

    private enum End: String, CaseIterable { case first, last }
}
