/// What a weekly review walks through: open goals that ask for a decision, each in the first group that it belongs to.
public struct Review: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// Reached, or through: to be closed and celebrated.
        case finished
        /// Past its due day: to be closed, or given more time.
        case overdue
        /// Behind or at risk: to be caught up with, or made smaller.
        case behind
        /// Silent for too long: to be checked in on, or let go.
        case stale
        /// Due within the next 14 days.
        case dueSoon = "due-soon"
        /// Starts within the next 14 days.
        case upcoming
    }

    public struct Group: Sendable {
        public let kind: Kind
        /// What needs attention most first.
        public let goals: [GoalRecord]
    }

    /// Those that have goals, in the order in which a review walks through them.
    public let groups: [Group]

    public init(_ goals: [(record: GoalRecord, progress: Progress)], today: Day) {
        var byKind: [Kind: [(attention: Attention, record: GoalRecord)]] = [:]
        for (record, progress) in goals {
            guard let kind = Kind(record.goal, progress, today: today) else { continue }
            byKind[kind, default: []].append((Attention(progress, of: record.goal), record))
        }
        groups = Kind.allCases.compactMap { kind in
            byKind[kind].map { Group(kind: kind, goals: $0.sorted { $0.attention < $1.attention }.map(\.record)) }
        }
    }
}

extension Review.Kind {
    fileprivate init?(_ goal: Goal, _ progress: Progress, today: Day) {
        let soon = today...today.advanced(by: 14)
        switch progress.status {
        case .done, .missed, .dropped, .paused: return nil
        case .achieved: self = .finished
        case .overdue: self = .overdue
        case .behind, .atRisk: self = .behind
        case .upcoming:
            guard soon.contains(goal.start) else { return nil }
            self = .upcoming
        case .onTrack, .noDeadline:
            if progress.stale {
                self = .stale
            } else if let due = goal.due, soon.contains(due) {
                self = .dueSoon
            } else {
                return nil
            }
        }
    }
}
