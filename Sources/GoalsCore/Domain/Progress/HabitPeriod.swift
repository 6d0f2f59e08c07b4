/// A day, week or month of a habit, cut to the goal's days.
public struct HabitPeriod: Hashable, Sendable {
    public var first: Day
    public var last: Day
    /// What was done in it, on days that do not count as well.
    public var total: Quantity
    /// What is asked for, by its active days; with `atMost`, what is allowed.
    public var needed: Quantity
    public var outcome: Outcome
    /// How many of its active days come after today.
    public var daysLeft: Int

    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        case met
        /// Over and not met, or exceeded.
        case unmet
        /// Not met, but nothing was asked for either.
        case excused
        /// Not over and not decided.
        case open
    }

    public init(first: Day, last: Day, total: Quantity, needed: Quantity, outcome: Outcome, daysLeft: Int) {
        self.first = first
        self.last = last
        self.total = total
        self.needed = needed
        self.outcome = outcome
        self.daysLeft = daysLeft
    }
}
