/// How a goal stands on one day. Derived whenever it is read and never stored, so that a late check-in or an edit is always right.
///
/// The formulae, with their rounding and examples, are in docs/domain.md. All arithmetic is exact, on integers.
public struct Progress: Hashable, Sendable {
    /// The current value, in units; 0 or 1 for a `done` goal; nil for a `last` number without a check-in.
    public var current: Quantity?
    /// The share of the way that is covered, rounded down.
    public var fraction: BasisPoints?
    /// The share of the days that is over, rounded down; nil without a due day.
    public var expected: BasisPoints?
    public var status: Status
    /// Days before (negative: behind) an even pace, rounded down; nil when achieved, closed or without a due day.
    public var daysAhead: Int?
    /// Units to gain a day from today to the due day, rounded away from zero; negative for a value that is to fall.
    /// Nil when achieved, closed, overdue or without a due day, and for `done` goals.
    public var requiredPerDay: Quantity?
    /// Nil with too little to go by, when achieved, closed or paused, and for `done` goals.
    public var forecast: Forecast?
    public var lastCheckIn: Day?
    public var checkIns: Int
    /// The value of the latest check-in, to offer it again.
    public var usual: Quantity?
    /// Whether an active goal has not been checked in on for longer than its cadence and three days of grace.
    public var stale: Bool

    public init(of goal: Goal, summary: CheckInSummary, today: Day) {
        let standing = Standing(of: goal, summary: summary)
        let schedule = goal.due.map { Schedule(start: goal.start, due: $0) }
        current = standing.current
        fraction = standing.fraction
        expected = schedule?.expected(on: today)
        status = Self.status(of: goal, standing: standing, schedule: schedule, today: today)
        lastCheckIn = summary.last?.day
        checkIns = summary.count
        usual = summary.last?.value
        stale = Self.isStale(goal, standing: standing, lastCheckIn: summary.last?.day, today: today)

        guard !goal.state.isClosed, !standing.isAchieved else { return }
        daysAhead = schedule?.daysAhead(of: standing, on: today)
        guard case .number(let number) = goal.measure else { return }
        let remaining = number.target - (standing.current ?? number.baseline)
        requiredPerDay = schedule?.requiredPerDay(remaining, on: today)
        guard goal.state != .paused else { return }
        forecast = Forecast(of: number, goal: goal, current: standing.current, summary: summary, today: today)
    }

    /// The first of these that holds is the status.
    private static func status(of goal: Goal, standing: Standing, schedule: Schedule?, today: Day) -> Status {
        switch goal.state {
        case .done: return .done
        case .missed: return .missed
        case .dropped: return .dropped
        case .active, .paused: break
        }
        if standing.isAchieved { return .achieved }
        if today < goal.start { return .upcoming }
        if goal.state == .paused { return .paused }
        guard let schedule else { return .noDeadline }
        if today > schedule.due { return .overdue }
        return switch schedule.expected(on: today).value - standing.fraction.value {
        case ...500: .onTrack
        case ...1_500: .atRisk
        default: .behind
        }
    }

    private static func isStale(_ goal: Goal, standing: Standing, lastCheckIn: Day?, today: Day) -> Bool {
        guard goal.state == .active, !standing.isAchieved else { return false }
        let silentSince = max(goal.start, lastCheckIn ?? goal.start)
        return today > silentSince.advanced(by: min(max(goal.cadenceDays, 1), 366) + 3)
    }
}
