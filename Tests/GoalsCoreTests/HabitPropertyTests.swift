import GoalsCore
import Testing

/// What must hold for every habit, whatever was noted.
struct HabitPropertyTests {
    struct Case {
        var goal: Goal
        var checkIns: [CheckIn]
        var pauses: [ClosedRange<Day>]
        var weekStart: Int
        var today: Day

        init(using generator: inout SeededGenerator) {
            let start = day("2027-11-20").advanced(by: .random(in: 0...60, using: &generator))
            today = start.advanced(by: .random(in: -3...130, using: &generator))
            weekStart = .random(in: 1...7, using: &generator)
            let period = Period.allCases.randomElement(using: &generator) ?? .day
            let weekdays = period == .day && Bool.random(using: &generator) ? UInt8.random(in: 1...127, using: &generator) : 127
            let habit = Measure.Habit(
                unit: Bool.random(using: &generator) ? "km" : "",
                times: Quantity(micros: Int128([500_000, 1_000_000, 2_000_000, 3_300_000].randomElement(using: &generator) ?? 1)),
                period: period, weekdays: Weekdays(rawValue: weekdays), atMost: Int.random(in: 0..<3, using: &generator) == 0)
            goal = Sample.goal(.habit(habit), start: start.description)
            goal.due = Bool.random(using: &generator) ? nil : start.advanced(by: .random(in: 0...140, using: &generator))
            let density = Int.random(in: 0...100, using: &generator)
            checkIns = (0..<density).map { index in
                Sample.checkIn(
                    start.advanced(by: .random(in: -5...132, using: &generator)).description,
                    ["skip", "0", "0.5", "1", "1", "2"].randomElement(using: &generator) ?? "1", id: UInt128(index),
                    second: .random(in: 0...9, using: &generator))
            }
            pauses = []
            for _ in 0..<Int.random(in: 0...2, using: &generator) { pauses.append(randomPause(using: &generator)) }
        }

        func randomPause(using generator: inout SeededGenerator) -> ClosedRange<Day> {
            let first = goal.start.advanced(by: .random(in: -10...135, using: &generator))
            let isOpen = Int.random(in: 0..<8, using: &generator) == 0
            return first...(isOpen ? .max : first.advanced(by: .random(in: 0...40, using: &generator)))
        }

        var progress: Progress {
            let summary = CheckInSummary(checkIns, goal: goal, today: today)
            return Progress(of: goal, summary: summary, pauses: Pauses(pauses), weekStart: weekStart, today: today)
        }
    }

    /// Not worse in anything that people are proud of.
    static func isAtLeast(_ progress: Progress, _ other: Progress) -> Bool {
        (progress.streak ?? 0) >= (other.streak ?? 0) && (progress.bestStreak ?? 0) >= (other.bestStreak ?? 0)
            && (progress.fraction ?? .whole) >= (other.fraction ?? .zero)
    }

    @Test func neitherAPauseNorASkipEverLowersAStreak() {
        var generator = SeededGenerator(state: 11)
        var changed = 0
        for _ in 0..<400 {
            let plain = Case(using: &generator)
            let before = plain.progress
            var paused = plain
            paused.pauses.append(plain.randomPause(using: &generator))
            #expect(Self.isAtLeast(paused.progress, before), "\(paused)")
            var skipped = plain
            let skip = plain.goal.start.advanced(by: .random(in: -3...132, using: &generator))
            skipped.checkIns.append(Sample.checkIn(skip.description, "skip", id: 1_000, second: 0))
            #expect(Self.isAtLeast(skipped.progress, before), "\(skipped)")
            if paused.progress.streak != before.streak || skipped.progress.streak != before.streak { changed += 1 }
        }
        // The cases are such that it matters.
        #expect(changed > 15)
    }

