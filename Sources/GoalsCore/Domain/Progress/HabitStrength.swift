/// How settled a habit is: an average of its periods in which old ones fade, S ← S·m + v·(1 − m).
///
/// The only floating point in the domain: nothing is decided by it. Sums and products in a fixed order give the same on all machines.
struct HabitStrength {
    private var value = 0.0
    /// What is left of the old after one day; for a habit by the day after one day on which it is asked for.
    private let kept: Double
    private let isDaily: Bool

    /// m is 0.5^(√f/13) a day for a habit that is done f times a day: what is done rarely takes longer to settle, and to fade.
    init(of habit: Measure.Habit) {
        isDaily = habit.period == .day
        let isCounted = habit.unit.isEmpty && !habit.atMost
        let times = Double(habit.times.micros) / 1_000_000
        switch habit.period {
        case .day:
            let frequency = Double(max(habit.weekdays.rawValue.nonzeroBitCount, 1)) / 7
            // From one such day to the next 1 / f days pass.
            kept = Self.half(toThe: frequency.squareRoot() / 13 / frequency)
        case .week:
            let frequency = (isCounted ? min(max(times, 0), 7) : 1) / 7
            kept = Self.half(toThe: frequency.squareRoot() / 13)
        case .month:
            let frequency = (isCounted ? min(max(times, 0), 30) : 1) / 30
            kept = Self.half(toThe: frequency.squareRoot() / 13)
        }
    }

    /// Rounded down.
    var points: BasisPoints {
        // The sliver keeps a half that came out as 0.49999999999 a half.
        BasisPoints(Int(value * 10_000 + 0.000_001))
    }

    /// Adds a period of so many days, of which a share of 0…1 was done.
    mutating func add(share: Double, days: Int) {
        var kept = kept
        if !isDaily {
            for _ in 1..<max(days, 1) { kept *= self.kept }
        }
        value = value * kept + share * (1 - kept)
    }

    /// 0.5^exponent for an exponent of 0…0.3, by its power series.
    private static func half(toThe exponent: Double) -> Double {
        let x = -0.693_147_180_559_945_3 * exponent
        var (sum, term) = (1.0, 1.0)
        for index in 1...16 {
            term *= x / Double(index)
            sum += term
        }
        return sum
    }
}
