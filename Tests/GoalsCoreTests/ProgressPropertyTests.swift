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
        var goal = Sample.goal()
        if Int.random(in: 0..<8, using: &generator) > 0 {
            let aggregate = Aggregate.allCases.randomElement(using: &generator) ?? .last
            goal.measure = .number(
                Measure.Number(baseline: pick(&generator), target: pick(&generator), aggregate: aggregate))
        }
        goal.start = days.randomElement(using: &generator) ?? .min
        goal.due = Bool.random(using: &generator) ? nil : days.randomElement(using: &generator)
        goal.cadenceDays = [1, 7, 40, 366, Int.max, Int.min].randomElement(using: &generator) ?? 7
        goal.state = GoalState.allCases.randomElement(using: &generator) ?? .active
        return goal
    }

    @Test func extremesNeitherTrapNorContradictThemselves() {
        var generator = SeededGenerator(state: 2026)
        for _ in 0..<20_000 {
            var goal = Self.goal(using: &generator)
            goal.due = goal.due.map { max($0, goal.start) }
            let today = Self.days.randomElement(using: &generator) ?? .min
            let checkIns = (0..<Int.random(in: 0...3, using: &generator)).map { index in
                var checkIn = Sample.checkIn("2026-01-01", "0", id: UInt128(index), second: index)
                checkIn.day = Self.days.randomElement(using: &generator) ?? .min
                checkIn.value = Self.quantities.randomElement(using: &generator) ?? .zero
                return checkIn
            }
            check(Progress(of: goal, summary: CheckInSummary(checkIns, goal: goal, today: today), today: today), goal, today)
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
                count: .random(in: -1...2, using: &generator), sum: Quantity(micros: .max),
                last: Bool.random(using: &generator) ? nil : .init(day: .min, value: Quantity(1)), before: anchor(&generator),
                after: anchor(&generator))
            _ = Progress(of: goal, summary: summary, today: Self.days.randomElement(using: &generator) ?? .min)
        }
    }

    private func check(_ progress: Progress, _ goal: Goal, _ today: Day) {
        let isOpen = !goal.state.isClosed
        #expect(!isOpen || (progress.status == .achieved) == (progress.fraction == .whole))
        if let ahead = progress.daysAhead {
            #expect(ahead < 0 || (progress.status != .behind && progress.status != .atRisk && progress.status != .overdue))
        }
        if let rate = progress.requiredPerDay, let due = goal.due, case .number(let number) = goal.measure {
            // Following the rate on every day that is left reaches the target (or passes it).
            let left = Int128(max(due, goal.start) - max(today, goal.start) + 1)
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
}