    @Test func neitherOrderNorTimeOfEntryMatters() {
        var generator = SeededGenerator(state: 12)
        for _ in 0..<150 {
            let first = Case(using: &generator)
            var later = first
            later.checkIns = first.checkIns.shuffled(using: &generator).enumerated().map { index, checkIn in
                CheckIn(
                    id: CheckIn.ID(bits: UInt128(500 + index)), goal: checkIn.goal, day: checkIn.day, value: checkIn.value,
                    createdAt: Instant(microseconds: .random(in: 0...1_000_000, using: &generator)), updatedAt: Sample.now)
            }
            // Which of a day's check-ins is the latest does depend on when they were made.
            var (one, other) = (first.progress, later.progress)
            (one.usual, other.usual) = (nil, nil)
            #expect(one == other)
        }
    }

    /// Against the rules written out plainly, a day and a period at a time.
    @Test func thePassOverAllPeriodsFollowsTheRules() {
        var generator = SeededGenerator(state: 13)
        for _ in 0..<200 {
            let plain = Case(using: &generator)
            guard case .habit(let habit) = plain.goal.measure else { return }
            let progress = plain.progress
            let outcomes = HabitRules(of: plain, habit: habit).outcomes
            let met = outcomes.count { $0 == .met }
            let counted = met + outcomes.count { $0 == .unmet }
            let runs = outcomes.filter { $0 == .met || $0 == .unmet }.split(separator: .unmet, omittingEmptySubsequences: false)
            #expect(progress.streak == runs.last?.count ?? 0, "\(plain)")
            #expect(progress.bestStreak == runs.map(\.count).max() ?? 0)
            #expect(progress.fraction == (counted == 0 ? nil : BasisPoints(met * 10_000 / counted)))
            #expect(progress.period == nil || progress.period?.outcome == outcomes.last)
            if let strength = progress.strength { #expect((0...10_000).contains(strength.value)) }
        }
    }
}

/// The outcomes of a habit's periods up to today, as docs/domain.md says it, with no thought of speed.
private struct HabitRules {
    let plain: HabitPropertyTests.Case
    let habit: Measure.Habit

    init(of plain: HabitPropertyTests.Case, habit: Measure.Habit) {
        (self.plain, self.habit) = (plain, habit)
    }

    var outcomes: [HabitPeriod.Outcome] {
        let last = plain.goal.due ?? plain.today.advanced(by: 40)
        guard plain.goal.start <= last else { return [] }
        let days = (0...(last - plain.goal.start)).map { plain.goal.start.advanced(by: $0) }
        var periods: [(key: String, days: [Day])] = []
        for day in days where habit.weekdays.contains(day) {
            let key = key(of: day)
            if periods.last?.key == key { periods[periods.count - 1].days.append(day) } else { periods.append((key, [day])) }
        }
        return periods.filter { $0.days[0] <= plain.today }.map { outcome($0.days) }
    }

    private func key(of day: Day) -> String {
        switch habit.period {
        case .day: return day.description
        case .week: return day.advanced(by: -((day.weekday - plain.weekStart + 7) % 7)).description
        case .month: return String(day.description.prefix(7))
        }
    }

    private func length(of day: Day) -> Int128 {
        switch habit.period {
        case .day: return 1
        case .week: return 7
        case .month: return Int128([31, day.year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][day.month - 1])
        }
    }

    private func outcome(_ days: [Day]) -> HabitPeriod.Outcome {
        let isOver = days.allSatisfy { $0 < plain.today }
        let active = days.filter { day in
            !plain.pauses.contains { $0.contains(day) } && !plain.checkIns.contains { $0.day == day && $0.value == nil }
        }
        let total = total(of: days)
        if habit.atMost {
            if self.total(of: active) > habit.times { return .unmet }
            if total > habit.times { return .excused }
            return isOver ? .met : .open
        }
        let step: Int128 = habit.times.micros % 1_000_000 == 0 ? 1_000_000 : 1
        let divisor = length(of: days[0]) * step
        let needed = (habit.times.micros * Int128(max(1, active.count)) + divisor - 1) / divisor * step
        if total.micros >= needed { return .met }
        return active.isEmpty ? .excused : isOver ? .unmet : .open
    }

    private func total(of days: [Day]) -> Quantity {
        plain.checkIns.filter { days.contains($0.day) }.reduce(.zero) { $0 + ($1.value ?? .zero) }
    }
}
