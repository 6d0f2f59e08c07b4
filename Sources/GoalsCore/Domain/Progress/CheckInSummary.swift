/// All that progress needs to know about a goal's check-ins, so that a database can answer it without listing them.
///
/// A skip, a check-in without a value, counts for ``days`` and ``lastDay`` alone; of a goal that was a habit once, for nothing.
public struct CheckInSummary: Hashable, Sendable {
    /// The total of all values; zero where the latest value stands.
    public var sum: Quantity
    /// The latest check-in: by day, then by the moment of its creation, then by id.
    public var last: Point?
    /// The latest day with a check-in up to the anchor day; nil without such a day or a window, and for what has
    /// no pace to tell: all but numbers and limits.
    public var before: Anchor?
    /// The first day with a check-in after the anchor day; nil without such a day or a window, and for what has
    /// no pace to tell: all but numbers and limits.
    public var after: Anchor?
    /// Every day with a check-in or skip, ascending; only for habits, empty for all other goals.
    public var days: [DayTotal]
    /// The latest day with a check-in or skip.
    public var lastDay: Day?

    /// The value of one check-in.
    public struct Point: Hashable, Sendable {
        public var day: Day
        public var value: Quantity

        public init(day: Day, value: Quantity) {
            self.day = day
            self.value = value
        }
    }

    /// One of the two days with check-ins that surround the forecast's anchor day, today − ``window(cadenceDays:start:today:)``.
    public struct Anchor: Hashable, Sendable {
        public var day: Day
        /// For ``Aggregate/last`` (and `done` goals) the day's last value. For ``Aggregate/sum`` a total, without the baseline:
        /// in `before` of all values up to and including the day, in `after` of the day's own values.
        public var value: Quantity

        public init(day: Day, value: Quantity) {
            self.day = day
            self.value = value
        }
    }

    /// The summary with these parts; without arguments, that of no check-ins.
    public init(
        sum: Quantity = .zero, last: Point? = nil, before: Anchor? = nil, after: Anchor? = nil, days: [DayTotal] = [],
        lastDay: Day? = nil
    ) {
        self.sum = sum
        self.last = last
        self.before = before
        self.after = after
        self.days = days
        self.lastDay = lastDay
    }

    /// How many days back the forecast looks: twice the cadence, at least 28 and at most 90, but not beyond the start.
    ///
    /// Nil when that is less than a week, too little to tell a pace from. The anchor day is today minus the window.
    public static func window(cadenceDays: Int, start: Day, today: Day) -> Int? {
        let window = min(2 * min(max(cadenceDays, 14), 45), today - start)
        return window >= 7 ? window : nil
    }
}
