import GoalsCore
import Testing

/// A budget: a sum that is used up between start and due day.
struct BudgetProgressTests {
    /// Ten days for 200.
    static let budget = Sample.goal(Sample.limit("200"), due: "2026-01-10")

    static func progress(_ used: String, _ goal: Goal = budget, pauses: [ClosedRange<Day>] = [], on today: String = "2026-01-05")
        -> Progress
    {
        Sample.progress(goal, [("2026-01-01", used)], pauses: pauses, on: today)
    }

    @Test(arguments: [
        ("200", "0", 10_000), ("200", "200", 10_000), ("200", "200.000001", 9_999), ("200", "210", 9_500), ("200", "300", 5_000),
        ("200", "399.999999", 0), ("200", "400", 0), ("200", "1000", 0), ("200", "-5", 10_000), ("0", "0", 10_000), ("0", "0.000001", 0),
        ("0", "-1", 10_000),
    ])
    func theFractionIsWholeWithinTheLimit(limit: String, used: String, points: Int) {
        for aggregate in Aggregate.allCases {
            let progress = Self.progress(used, Sample.goal(Sample.limit(limit, aggregate)))
            #expect(progress.fraction == BasisPoints(points))
            #expect(progress.current == amount(used))
        }
    }

    @Test(
        arguments: [
            // By the evening of the fifth day half may be used: 5 points more are on track, 15 at risk.
            ("2026-01-05", 5_000, "0", .onTrack), ("2026-01-05", 5_000, "110", .onTrack), ("2026-01-05", 5_000, "110.019999", .onTrack),
            ("2026-01-05", 5_000, "110.02", .atRisk), ("2026-01-05", 5_000, "130", .atRisk), ("2026-01-05", 5_000, "130.02", .behind),
            ("2026-01-05", 5_000, "200", .behind), ("2026-01-05", 5_000, "200.01", .behind), ("2026-01-05", 5_000, "-20", .onTrack),
            ("2026-01-01", 1_000, "30", .onTrack), ("2026-01-01", 1_000, "30.02", .atRisk),
            // All of it may be used on the last day, but no more.
            ("2026-01-10", 10_000, "200", .onTrack), ("2026-01-10", 10_000, "200.01", .behind),
            ("2026-01-11", 10_000, "200", .achieved), ("2026-01-11", 10_000, "200.000001", .overdue), ("2025-12-31", 0, "0", .upcoming),
        ] as [(String, Int, String, Status)])
    func whatIsUsedIsComparedWithWhatMayBe(today: String, expected: Int, used: String, status: Status) {
        let progress = Self.progress(used, on: today)
        #expect(progress.expected == BasisPoints(expected))
        #expect(progress.status == status)
    }

    @Test func withoutADueDayOnlyTheLimitCounts() {
        let goal = Sample.goal(Sample.limit("200"))
        #expect(Self.progress("200", goal).status == .noDeadline)
        #expect(Self.progress("200.01", goal).status == .behind)
        #expect(Self.progress("200.01", goal).daysAhead == nil)
        #expect(Self.progress("100", goal).expected == nil)
    }

    @Test(arguments: [
        // Each day's share is 20, and one that has been started is used: 5 − ⌈used / 20⌉.
        ("0", 5), ("20", 4), ("20.000001", 3), ("100", 0), ("110", -1), ("200", -5), ("210", -6), ("-40", 5),
    ])
    func daysAheadAreUnusedShares(used: String, ahead: Int) {
        #expect(Self.progress(used).daysAhead == ahead)
    }

    @Test func daysAheadStandStillAfterTheDueDay() {
        #expect(Self.progress("210", on: "2026-01-11").daysAhead == -1)
        #expect(Self.progress("210", on: "2026-03-01").daysAhead == -1)
        #expect(Self.progress("200", on: "2026-01-11").daysAhead == nil)
    }

    @Test func ofNothingNothingMayBeUsed() {
        let goal = Sample.goal(Sample.limit("0"), due: "2026-01-10")
        #expect(Self.progress("0", goal).status == .onTrack)
        #expect(Self.progress("0", goal).daysAhead == 0)
        #expect(Self.progress("0", goal).requiredPerDay == .zero)
        #expect(Self.progress("1", goal).status == .behind)
        #expect(Self.progress("1", goal).daysAhead == -10)
    }

    @Test(arguments: [
        // Six days are left. Rounded down: following it never exceeds the limit.
        ("100", "2026-01-05", "16.666666"), ("200", "2026-01-05", "0"), ("200.01", "2026-01-05", nil), ("-10", "2026-01-05", "35"),
        ("0", "2025-12-20", "20"), ("100", "2026-01-10", "100"), ("100", "2026-01-11", nil),
    ])
    func requiredPerDayIsWhatMayBeUsed(used: String, today: String, required: String?) {
        #expect(Self.progress(used, on: today).requiredPerDay == required.map { amount($0) })
    }

    @Test func pausedDaysHaveNoShare() {
        // Eight active days of 25; three of them have begun, the third and fourth are paused.
        let pauses = [pause("2026-01-03", "2026-01-04")]
        let progress = Self.progress("75", pauses: pauses)
        #expect(progress.expected == BasisPoints(3_750))
        #expect(progress.status == .onTrack)
        #expect(progress.daysAhead == 0)
        #expect(Self.progress("50", pauses: pauses, on: "2026-01-04").expected == BasisPoints(2_500))
        #expect(Self.progress("50", pauses: pauses, on: "2026-01-04").status == .paused)
    }

    @Test func theForecastIsTheDayOnWhichItIsUsedUp() {
        let goal = Sample.goal(Sample.limit("200"))
        // 28 in the 28 days from 1 February on, 112 to go.
        let steady = Sample.progress(goal, [("2026-02-01", "60"), ("2026-03-01", "28")], on: "2026-03-01")
        #expect(steady.forecast == Forecast(day: day("2026-06-21"), ratePerDay: Quantity(1)))
        let idle = Sample.progress(goal, [("2026-02-01", "60")], on: "2026-03-01")
        #expect(idle.forecast == Forecast(day: nil, ratePerDay: .zero))
        #expect(Self.progress("200", goal, on: "2026-03-01").forecast == nil)
        #expect(Self.progress("200.01", goal, on: "2026-03-01").forecast == nil)
        #expect(Sample.progress(goal, on: "2026-03-01").forecast == nil)
    }
}
