/// How a goal stands on one day. Derived whenever it is read and never stored, so that a late check-in or an edit is always right.
///
/// The formulae, with their rounding and examples, are in docs/domain.md. All that a threshold decides on is exact, on integers.
public struct Progress: Hashable, Sendable {
    /// The current value, in units; 0 or 1 for a `done` goal; the current period's total for a habit. Nil where nothing is known
    /// yet, for a habit without a current period, and for a `rollup`.
    public var current: Quantity?
    /// The share of the way that is covered, rounded down; nil for a habit and a `rollup` of which there is nothing to judge.
    public var fraction: BasisPoints?
    /// The share that should be covered by now, rounded down; nil when nothing is due at any time.
    public var expected: BasisPoints?
    public var status: Status
    /// Days before (negative: behind) an even pace, rounded down; nil when achieved, closed or without a pace.
    public var daysAhead: Int?
    /// Units to gain a day from today to the due day, rounded away from zero; negative for a value that is to fall. For a budget,
    /// what may be used a day, rounded down. Nil when achieved, closed, overdue or without a due day, and for the other measures.
    public var requiredPerDay: Quantity?
    /// When a number is reached, or a budget used up. Nil with too little to go by, when achieved, closed or paused without an end,
    /// and for the other measures.
    public var forecast: Forecast?
    /// How many periods of a habit have been met since the last that was not; nil for other goals.
    public var streak: Int?
    /// The longest streak that a habit has had; nil for other goals.
    public var bestStreak: Int?
    /// How settled a habit is; nil for other goals.
    public var strength: BasisPoints?
    /// A habit's day, week or month that today lies in; nil on days on which it is not asked for, and for other goals.
    public var period: HabitPeriod?
    /// Whether a habit's streak ends unless something is done today.
    public var streakAtRisk: Bool
    /// The latest day with a check-in or a skip.
    public var lastCheckIn: Day?
    /// The value of the latest check-in, to offer it again.
    public var usual: Quantity?
    /// Whether an active goal has not been checked in on for longer than its cadence and three days of grace.
    public var stale: Bool

    /// - Parameters:
    ///   - pauses: the goal's own and those of its space.
    ///   - parts: the live children of a `rollup`; of no account for other goals.
    ///   - weekStart: the first day of the user's week, 1 for Monday to 7 for Sunday.
    public init(
        of goal: Goal, summary: CheckInSummary, pauses: Pauses = .none, parts: [Part] = [], weekStart: Int = 1, today: Day
    ) {
        let schedule = Schedule(of: goal, pauses: pauses, today: today)
        let assessment = Assessment(of: goal, summary: summary, schedule: schedule, parts: parts, weekStart: weekStart)
        let isPaused = goal.state == .paused || schedule.isPaused
        let history = assessment.history
        current = assessment.current
        fraction = assessment.fraction
        expected = assessment.expected
        status = Self.status(of: goal, assessment: assessment, hasStarted: schedule.hasStarted, isPaused: isPaused)
        streak = history?.streak
        bestStreak = history?.bestStreak
        strength = history?.strength.points
        period = history?.current
        streakAtRisk = false
        lastCheckIn = summary.lastDay
        usual = summary.last?.value
        stale = false

        guard !goal.state.isClosed, status != .achieved else { return }
        daysAhead = assessment.daysAhead
        requiredPerDay = assessment.requiredPerDay
        if goal.state != .paused, !pauses.isOpenEnded(on: today) { forecast = assessment.forecast }
        guard !isPaused else { return }
        stale = Staleness.isStale(goal, lastDay: summary.lastDay, schedule: schedule)
        streakAtRisk = assessment.isStreakAtRisk
    }

    /// The first of these that holds is the status.
    private static func status(of goal: Goal, assessment: Assessment, hasStarted: Bool, isPaused: Bool) -> Status {
        switch goal.state {
        case .done: return .done
        case .missed: return .missed
        case .dropped: return .dropped
        case .active, .paused: break
        }
        if assessment.isReached { return .achieved }
        if !hasStarted { return .upcoming }
        return isPaused ? .paused : assessment.status
    }
}
