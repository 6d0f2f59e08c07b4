import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    /// What happened to one goal.
    @Sendable func listGoalActivity(_ request: Request, _ actor: Actor) async throws -> Response {
        try await listActivity(request, actor, of: request.parameter("goal", as: Goal.ID.self))
    }

    /// What happened to all that one may see.
    @Sendable func listActivity(_ request: Request, _ actor: Actor) async throws -> Response {
        try await listActivity(request, actor, of: nil)
    }

    private func listActivity(_ request: Request, _ actor: Actor, of goal: Goal.ID?) async throws -> Response {
        try await page(request) {
            try await store.activities(of: goal, for: actor.user.id, after: $0, limit: $1)
        } _: {
            $0.activity($1)
        }
    }

    /// Takes back one change to a goal, as long as nothing else has changed what it changed. Undoing is a change itself, which can be
    /// undone.
    @Sendable func undoGoalActivity(_ request: Request, _ actor: Actor) async throws -> Response {
        try await undoActivity(request, actor, of: request.parameter("goal", as: Goal.ID.self))
    }

    /// Takes back any change of the history that one may see, of a goal or of none, in the same way.
    @Sendable func undoActivity(_ request: Request, _ actor: Actor) async throws -> Response {
        try await undoActivity(request, actor, of: nil)
    }

    private func undoActivity(_ request: Request, _ actor: Actor, of goal: Goal.ID?) async throws -> Response {
        let activity = try await store.activity(request.parameter("activity"), of: goal, for: actor.user.id)
        return try await idempotent(request, [], actor.user) { remember in
            answer(try await undo(activity, request, actor) { remember(answer($0)) })
        }
    }

    private func answer(_ activity: Activity) -> Response {
        var json = JSONWriter(reserving: 512)
        json.activity(activity)
        return .api(json.bytes)
    }

    /// - Returns: the line that the undoing left in the history.
    private func undo(
        _ activity: Activity, _ request: Request, _ actor: Actor, _ remember: (Activity) -> RememberedAnswer?
    ) async throws -> Activity {
        // Only a pause may be of no goal.
        guard let id = activity.goal else { return try await undoPause(activity, actor, remember) }
        switch activity.action {
        case .created, .restored:
            do {
                return try await trash(id, request, actor, remember: remember)
            } catch StoreError.notFound {
                // It is in the trash already.
                throw HTTPError.changedSince
            }
        case .trashed:
            return try await observed { made in
                try await restore(id, request, actor) { _, activity in
                    made = activity
                    return remember(activity)
                }
            }
        case .updated:
            let (before, after) = try activity.bodies()
            return try await observed { made in
                _ = try await change(id, request, actor) { _, activity in
                    made = activity
                    return remember(activity)
                } _: { goal in
                    let again = try UpdateGoal(after, goal: goal, placing: true).apply(to: goal, now: goal.updatedAt)
                    try Self.requireUntouched(goal, again)
                    return try UpdateGoal(before, goal: goal, placing: true)
                }
            }
        case .checkInCreated, .checkInUpdated, .checkInDeleted: return try await undoCheckIn(activity, of: id, actor, remember)
        case .commentCreated, .commentUpdated, .commentDeleted: return try await undoComment(activity, of: id, actor, remember)
        case .pauseCreated, .pauseUpdated, .pauseDeleted: return try await undoPause(activity, actor, remember)
        }
    }

    /// - Throws: 409 when `change` finds nothing to do.
    private func observed(_ change: (inout Activity?) async throws -> Void) async throws -> Activity {
        var made: Activity?
        try await change(&made)
        guard let made else { throw HTTPError.changedSince }
        return made
    }

    private func undoCheckIn(
        _ activity: Activity, of id: Goal.ID, _ actor: Actor, _ remember: (Activity) -> RememberedAnswer?
    ) async throws -> Activity {
        let goal = try await openGoal(id, actor)
        let checkInID = CheckIn.ID(bits: activity.subject)
        let (before, after) = try activity.bodies()
        return try await retried {
            let now = clock.now()
            if activity.action == .checkInDeleted {
                // Under its old name: what referred to it does so again.
                let checkIn = try CreateCheckIn(before).checkIn(for: goal, id: checkInID, today: actor.today, now: now)
                try await requireGone { () throws(StoreError) in try await store.checkIn(checkInID, of: id, for: actor.user.id) }
                let line = Activity(.checkInCreated, from: nil, to: checkIn, of: goal, by: actor, at: now)
                return try await keep(line, remember(line)) { receipt in
                    try await store.insert(checkIn, for: actor.user.id, keeping: receipt)
                }
            }
            let checkIn = try await found { () throws(StoreError) in try await store.checkIn(checkInID, of: id, for: actor.user.id) }
            let again = try UpdateCheckIn(after).apply(to: checkIn, goal: goal, today: actor.today, now: checkIn.updatedAt)
            try Self.requireUntouched(checkIn, again)
            guard activity.action == .checkInUpdated else { return try await delete(checkIn, of: goal, actor, remember: remember) }
            let changed = try UpdateCheckIn(before).apply(to: checkIn, goal: goal, today: actor.today, now: now)
            let line = Activity(.checkInUpdated, from: checkIn, to: changed, of: goal, by: actor, at: now)
            return try await keep(line, remember(line)) { receipt in
                try await store.update(changed, for: actor.user.id, keeping: receipt)
            }
        }
    }

    private func undoComment(
        _ activity: Activity, of id: Goal.ID, _ actor: Actor, _ remember: (Activity) -> RememberedAnswer?
    ) async throws -> Activity {
        // Nobody puts words into another's mouth.
        guard activity.actor == actor.user.id else { throw HTTPError(.forbidden, "Only who wrote it can take this back.") }
        let goal = try await openGoal(id, actor, as: .commenter)
        let commentID = Comment.ID(bits: activity.subject)
        let (before, after) = (try Self.comment(activity.before), try Self.comment(activity.after))
        return try await retried {
            let now = clock.now()
            if activity.action == .commentDeleted {
                let comment = try CreateComment(body: before.body ?? "").comment(id: commentID, goal: id, author: actor.user.id, now: now)
                try await requireGone { () throws(StoreError) in try await store.comment(commentID, of: id, for: actor.user.id) }
                let line = Activity(.commentCreated, from: nil, to: comment, of: goal, by: actor, at: now)
                return try await keep(line, remember(line)) { receipt in
                    try await store.insert(comment, for: actor.user.id, keeping: receipt)
                }
            }
            let comment = try await found { () throws(StoreError) in try await store.comment(commentID, of: id, for: actor.user.id) }
            try Self.requireUntouched(comment, try after.apply(to: comment, now: comment.updatedAt))
            guard activity.action == .commentUpdated else { return try await delete(comment, of: goal, actor, remember: remember) }
            let changed = try before.apply(to: comment, now: now)
            let line = Activity(.commentUpdated, from: comment, to: changed, of: goal, by: actor, at: now)
            return try await keep(line, remember(line)) { receipt in
                try await store.update(changed, for: actor.user.id, keeping: receipt)
            }
        }
    }

    private func undoPause(
        _ activity: Activity, _ actor: Actor, _ remember: (Activity) -> RememberedAnswer?
    ) async throws -> Activity {
        try actor.require(.editor, in: activity.space)
        if let goal = activity.goal { _ = try await openGoal(goal, actor) }
        let pauseID = Pause.ID(bits: activity.subject)
        let (before, after) = try activity.bodies()
        return try await retried {
            let now = clock.now()
            if activity.action == .pauseDeleted {
                var command = try CreatePause.read(before).command
                command.goal = activity.goal
                let pause = try command.pause(id: pauseID, space: activity.space, today: actor.today, now: now)
                try await requireGone { () throws(StoreError) in try await store.pause(pauseID, for: actor.user.id) }
                let line = Activity(.pauseCreated, from: nil, to: pause, by: actor, at: now)
                return try await keep(line, remember(line)) { receipt in
                    try await store.insert(pause, for: actor.user.id, keeping: receipt)
                }
            }
            let pause = try await found { () throws(StoreError) in try await store.pause(pauseID, for: actor.user.id) }
            try Self.requireUntouched(pause, try UpdatePause(after).apply(to: pause, now: pause.updatedAt))
            guard activity.action == .pauseUpdated else { return try await delete(pause, actor, remember: remember) }
            let changed = try UpdatePause(before).apply(to: pause, now: now)
            let line = Activity(.pauseUpdated, from: pause, to: changed, by: actor, at: now)
            return try await keep(line, remember(line)) { receipt in
                try await store.update(changed, for: actor.user.id, keeping: receipt)
            }
        }
    }

    private static func comment(_ text: String?) throws -> UpdateComment {
        var fields = try JSONBody(stored: text ?? "{}").fields()
        return UpdateComment(body: fields.string("body"))
    }

    /// - Throws: 409 when making the change again would change something: then somebody has changed it since.
    private static func requireUntouched<Entity: Versioned>(_ present: Entity, _ changedAgain: Entity) throws {
        var same = changedAgain
        same.version = present.version
        if same != present { throw HTTPError.changedSince }
    }

    /// - Throws: 409 when what was changed is gone.
    private func found<Entity>(_ read: () async throws(StoreError) -> Entity) async throws -> Entity {
        do throws(StoreError) { return try await read() } catch .notFound { throw HTTPError.changedSince }
    }

    /// - Throws: 409 when what was taken away is there again.
    private func requireGone<Entity>(_ read: () async throws(StoreError) -> Entity) async throws {
        do throws(StoreError) { _ = try await read() } catch .notFound { return }
        throw HTTPError.changedSince
    }
}

/// What has versions and says when it was changed.
private protocol Versioned: Equatable {
    var version: Int64 { get set }
}

extension Goal: Versioned {}
extension CheckIn: Versioned {}
extension Comment: Versioned {}
extension Pause: Versioned {}

extension Activity {
    fileprivate func bodies() throws -> (before: JSONBody, after: JSONBody) {
        (try JSONBody(stored: before ?? "{}"), try JSONBody(stored: after ?? "{}"))
    }
}

extension HTTPError {
    fileprivate static let changedSince = HTTPError(.conflict, "It has been changed since: there is nothing left to take back.")
}
