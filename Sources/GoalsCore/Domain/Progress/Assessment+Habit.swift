extension Assessment {
    /// Its periods one by one: there is no way to cover, only what is kept up.
    static func habit(_ habit: Measure.Habit, history: HabitHistory, schedule: Schedule) -> Assessment {
        let counted = history.met + history.unmet
        var result = Assessment(status: .onTrack, history: history)
        result.current = history.current?.total
        if counted > 0 {
            result.fraction = BasisPoints(Int128(history.met), of: Int128(counted))
            result.expected = .whole
        }
        let recent = history.recent(habit.period.judged)
        if schedule.isPastDue {
            let isKept = result.fraction.map { $0.value >= 9_500 } ?? false
            result.status = isKept ? .achieved : .overdue
        } else if recent.counted > 0 {
            let share = BasisPoints(Int128(recent.met), of: Int128(recent.counted))
            result.status = Status(gap: BasisPoints.whole.value - share.value)
        }
        result.daysAhead = -(recent.counted - recent.met) * habit.period.usualDays
        result.isStreakAtRisk = history.isStreakAtRisk(of: habit)
        return result
    }
}

extension HabitHistory {
    /// Whether the current period can be met today or not at all any more.
    fileprivate func isStreakAtRisk(of habit: Measure.Habit) -> Bool {
        guard !habit.atMost, streak > 0, let current, current.outcome == .open else { return false }
        if current.daysLeft == 0 { return true }
        // Without a unit it is done once a day.
        return habit.unit.isEmpty && current.needed - current.total > Quantity(current.daysLeft)
    }
}

extension Period {
    /// How many of the latest periods the status looks at.
    fileprivate var judged: Int {
        switch self {
        case .day: 28
        case .week, .month: 12
        }
    }

    fileprivate var usualDays: Int {
        switch self {
        case .day: 1
        case .week: 7
        case .month: 30
        }
    }
}
