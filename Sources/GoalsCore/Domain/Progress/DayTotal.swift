/// What was noted about a habit on one day.
public struct DayTotal: Hashable, Sendable {
    public var day: Day
    /// The total of the day's values.
    public var total: Quantity
    /// Whether the day was skipped: nothing is asked for on it, but what was done counts all the same.
    public var isSkipped: Bool

    public init(day: Day, total: Quantity, isSkipped: Bool = false) {
        self.day = day
        self.total = total
        self.isSkipped = isSkipped
    }
}
