import GoalsCore
import Testing

/// The period that today lies in. 2026-01-01 is a Thursday.
struct HabitPeriodTests {
    static func period(
        _ measure: Measure, from start: String = "2026-01-01", due: String? = nil, _ values: [(String, String)] = [],
        pauses: [ClosedRange<Day>] = [], weekStart: Int = 1, on today: String
    ) -> HabitPeriod? {
        Sample.progress(Sample.goal(measure, start: start, due: due), values, pauses: pauses, weekStart: weekStart, on: today).period
    }

    @Test(
        arguments: [
            // Weeks begin on the day that the user says. The first has ⌈5 · days / 7⌉ times.
            (1, "2026-01-02", "2026-01-01", "2026-01-04", "3"), (1, "2026-01-04", "2026-01-01", "2026-01-04", "3"),
            (1, "2026-01-05", "2026-01-05", "2026-01-11", "5"), (7, "2026-01-02", "2026-01-01", "2026-01-03", "3"),
            (7, "2026-01-04", "2026-01-04", "2026-01-10", "5"), (6, "2026-01-01", "2026-01-01", "2026-01-02", "2"),
            (5, "2026-01-01", "2026-01-01", "2026-01-01", "1"), (4, "2026-01-01", "2026-01-01", "2026-01-07", "5"),
            (4, "2026-01-08", "2026-01-08", "2026-01-14", "5"),
        ])
    func weeksBeginWhereTheUserSays(weekStart: Int, today: String, first: String, last: String, needed: String) {
        let period = Self.period(Sample.habit("5", .week), weekStart: weekStart, on: today)
        #expect(period?.first == day(first))
        #expect(period?.last == day(last))
        #expect(period?.needed == amount(needed))
        #expect(period?.outcome == .open)
    }

    @Test(
        arguments: [
            ("2026-01-16", nil, "2026-01-20", "2026-01-16", "2026-01-31", "11"),
            ("2026-01-16", nil, "2026-02-28", "2026-02-01", "2026-02-28", "20"),
            ("2025-12-15", nil, "2026-01-01", "2026-01-01", "2026-01-31", "20"),
            ("2027-12-31", nil, "2027-12-31", "2027-12-31", "2027-12-31", "1"),
            // A leap year's February: 15 of 29 days, ⌈20 · 15 / 29⌉.
            ("2028-02-15", nil, "2028-02-29", "2028-02-15", "2028-02-29", "11"),
            ("2028-01-31", nil, "2028-02-29", "2028-02-01", "2028-02-29", "20"),
            // Cut off by the due day: ⌈20 · 10 / 31⌉.
            ("2026-01-01", "2026-03-10", "2026-03-05", "2026-03-01", "2026-03-10", "7"),
            ("2026-01-10", "2026-01-12", "2026-01-12", "2026-01-10", "2026-01-12", "2"),
        ])
    func monthsAreThoseOfTheCalendar(start: String, due: String?, today: String, first: String, last: String, needed: String) {
        let period = Self.period(Sample.habit("20", .month), from: start, due: due, on: today)
        #expect(period?.first == day(first))
        #expect(period?.last == day(last))
        #expect(period?.needed == amount(needed))
    }

    @Test(arguments: [
        // Four of seven days. A whole number of kilometres stays whole, others are rounded up in millionths.
        ("20", "km", "12"), ("2.5", "km", "1.428572"), ("7", "", "4"), ("0.000001", "km", "0.000001"), ("1", "", "1"),
    ])
    func whatIsAskedForIsRoundedUp(times: String, unit: String, needed: String) {
        #expect(Self.period(Sample.habit(times, .week, unit: unit), on: "2026-01-01")?.needed == amount(needed))
    }

