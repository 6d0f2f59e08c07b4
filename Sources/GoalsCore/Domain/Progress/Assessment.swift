/// What a goal's measure makes of its check-ins today; what holds for every measure is added by ``Progress``.
struct Assessment {
    var current: Quantity?
    var fraction: BasisPoints?
    var expected: BasisPoints?
    /// Whether the goal is achieved on whatever day; what is to be kept up never is while it runs.
    var isReached = false
    /// The status of a goal that is open, has begun, and is neither reached nor paused.
    var status: Status
    var daysAhead: Int?
    var requiredPerDay: Quantity?
    var forecast: Forecast?
    /// Of a habit.
    var history: HabitHistory?
    var isStreakAtRisk = false
}

extension Assessment {
    init(of goal: Goal, summary: CheckInSummary, schedule: Schedule, parts: [Progress.Part], weekStart: Int) {
        switch goal.measure {
        case .done: self = .done(goal, summary: summary, schedule: schedule)
        case .number(let number): self = .number(number, goal: goal, summary: summary, schedule: schedule)
        case .limit(let limit):
            switch limit.aggregate {
            case .sum: self = .budget(limit, goal: goal, summary: summary, schedule: schedule)
            case .last:
                let standing = summary.last.map { Standing(of: limit, current: $0.value) }
                self = .kept(standing, current: summary.last?.value, schedule: schedule)
            }
        case .range(let bounds):
            let standing = summary.last.map { Standing(of: bounds, current: $0.value) }
            self = .kept(standing, current: summary.last?.value, schedule: schedule)
        case .habit(let habit):
            let history = HabitHistory(of: habit, days: summary.days, schedule: schedule, weekStart: weekStart)
            self = .habit(habit, history: history, schedule: schedule)
        case .rollup: self = .rollup(parts, schedule: schedule)
        }
    }
}

extension Status {
    /// How a goal that is so many basis points behind what is expected stands.
    init(gap: Int) {
        self =
            switch gap {
            case ...500: .onTrack
            case ...1_500: .atRisk
            default: .behind
            }
    }
}
