/// When a goal will be reached if the pace of the last weeks goes on.
public struct Forecast: Hashable, Sendable {
    /// The day the target is reached; nil when this pace does not lead there within ten years.
    public var day: Day?
    /// The change a day, in units, cut to six digits; negative when the value falls.
    public var ratePerDay: Quantity

    /// Farther than this many days (ten years) is "not at this pace".
    static let horizon = 3_653

    public init(day: Day?, ratePerDay: Quantity) {
        self.day = day
        self.ratePerDay = ratePerDay
    }

    /// The forecast for a number that is not yet reached; nil when there is too little to go by: no check-in, no window, or no active
    /// day in it.
    init?(of number: Measure.Number, goal: Goal, current: Quantity?, summary: CheckInSummary, schedule: Schedule) {
        let today = schedule.today
        guard summary.last != nil, let current,
            let window = CheckInSummary.window(cadenceDays: goal.cadenceDays, start: goal.start, today: today)
        else { return nil }
        let anchorDay = today.advanced(by: -window)
        let activeDays = schedule.pauses.activeDays(from: anchorDay.advanced(by: 1), through: today)
        guard activeDays > 0 else { return nil }
        let segment = Segment(of: number, start: goal.start, anchorDay: anchorDay, summary: summary, pauses: schedule.pauses)

        // rate = (current − value on the anchor day) / active days, held as gain / divisor to stay exact.
        // Quantities are ≤ 10²⁸ millionths, a segment is < 4·10⁶ days and a window ≤ 90: all products stay below 10³⁸.
        let length = Int128(segment.length)
        let gain = (current - segment.value).micros * length - segment.rise.micros * Int128(segment.passed)
        let divisor = length * Int128(activeDays)
        let remaining = (number.target - current).micros

        ratePerDay = Quantity(micros: gain / divisor)
        guard gain != 0, gain.signum() == remaining.signum() else { return }
        let (days, rest) = (abs(remaining) * divisor).quotientAndRemainder(dividingBy: abs(gain))
        let whole = rest == 0 ? days : days + 1
        guard whole <= Self.horizon, let reached = schedule.pauses.activeDay(Int(whole), after: today) else { return }
        if reached - today <= Self.horizon { day = reached }
    }

    /// The straight line over active days that the value followed around the anchor day: flat after the last check-in, and from the
    /// baseline on the start day before the first.
    private struct Segment {
        let value: Quantity
        let rise: Quantity
        /// How many days it takes, at least 1, and how many of them are over on the anchor day.
        let length: Int
        let passed: Int

        init(of number: Measure.Number, start: Day, anchorDay: Day, summary: CheckInSummary, pauses: Pauses) {
            let offset = number.aggregate == .sum ? number.baseline : .zero
            let day = summary.before?.day ?? start
            value = summary.before.map { offset + $0.value } ?? number.baseline
            guard let after = summary.after, after.day > day else {
                (rise, length, passed) = (.zero, 1, 0)
                return
            }
            rise = number.aggregate == .sum ? after.value : after.value - value
            let active = pauses.activeDays(from: day.advanced(by: 1), through: after.day)
            // What was gained within a pause was gained on all of its days alike.
            let counted = active > 0 ? pauses : .none
            length = active > 0 ? active : after.day - day
            passed = counted.activeDays(from: day.advanced(by: 1), through: anchorDay)
        }
    }
}