    @Test(
        arguments: [
            // The week from 5 to 11 January, 5 times.
            ([], [], "5"), (["2026-01-06", "2026-01-07"], [], "4"), ([], [("2026-01-07", "2026-01-09")], "3"),
            // Two days, one of them both skipped and paused, are two days.
            (["2026-01-07", "2026-01-08"], [("2026-01-08", "2026-01-08")], "4"),
            // Outside of the week.
            (["2026-01-04", "2026-01-12"], [("2025-12-01", "2026-01-04"), ("2026-01-12", "2026-01-20")], "5"),
            // Both ends of it, and days to come.
            ([], [("2025-12-01", "2026-01-05"), ("2026-01-10", "2026-02-01")], "3"),
        ] as [([String], [(String, String)], String)])
    func skippedAndPausedDaysAskForNothing(skips: [String], pauses: [(String, String)], needed: String) {
        let period = Self.period(
            Sample.habit("5", .week), skips.map { ($0, "skip") }, pauses: pauses.map { pause($0.0, $0.1) }, on: "2026-01-09")
        #expect(period?.needed == amount(needed))
        #expect(period?.total == .zero)
    }

    @Test(
        arguments: [
            (4, .open), (5, .met), (6, .met),
        ] as [(Int, HabitPeriod.Outcome)])
    func aPeriodIsMetAsSoonAsEnoughIsDone(times: Int, outcome: HabitPeriod.Outcome) {
        let values = (0..<times).map { ("2026-01-0\(5 + $0 % 3)", "1") }
        let progress = Sample.progress(Sample.goal(Sample.habit("5", .week)), values, on: "2026-01-08")
        #expect(progress.period?.outcome == outcome)
        #expect(progress.period?.total == Quantity(times))
        #expect(progress.current == Quantity(times))
    }

    @Test func whatLiesOutsideOfTheGoalsDaysIsNotCounted() {
        let values = [("2025-12-31", "1"), ("2026-01-01", "1"), ("2026-01-07", "1"), ("2026-01-08", "1")]
        let early = Self.period(Sample.habit("5", .week), due: "2026-01-07", values, on: "2026-01-02")
        #expect(early?.total == Quantity(1))
        let late = Self.period(Sample.habit("5", .week), due: "2026-01-07", values, on: "2026-01-06")
        #expect(late?.total == Quantity(1))
        #expect(Self.period(Sample.habit("5", .week), due: "2026-01-07", values, on: "2026-01-08") == nil)
        #expect(Self.period(Sample.habit("5", .week), values, on: "2025-12-31") == nil)
    }

    @Test func daysThatAreNotChosenAreNoPeriods() {
        let mondayWednesdayFriday = Sample.habit(weekdays: [Weekdays(weekday: 1), Weekdays(weekday: 3), Weekdays(weekday: 5)])
        let values = [("2026-01-02", "1"), ("2026-01-05", "1"), ("2026-01-06", "1"), ("2026-01-07", "1")]
        let thursday = Sample.progress(Sample.goal(mondayWednesdayFriday), values, on: "2026-01-08")
        #expect(thursday.streak == 3)
        #expect(thursday.fraction == .whole)
        #expect(thursday.period == nil)
        #expect(thursday.current == nil)
        let friday = Sample.progress(Sample.goal(mondayWednesdayFriday), values, on: "2026-01-09")
        #expect(friday.streak == 3)
        #expect(
            friday.period
                == HabitPeriod(
                    first: day("2026-01-09"), last: day("2026-01-09"), total: .zero, needed: Quantity(1), outcome: .open, daysLeft: 0))
        let saturday = Sample.progress(Sample.goal(mondayWednesdayFriday), values, on: "2026-01-10")
        #expect(saturday.streak == 0)
        #expect(saturday.fraction == BasisPoints(7_500))
    }

    @Test(
        arguments: [
            ([], [], 4), ([], [("2026-01-09", "2026-01-10")], 2), (["2026-01-09"], [], 3), (["2026-01-07", "2026-01-06"], [], 4),
            (["2026-01-09"], [("2026-01-09", "2026-02-10")], 1), (["2026-01-12"], [], 4),
        ] as [([String], [(String, String)], Int)])
    func activeDaysAfterTodayAreLeft(skips: [String], pauses: [(String, String)], left: Int) {
        let period = Self.period(
            Sample.habit("5", .week), skips.map { ($0, "skip") }, pauses: pauses.map { pause($0.0, $0.1) }, on: "2026-01-07")
        #expect(period?.daysLeft == left)
    }
}
