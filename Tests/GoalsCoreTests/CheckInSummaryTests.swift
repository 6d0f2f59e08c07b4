import GoalsCore
import Testing

struct CheckInSummaryTests {
    static let today = day("2026-03-01")

    @Test func theAnchorsSurroundTheAnchorDay() {
        // 28 days before 03-01 is 02-01.
        let checkIns = Sample.checkIns([
            ("2026-01-10", "1"), ("2026-02-01", "2"), ("2026-02-01", "3"), ("2026-02-02", "4"), ("2026-02-02", "5"), ("2026-02-20", "6"),
        ])
        let last = CheckInSummary(checkIns, goal: Sample.goal(Sample.number(to: "9", .last)), today: Self.today)
        #expect(
            last
                == CheckInSummary(
                    last: .init(day: day("2026-02-20"), value: Quantity(6)),
                    before: .init(day: day("2026-02-01"), value: Quantity(3)), after: .init(day: day("2026-02-02"), value: Quantity(5)),
                    lastDay: day("2026-02-20")))
        let sum = CheckInSummary(checkIns, goal: Sample.goal(Sample.number(to: "9", .sum)), today: Self.today)
        #expect(
            sum
                == CheckInSummary(
                    sum: Quantity(21), last: .init(day: day("2026-02-20"), value: Quantity(6)),
                    before: .init(day: day("2026-02-01"), value: Quantity(6)), after: .init(day: day("2026-02-02"), value: Quantity(9)),
                    lastDay: day("2026-02-20")))
    }

    @Test func withoutAWindowThereAreNoAnchors() {
        let summary = CheckInSummary(Sample.checkIns([("2026-01-02", "1")]), goal: Sample.goal(), today: day("2026-01-07"))
        #expect(
            summary
                == CheckInSummary(
                    last: .init(day: day("2026-01-02"), value: Quantity(1)), lastDay: day("2026-01-02")))
        #expect(CheckInSummary([], goal: Sample.goal(), today: Self.today) == CheckInSummary())
    }

    @Test func onOneDayTheLaterOneIsLastThenTheGreaterId() {
        func last(_ checkIns: [CheckIn]) -> Quantity? {
            CheckInSummary(checkIns, goal: Sample.goal(Sample.number(to: "9")), today: Self.today).last?.value
        }
        let early = Sample.checkIn("2026-02-20", "1", id: 9, second: 0)
        let late = Sample.checkIn("2026-02-20", "2", id: 1, second: 5)
        let twin = Sample.checkIn("2026-02-20", "3", id: 2, second: 5)
        #expect(last([early, late]) == Quantity(2))
        #expect(last([late, early]) == Quantity(2))
        #expect(last([twin, late, early]) == Quantity(3))
        // Noted later, but about an earlier day.
        #expect(last([early, Sample.checkIn("2026-02-19", "4", id: 20, second: 50)]) == Quantity(1))
    }

    @Test func skipsCountForTheDaysOfAHabitAlone() {
        let checkIns = Sample.checkIns([
            ("2026-02-20", "skip"), ("2026-02-03", "2"), ("2026-01-20", "4"), ("2026-01-20", "skip"), ("2026-02-03", "3"),
            ("2026-01-25", "skip"), ("2026-02-02", "skip"),
        ])
        var expected = CheckInSummary(
            last: .init(day: day("2026-02-03"), value: Quantity(3)),
            before: .init(day: day("2026-01-20"), value: Quantity(4)), after: .init(day: day("2026-02-03"), value: Quantity(3)),
            lastDay: day("2026-02-03"))
        #expect(CheckInSummary(checkIns, goal: Sample.goal(Sample.number(to: "9")), today: Self.today) == expected)

        expected.lastDay = day("2026-02-20")
        expected.sum = Quantity(9)
        (expected.before, expected.after) = (nil, nil)
        expected.days = [
            DayTotal(day: day("2026-01-20"), total: Quantity(4), isSkipped: true),
            DayTotal(day: day("2026-01-25"), total: .zero, isSkipped: true),
            DayTotal(day: day("2026-02-02"), total: .zero, isSkipped: true),
            DayTotal(day: day("2026-02-03"), total: Quantity(5)), DayTotal(day: day("2026-02-20"), total: .zero, isSkipped: true),
        ]
        #expect(CheckInSummary(checkIns, goal: Sample.goal(Sample.habit()), today: Self.today) == expected)
        #expect(CheckInSummary(checkIns.reversed(), goal: Sample.goal(Sample.habit()), today: Self.today) == expected)
    }

    @Test func skipsAloneSayNothing() {
        let summary = CheckInSummary(
            Sample.checkIns([("2026-01-20", "skip")]), goal: Sample.goal(Sample.number(to: "9")), today: Self.today)
        #expect(summary == CheckInSummary())
    }

    /// Against the definition, written out plainly, for random check-ins in random order.
    @Test(arguments: Aggregate.allCases)
    func theSummaryFollowsTheDefinitionInAnyOrder(aggregate: Aggregate) {
        var generator = SeededGenerator(state: 42)
        for _ in 0..<300 {
            let goal = Sample.goal(Sample.number(to: "100", aggregate), cadence: Int.random(in: 1...60, using: &generator))
            let today = day("2026-01-01").advanced(by: .random(in: -5...150, using: &generator))
            let checkIns = (0..<Int.random(in: 0...12, using: &generator)).map { index in
                Sample.checkIn(
                    day("2025-12-20").advanced(by: .random(in: 0...120, using: &generator)).description,
                    Int.random(in: 0...5, using: &generator) == 0 ? "skip" : "\(Int.random(in: -9...9, using: &generator))",
                    id: UInt128(index), second: .random(in: 0...3, using: &generator))
            }
            let summary = CheckInSummary(checkIns, goal: goal, today: today)
            #expect(CheckInSummary(checkIns.shuffled(using: &generator), goal: goal, today: today) == summary)

            #expect(summary.lastDay == checkIns.filter { $0.value != nil }.map(\.day).max())
            let ordered = checkIns.filter { $0.value != nil }.sorted { ($0.day, $0.createdAt, $0.id) < ($1.day, $1.createdAt, $1.id) }
            func total(_ checkIns: [CheckIn]) -> Quantity { checkIns.reduce(.zero) { $0 + ($1.value ?? .zero) } }
            #expect(summary.sum == (aggregate == .sum ? total(ordered) : .zero))
            #expect(summary.last?.day == ordered.last?.day)
            #expect(summary.last?.value == ordered.last?.value)

            let window = CheckInSummary.window(cadenceDays: goal.cadenceDays, start: goal.start, today: today)
            let anchor = window.map { today.advanced(by: -$0) } ?? .min
            let before = ordered.filter { $0.day <= anchor }
            let firstAfter = window == nil ? nil : ordered.first { $0.day > anchor }?.day
            let after = ordered.filter { $0.day == firstAfter }
            #expect(summary.before?.day == before.last?.day)
            #expect(summary.before?.value == (before.isEmpty ? nil : aggregate == .sum ? total(before) : before.last?.value))
            #expect(summary.after?.day == after.last?.day)
            #expect(summary.after?.value == (after.isEmpty ? nil : aggregate == .sum ? total(after) : after.last?.value))
        }
    }
}
