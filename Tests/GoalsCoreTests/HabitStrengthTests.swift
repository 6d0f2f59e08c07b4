import GoalsCore
import Testing

struct HabitStrengthTests {
    /// The strength of a habit from a Monday, 2026-01-05, on the day after the last mark.
    static func strength(_ measure: Measure, _ marks: String, from start: String = "2026-01-05", on today: String? = nil) -> Int? {
        let today = today ?? day(start).advanced(by: marks.count).description
        return Sample.progress(Sample.goal(measure, start: start), HabitProgressTests.marks(marks, from: start), on: today).strength?.value
    }

    @Test func thirteenDaysHalveTheDistance() {
        let daily = Sample.habit()
        // 1 − 0.5^(1/13) = 0.05192…
        #expect(Self.strength(daily, "") == 0)
        #expect(Self.strength(daily, "x") == 519)
        #expect(Self.strength(daily, "x.x") == 985)
        #expect(Self.strength(daily, String(repeating: "x", count: 13)) == 5_000)
        #expect(Self.strength(daily, String(repeating: "x", count: 26)) == 7_500)
        #expect(Self.strength(daily, String(repeating: "x", count: 13) + String(repeating: ".", count: 13)) == 2_500)
        // Never more than whole, and not before it is there.
        #expect(Self.strength(daily, String(repeating: "x", count: 300)) == 9_999)
    }

    @Test func onlyPeriodsThatCountChangeIt() {
        #expect(Self.strength(Sample.habit(), "xsssss") == 519)
        // Today is open, then done.
        #expect(Self.strength(Sample.habit(), "x", on: "2026-01-06") == 519)
        #expect(Self.strength(Sample.habit(), "xx", on: "2026-01-06") == Self.strength(Sample.habit(), "xx"))
    }

    @Test func aPartCountsAsThatPart() {
        // Half of 2 l: 0.05192… / 2.
        #expect(Self.strength(Sample.habit("2", unit: "l"), "1") == 259)
        #expect(Self.strength(Sample.habit("2", unit: "l"), "9") == 519)
        // At most: all or nothing.
        #expect(Self.strength(Sample.habit("2", atMost: true), "2") == 519)
        #expect(Self.strength(Sample.habit("2", atMost: true), "3") == 0)
    }

    @Test func whatIsDoneRarelySettlesSlowly() {
        // 0.5^(√f/13) a day: on Mondays f = 1/7 and 7 days pass; on workdays 5/7 and 7/5.
        #expect(Self.strength(Sample.habit(weekdays: Weekdays(weekday: 1)), "x") == 1_315)
        #expect(Self.strength(Sample.habit(weekdays: .workdays), "x") == 611)
        // A week of 7, of 3 and of more than 7 times; with a unit it counts as once. 0.5^(7 · √f/13).
        #expect(Self.strength(Sample.habit("7", .week), "7......") == 3_114)
        #expect(Self.strength(Sample.habit("3", .week), "3......") == 2_167)
        #expect(Self.strength(Sample.habit("3", .week), "2......") == 1_445)
        #expect(Self.strength(Sample.habit("3", .week), "3.............") == 1_697)
        #expect(Self.strength(Sample.habit("10", .week), "55.....") == 3_114)
        #expect(Self.strength(Sample.habit("3", .week, unit: "km"), "3......") == 1_315)
        #expect(Self.strength(Sample.habit("3", .week, atMost: true), "3......") == 1_315)
        // January of 30 and of 6 times, with February; a month with a unit.
        #expect(Self.strength(Sample.habit("30", .month), "555555", from: "2026-01-01", on: "2026-02-01") == 8_085)
        let twoMonths = "6" + String(repeating: ".", count: 30) + "6"
        #expect(Self.strength(Sample.habit("6", .month), twoMonths, from: "2026-01-01", on: "2026-03-01") == 7_550)
        #expect(Self.strength(Sample.habit("9", .month, unit: "km"), "9", from: "2026-01-01", on: "2026-02-01") == 2_604)
    }

    @Test func aShortPeriodCountsItsDays() {
        // Thursday to Sunday, ⌈3 · 4/7⌉ = 2 times, then a whole week.
        let marks = "2...3......"
        #expect(Self.strength(Sample.habit("3", .week), marks, from: "2026-01-01") == 3_188)
    }
}
