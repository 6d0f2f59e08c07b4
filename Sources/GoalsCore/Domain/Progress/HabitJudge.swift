/// Says what a habit asks for in a period, and whether that was done.
struct HabitJudge {
    private let times: Int128
    private let atMost: Bool
    /// What the amounts asked for are rounded up to: whole numbers when a whole number is asked for.
    private let step: Int128

    init(_ habit: Measure.Habit) {
        times = habit.times.micros
        atMost = habit.atMost
        step = habit.times.micros % 1_000_000 == 0 ? 1_000_000 : 1
    }

    /// The outcome of a period, and how much of the habit it asks for or allows, in millionths.
    func judge(_ count: HabitTally.Count, of span: HabitPeriods.Span, isOver: Bool) -> (outcome: HabitPeriod.Outcome, needed: Int128) {
        if atMost { return (judgeAllowance(count, isOver: isOver), times) }
        // A period without an active day is met by what one day would ask for, so that a pause over days on which something was
        // done takes nothing away.
        let needed = needed(forDays: max(count.activeDays, 1), of: span.length)
        if count.total >= needed { return (.met, needed) }
        if count.activeDays == 0 { return (.excused, 0) }
        return (isOver ? .unmet : .open, needed)
    }

    /// How much a period that was met or not adds to the habit's strength, 0…1.
    func share(_ count: HabitTally.Count, needed: Int128, isMet: Bool) -> Double {
        if isMet { return 1 }
        if atMost || count.total <= 0 || needed <= 0 { return 0 }
        return min(1, Self.approximate(count.total) / Self.approximate(needed))
    }

    /// The amounts that people enter fit 64 bits, of which the conversion takes next to no time; of 128 it takes 0.3 µs.
    private static func approximate(_ micros: Int128) -> Double {
        Int64(exactly: micros).map(Double.init) ?? Double(micros)
    }

    private func judgeAllowance(_ count: HabitTally.Count, isOver: Bool) -> HabitPeriod.Outcome {
        if count.activeTotal > times { return .unmet }
        // Exceeded, but only together with days that do not count.
        if count.total > times { return .excused }
        return isOver ? .met : .open
    }

    private func needed(forDays active: Int, of length: Int) -> Int128 {
        if active >= length { return times }
        let divisor = Int128(length) * step
        let (quotient, remainder) = (times * Int128(active)).quotientAndRemainder(dividingBy: divisor)
        return (remainder > 0 ? quotient + 1 : quotient) * step
    }
}
