import GoalsCore
import Testing

/// What must hold for every goal, however extreme.
struct ProgressPropertyTests {
    static let quantities: [Quantity] = [
        .zero, Quantity(micros: 1), Quantity(micros: -1), Quantity(1), Quantity(70), Quantity(-33), .limit, -.limit, Quantity(.max),
        Quantity(.min), Quantity(micros: .max), Quantity(micros: .min),
    ]
    static let days: [Day] = [
        .min, .max, day("1900-01-01"), day("2026-01-01"), day("2026-01-08"), day("2026-02-20"), day("2026-03-01"), day("2200-12-31"),
    ]

    static func goal(using generator: inout SeededGenerator) -> Goal {
        let pick = { (generator: inout SeededGenerator) in quantities.randomElement(using: &generator) ?? .zero }
        let aggregate = Aggregate.allCases.randomElement(using: &generator) ?? .last
        var goal = Sample.goal()
        goal.measure =
            switch Int.random(in: 0..<9, using: &generator) {
            case 0: .done
            case 1: .rollup
            case 2: .range(Measure.Bounds(low: pick(&generator), high: pick(&generator)))
            case 3, 4: .limit(Measure.Limit(limit: pick(&generator), aggregate: aggregate))
            default: .number(Measure.Number(baseline: pick(&generator), target: pick(&generator), aggregate: aggregate))
            }
        goal.start = days.randomElement(using: &generator) ?? .min
        goal.due = Bool.random(using: &generator) ? nil : days.randomElement(using: &generator)
        goal.cadenceDays = [1, 7, 40, 366, Int.max, Int.min].randomElement(using: &generator) ?? 7
        goal.state = GoalState.allCases.randomElement(using: &generator) ?? .active
        return goal
    }

    static func pauses(using generator: inout SeededGenerator) -> Pauses {
        Pauses(
            (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                let (one, other) = (days.randomElement(using: &generator) ?? .min, days.randomElement(using: &generator) ?? .max)
                return min(one, other)...max(one, other)
            })
    }

