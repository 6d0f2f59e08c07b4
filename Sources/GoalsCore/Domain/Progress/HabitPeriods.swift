/// The periods of a habit from its start to its due day, one after the other; the first and the last may be cut short.
///
/// Days on which a habit by the day is not asked for are left out. Calendar dates are worked out once, then only counted on.
struct HabitPeriods: IteratorProtocol {
    struct Span {
        let first: Day
        let last: Day
        /// How many days the period has when it is not cut short.
        let length: Int

        var days: Int { last - first + 1 }
    }

    private let period: Period
    private let weekdays: Weekdays
    private let end: Int
    /// The next period's first day, counted from 1970-01-01.
    private var first: Int
    /// How many days before that one its week (on Monday, for a habit by the day) or month began; 0 from the second period on.
    private var offset: Int
    private var year: Int
    private var month: Int

    init(of habit: Measure.Habit, start: Day, due: Day?, weekStart: Int) {
        period = habit.period
        weekdays = habit.weekdays
        first = Int(start.number)
        end = Int((due ?? .max).number)
        (year, month, offset) = (0, 0, 0)
        switch habit.period {
        case .day: offset = start.weekday - 1
        case .week:
            let ahead = (start.weekday - weekStart % 7) % 7
            offset = ahead < 0 ? ahead + 7 : ahead
        case .month:
            let date = Gregorian.date(days: first)
            (year, month, offset) = (date.year, date.month, date.day - 1)
        }
    }

    mutating func next() -> Span? {
        switch period {
        case .day: nextDay()
        case .week: span(of: 7)
        case .month: nextMonth()
        }
    }

    private mutating func nextDay() -> Span? {
        guard !weekdays.isEmpty else { return nil }
        while weekdays.rawValue & (1 << UInt8(offset)) == 0 { passDay() }
        guard first <= end else { return nil }
        let day = Day(number: Int32(clamping: first))
        passDay()
        return Span(first: day, last: day, length: 1)
    }

    private mutating func passDay() {
        first += 1
        offset = offset == 6 ? 0 : offset + 1
    }

    private mutating func nextMonth() -> Span? {
        let month = span(of: Gregorian.length(ofMonth: month, year: year))
        (year, self.month) = self.month == 12 ? (year + 1, 1) : (year, self.month + 1)
        return month
    }

    private mutating func span(of length: Int) -> Span? {
        guard first <= end else { return nil }
        let next = first + length - offset
        defer { (first, offset) = (next, 0) }
        return Span(first: Day(number: Int32(clamping: first)), last: Day(number: Int32(clamping: min(next - 1, end))), length: length)
    }
}
