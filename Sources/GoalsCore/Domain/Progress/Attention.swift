/// Where a goal stands in the order of what needs attention most: the smaller, the more urgent.
public struct Attention: Comparable, Hashable, Sendable {
    /// 0 for overdue to 7 for closed.
    public let rank: Int
    /// `Int.max` for none.
    public let daysAhead: Int
    /// `Day.max` for none.
    public let due: Day
    public let position: Position
    public let id: Goal.ID

    public init(_ progress: Progress, of goal: Goal) {
        rank = Self.rank(of: progress)
        // What has none comes last.
        daysAhead = progress.daysAhead ?? .max
        due = goal.due ?? .max
        position = goal.position
        id = goal.id
    }

    /// The place of a goal that is not at hand, as a cursor tells it.
    public init(rank: Int, daysAhead: Int, due: Day, position: Position, id: Goal.ID) {
        self.rank = rank
        self.daysAhead = daysAhead
        self.due = due
        self.position = position
        self.id = id
    }

    public static func < (left: Attention, right: Attention) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        return (left.daysAhead, left.due, left.position, left.id) < (right.daysAhead, right.due, right.position, right.id)
    }

    private static func rank(of progress: Progress) -> Int {
        switch progress.status {
        case .overdue: 0
        case .behind: 1
        case .atRisk: 2
        case .onTrack, .noDeadline: progress.stale ? 3 : 4
        case .achieved: 5
        case .upcoming, .paused: 6
        case .done, .missed, .dropped: 7
        }
    }
}