    static func parts(using generator: inout SeededGenerator) -> [Progress.Part] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            Progress.Part(
                weight: quantities.randomElement(using: &generator) ?? .zero,
                fraction: [nil, .zero, BasisPoints(3_333), .whole].randomElement(using: &generator) ?? nil)
        }
    }

    @Test func extremesNeitherTrapNorContradictThemselves() {
        var generator = SeededGenerator(state: 2026)
        for _ in 0..<12_000 {
            var goal = Self.goal(using: &generator)
            goal.due = goal.due.map { max($0, goal.start) }
            let today = Self.days.randomElement(using: &generator) ?? .min
            let checkIns = (0..<Int.random(in: 0...3, using: &generator)).map { index in
                var checkIn = Sample.checkIn("2026-01-01", "0", id: UInt128(index), second: index)
                checkIn.day = Self.days.randomElement(using: &generator) ?? .min
                checkIn.value = Self.quantities.randomElement(using: &generator) ?? .zero
                return checkIn
            }
            let summary = CheckInSummary(checkIns, goal: goal, today: today)
            let pauses = Self.pauses(using: &generator)
            let progress = Progress(of: goal, summary: summary, pauses: pauses, parts: Self.parts(using: &generator), today: today)
            check(progress, goal, pauses, today)
        }
    }

    /// Summaries that no check-ins could give, and due days before the start, must not trap either.
    @Test func contradictoryValuesDoNotTrap() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<5_000 {
            let goal = Self.goal(using: &generator)
            let anchor = { (generator: inout SeededGenerator) in
                CheckInSummary.Anchor(
                    day: Self.days.randomElement(using: &generator) ?? .min,
                    value: Self.quantities.randomElement(using: &generator) ?? .zero)
            }
            let summary = CheckInSummary(
                sum: Quantity(micros: .max),
                last: Bool.random(using: &generator) ? nil : .init(day: .min, value: Quantity(1)), before: anchor(&generator),
                after: anchor(&generator))
            _ = Progress(
                of: goal, summary: summary, pauses: Self.pauses(using: &generator), parts: Self.parts(using: &generator),
                today: Self.days.randomElement(using: &generator) ?? .min)
        }
    }

    /// Of habits, each period is looked at, so they get fewer days, at all ends of the calendar.
    @Test func extremeHabitsDoNotTrap() {
        var generator = SeededGenerator(state: 8)
        let starts: [Day] = [.min, day("2026-01-01"), Day.max.advanced(by: -70)]
        for _ in 0..<2_000 {
            let pick = { (generator: inout SeededGenerator) in Self.quantities.randomElement(using: &generator) ?? .zero }
            let period = Period.allCases.randomElement(using: &generator) ?? .day
            let habit = Measure.Habit(
                times: pick(&generator), period: period, weekdays: Weekdays(rawValue: .random(in: 0...255, using: &generator)),
                atMost: Bool.random(using: &generator))
            var goal = Sample.goal(.habit(habit))
            goal.start = starts.randomElement(using: &generator) ?? .min
            goal.due = Bool.random(using: &generator) ? nil : goal.start.advanced(by: .random(in: -9...99, using: &generator))
            let days = (0..<3).map { _ in
                // Neither ascending nor each day once.
                DayTotal(
                    day: goal.start.advanced(by: .random(in: -9...99, using: &generator)), total: pick(&generator),
                    isSkipped: Bool.random(using: &generator))
            }
            let progress = Progress(
                of: goal, summary: CheckInSummary(days: days), pauses: Self.pauses(using: &generator),
                weekStart: [.min, -1, 0, 1, 8, .max].randomElement(using: &generator) ?? 1,
                today: goal.start.advanced(by: .random(in: -9...120, using: &generator)))
            #expect((progress.streak ?? -1) >= 0)
            #expect((progress.bestStreak ?? -1) >= (progress.streak ?? 0))
        }
    }

    @Test func aRollupOfOneChildIsThatChild() {
        var generator = SeededGenerator(state: 9)
        for _ in 0..<500 {
            let child = Self.goal(using: &generator)
            let today = Self.days.randomElement(using: &generator) ?? .min
            let checkIns = Sample.checkIns([("2026-01-03", "\(Int.random(in: -40...80, using: &generator))")])
            let progress = Progress(of: child, summary: CheckInSummary(checkIns, goal: child, today: today), today: today)
            guard child.state != .done, let part = Progress.Part(of: child, progress: progress) else { continue }
            let rollup = Progress(of: Sample.goal(.rollup), summary: CheckInSummary(), parts: [part], today: today)
            #expect(rollup.fraction == progress.fraction)
            #expect(child.state.isClosed || today < child.start || (rollup.status == .achieved) == (progress.status == .achieved))
        }
    }

    /// The same check-ins, noted in time or all at once later and in another order.
    @Test func aBackfillEqualsHavingNotedItInTime() {
        var generator = SeededGenerator(state: 10)
        for _ in 0..<500 {
            var goal = Self.goal(using: &generator)
            goal.start = day("2026-01-01")
            let today = day("2026-01-01").advanced(by: .random(in: 0...120, using: &generator))
            // At most one a day: of two on one day the later one stands.
            let inTime = (0..<40).filter { _ in Bool.random(using: &generator) }.map { index in
                Sample.checkIn(
                    today.advanced(by: index - 39).description, "\(Int.random(in: -5...90, using: &generator))", id: UInt128(index),
                    second: index)
            }
            let later = inTime.shuffled(using: &generator).enumerated().map { index, checkIn in
                CheckIn(
                    id: CheckIn.ID(bits: UInt128(900 - index)), goal: checkIn.goal, day: checkIn.day, value: checkIn.value,
                    createdAt: instant("2026-12-01T00:00:00Z"), updatedAt: Sample.now)
            }
            let pauses = Self.pauses(using: &generator)
            let progress = { (checkIns: [CheckIn]) in
                Progress(of: goal, summary: CheckInSummary(checkIns, goal: goal, today: today), pauses: pauses, today: today)
            }
            #expect(progress(inTime) == progress(later))
        }
    }

    private func check(_ progress: Progress, _ goal: Goal, _ pauses: Pauses, _ today: Day) {
        let isOpen = !goal.state.isClosed
        #expect(progress.status != .achieved || progress.fraction == .whole)
        switch goal.measure {
        case .done, .number, .rollup:
            #expect(!isOpen || (progress.status == .achieved) == (progress.fraction == .whole))
        case .limit, .range, .habit:
            #expect(progress.status != .achieved || goal.due.map { today > $0 } ?? false)
        }
        if let ahead = progress.daysAhead, progress.fraction != nil {
            #expect(ahead < 0 || ![.behind, .atRisk, .overdue].contains(progress.status) || isBudget(goal))
        }
        if let rate = progress.requiredPerDay, let due = goal.due, case .number(let number) = goal.measure {
            // Following the rate on every day that is left reaches the target (or passes it).
            let days = max(today, goal.start)...max(due, goal.start)
            // A pause without an end is taken to end today.
            let known = pauses.ranges.compactMap { range in
                range.upperBound < .max ? range : range.lowerBound <= today ? range.lowerBound...today : nil
            }
            let paused = Pauses(known).count(in: days)
            let left = Int128(days.upperBound - days.lowerBound + 1 - paused)
            let remaining = (number.target - (progress.current ?? number.baseline)).micros
            #expect(abs(rate.micros) * left >= abs(remaining))
            #expect(rate.micros.signum() == remaining.signum())
        }
        if let day = progress.forecast?.day {
            #expect(day >= today)
            #expect(isOpen && progress.status != .achieved)
        }
        if progress.status == .achieved || !isOpen {
            #expect(!progress.stale && progress.requiredPerDay == nil && progress.forecast == nil)
        }
    }

    /// What comes after a limit is exceeded is behind, however many days may be left.
    private func isBudget(_ goal: Goal) -> Bool {
        if case .limit(let limit) = goal.measure { limit.aggregate == .sum } else { false }
    }
}
