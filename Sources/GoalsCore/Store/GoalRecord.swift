/// A goal with what is needed to tell its progress.
public struct GoalRecord: Sendable, Hashable {
    public var goal: Goal
    public var summary: CheckInSummary
    public var pauses: Pauses
    /// For a rollup: the goals right below it, in no trash; empty for all others.
    public var children: [GoalRecord]

    public init(_ goal: Goal, summary: CheckInSummary = CheckInSummary(), pauses: Pauses = .none, children: [GoalRecord] = []) {
        self.goal = goal
        self.summary = summary
        self.pauses = pauses
        self.children = children
    }

    public func progress(for viewer: Viewer) -> Progress {
        let parts = children.compactMap { Progress.Part(of: $0.goal, progress: $0.progress(for: viewer)) }
        return Progress(
            of: goal, summary: summary, pauses: pauses, parts: parts, weekStart: viewer.weekStart, today: viewer.today)
    }
}

extension [GoalRecord] {
    /// Puts each rollup's children below it, to any depth, from `others` and this list itself.
    ///
    /// - Parameter others: further goals, which only appear below those of this list.
    mutating func attachChildren(_ others: [GoalRecord]) {
        var byParent: [Goal.ID: [GoalRecord]] = [:]
        var seen: Set<Goal.ID> = []
        for record in self + others where record.goal.deletedAt == nil {
            guard let parent = record.goal.parent, seen.insert(record.goal.id).inserted else { continue }
            byParent[parent, default: []].append(record)
        }
        guard !byParent.isEmpty else { return }
        for index in indices { self[index].attach(byParent, path: []) }
    }
}

extension GoalRecord {
    /// - Parameter path: the goals above, so that even a circle, which the store does not let arise, would end.
    fileprivate mutating func attach(_ byParent: [Goal.ID: [GoalRecord]], path: [Goal.ID]) {
        guard goal.measure == .rollup, !path.contains(goal.id), let below = byParent[goal.id] else { return }
        children = below
        for index in children.indices { children[index].attach(byParent, path: path + [goal.id]) }
    }
}
