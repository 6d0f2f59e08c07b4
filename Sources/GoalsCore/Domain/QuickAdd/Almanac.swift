/// Answers what people mean by days and periods that they name from where they stand.
///
/// Nil where the calendar ends. Periods are whole: a month is from its first to its last day.
struct Almanac {
    let today: Day
    /// 1 for Monday to 7 for Sunday.
    let weekStart: Int

    init(today: Day, weekStart: Int) {
        self.today = today
        self.weekStart = min(max(weekStart, 1), 7)
    }

    /// The next such day that is not before today; looks ahead as far as leap days can be apart.
    func next(month: Int, day: Int) -> Day? {
        (today.year...today.year + 8).lazy.compactMap { Day(year: $0, month: month, day: day) }.first { $0 >= today }
    }

    /// The next day with this number in its month that is not before today.
    func next(day number: Int) -> Day? {
        (0...12).lazy.compactMap { period(.month, later: $0)?.lowerBound }
            .compactMap { Day(year: $0.year, month: $0.month, day: number) }.first { $0 >= today }
    }

    func next(weekday: Int) -> Day {
        today.advanced(by: (weekday - today.weekday + 7) % 7)
    }

    /// The period that today lies in, or the one so many later.
    func period(_ unit: TimeUnit, later: Int = 0) -> ClosedRange<Day>? {
        switch unit {
        case .day:
            let day = today.advanced(by: later)
            return day...day
        case .week:
            let first = today.advanced(by: later * 7 - (today.weekday - weekStart + 7) % 7)
            return first...first.advanced(by: 6)
        case .month:
            return months(from: monthNumber(today) + later, count: 1)
        case .quarter:
            return months(from: (monthNumber(today) / 3 + later) * 3, count: 3)
        case .year:
            return months(from: (today.year + later) * 12, count: 12)
        }
    }

    /// A month (1…12) of a year, or the next one that is not over.
    func month(_ month: Int, year: Int?) -> ClosedRange<Day>? {
        months(from: (year ?? today.year + (month < today.month ? 1 : 0)) * 12 + month - 1, count: 1)
    }

    /// A quarter (1…4) of a year, or the next one that is not over.
    func quarter(_ quarter: Int, year: Int?) -> ClosedRange<Day>? {
        months(from: (year ?? today.year + (quarter * 3 < today.month ? 1 : 0)) * 12 + quarter * 3 - 3, count: 3)
    }

    func year(_ year: Int) -> ClosedRange<Day>? { months(from: year * 12, count: 12) }

    /// A day so many units later; the last day of the month where it has fewer days.
    func day(_ count: Int, _ unit: TimeUnit, after day: Day) -> Day? {
        switch unit {
        case .day: return day.advanced(by: count)
        case .week: return day.advanced(by: count * 7)
        case .month, .quarter, .year:
            let length = unit == .month ? 1 : unit == .quarter ? 3 : 12
            guard let month = months(from: monthNumber(day) + count * length, count: 1) else { return nil }
            return month.lowerBound.advanced(by: min(day.day, month.upperBound.day) - 1)
        }
    }

    /// Months counted from the year 0.
    private func monthNumber(_ day: Day) -> Int { day.year * 12 + day.month - 1 }

    private func months(from first: Int, count: Int) -> ClosedRange<Day>? {
        let last = first + count - 1
        guard let start = Day(year: first / 12, month: first % 12 + 1, day: 1),
            let end = Day(year: last / 12, month: last % 12 + 1, day: Gregorian.length(ofMonth: last % 12 + 1, year: last / 12))
        else { return nil }
        return start...end
    }
}
