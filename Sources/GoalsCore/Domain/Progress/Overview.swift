/// How all of somebody's goals stand together on one day.
public struct Overview: Hashable, Sendable {
    public let today: Day
    /// How many goals have each status; every status is a key.
    public private(set) var counts: [Status: Int]
    /// How many have been silent for too long.
    public private(set) var stale = 0
    /// The habits whose streak ends unless something is done today.
    public private(set) var streaksAtRisk: [Goal.ID] = []

    /// - Parameter goals: each with its progress of today.
    public init(_ goals: some Sequence<(Goal, Progress)>, today: Day) {
        self.today = today
        counts = Dictionary(uniqueKeysWithValues: Status.allCases.map { ($0, 0) })
        for (goal, progress) in goals {
            counts[progress.status, default: 0] += 1
            if progress.stale { stale += 1 }
            if progress.streakAtRisk { streaksAtRisk.append(goal.id) }
        }
    }

    /// The share of goals that go well less the share that do not, in basis points, -10,000…10,000, cut towards zero.
    ///
    /// Well are `on-track` and `achieved`, not well `behind` and `overdue`; `at-risk` only counts among all. Nil without any of these.
    public var confidence: Int? {
        let count = { (status: Status) in counts[status] ?? 0 }
        let well = count(.onTrack) + count(.achieved)
        let badly = count(.behind) + count(.overdue)
        let all = well + badly + count(.atRisk)
        return all > 0 ? (well - badly) * 10_000 / all : nil
    }
}
