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

    /// The forecast for a number goal that is not yet achieved; nil when there is too little to go by: no check-in, or no window.
    init?(of number: Measure.Number, goal: Goal, current: Quantity?, summary: CheckInSummary, today: Day) {
        guard summary.count > 0, let current,
            let window = CheckInSummary.window(cadenceDays: goal.cadenceDays, start: goal.start, today: today)
        else { return nil }
        let anchorDay = today.advanced(by: -window)
        let segment = Segment(of: number, start: goal.start, summary: summary)

        // rate = (current − value on the anchor day) / window, held as gain / divisor to stay exact.
        // Quantities are ≤ 10²⁸ millionths, a segment is < 4·10⁶ days and a window ≤ 90: all products stay below 10³⁸.
        let length = Int128(segment.length)
        let passed = Int128(min(max(anchorDay - segment.day, 0), segment.length))
        let gain = (current - segment.value).micros * length - segment.rise.micros * passed
        let divisor = length * Int128(window)
        let remaining = (number.target - current).micros

        ratePerDay = Quantity(micros: gain / divisor)
        guard gain != 0, gain.signum() == remaining.signum() else { return }
        let (days, rest) = (abs(remaining) * divisor).quotientAndRemainder(dividingBy: abs(gain))
        let whole = rest == 0 ? days : days + 1
        if whole <= Self.horizon { day = today.advanced(by: Int(whole)) }
    }

    /// The straight line that the value followed around the anchor day: flat after the last check-in, and from the baseline on
    /// the start day before the first.
    private struct Segment {
        let day: Day
        let value: Quantity
        let rise: Quantity
        let length: Int

        init(of number: Measure.Number, start: Day, summary: CheckInSummary) {
            let offset = number.aggregate == .sum ? number.baseline : .zero
            day = summary.before?.day ?? start
            value = summary.before.map { offset + $0.value } ?? number.baseline
            guard let after = summary.after, after.day > day else {
                (rise, length) = (.zero, 1)
                return
            }
            length = after.day - day
            rise = number.aggregate == .sum ? after.value : after.value - value
        }
    }
}
