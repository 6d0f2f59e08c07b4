import GoalsCore

/// The lines of the history that the API's changes leave.
extension Activity {
    init(_ action: Action, from old: Goal?, to new: Goal, by actor: Actor, at now: Instant) {
        self.init(action, Changes.patches(from: old, to: new), subject: new.id.bits, new.space, new.id, actor, now)
    }

    init(_ action: Action, from old: CheckIn?, to new: CheckIn?, of goal: Goal, by actor: Actor, at now: Instant) {
        self.init(action, Changes.patches(from: old, to: new), subject: (new ?? old)?.id.bits ?? 0, goal.space, goal.id, actor, now)
    }

    /// A check-in for a goal that has not been read; until it is known, its space is taken to be the actor's own.
    init(creating checkIn: CheckIn, by actor: Actor, at now: Instant) {
        self.init(
            .checkInCreated, Changes.patches(from: nil, to: checkIn), subject: checkIn.id.bits, actor.user.space, checkIn.goal, actor, now)
    }

    init(_ action: Action, from old: Comment?, to new: Comment?, of goal: Goal, by actor: Actor, at now: Instant) {
        self.init(action, Changes.patches(from: old, to: new), subject: (new ?? old)?.id.bits ?? 0, goal.space, goal.id, actor, now)
    }

    init(_ action: Action, from old: Pause?, to new: Pause, by actor: Actor, at now: Instant) {
        self.init(action, Changes.patches(from: old, to: new), subject: new.id.bits, new.space, new.goal, actor, now)
    }

    /// A pause that is taken away.
    init(deleting pause: Pause, by actor: Actor, at now: Instant) {
        self.init(.pauseDeleted, Changes.patches(from: pause, to: nil), subject: pause.id.bits, pause.space, pause.goal, actor, now)
    }

    private init(
        _ action: Action, _ patches: Changes.Patches, subject: UInt128, _ space: Space.ID, _ goal: Goal.ID?, _ actor: Actor,
        _ now: Instant
    ) {
        self.init(
            id: .make(at: now), space: space, goal: goal, actor: actor.user.id, action: action, subject: subject, before: patches.before,
            after: patches.after, createdAt: now)
    }
}
