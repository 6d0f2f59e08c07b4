/// When a goal has been silent for too long.
enum Staleness {
    /// Beyond the cadence.
    static let graceDays = 3

    /// For an active goal that is not achieved and not paused today.
    ///
    /// A habit by the week or month is not asked about more often than that, whatever its cadence.
    static func isStale(_ goal: Goal, lastDay: Day?, schedule: Schedule) -> Bool {
        var allowed = min(max(goal.cadenceDays, 1), 366)
        switch goal.measure {
        case .rollup: return false
        case .habit(let habit): allowed = max(allowed, habit.period.longestDays)
        case .done, .number, .limit, .range: break
        }
        let silentSince = max(goal.start, lastDay ?? goal.start)
        return schedule.activeDays(from: silentSince.advanced(by: 1), through: schedule.today) > allowed + graceDays
    }
}

extension Period {
    /// The days of the longest such period.
    var longestDays: Int {
        switch self {
        case .day: 1
        case .week: 7
        case .month: 31
        }
    }
}
