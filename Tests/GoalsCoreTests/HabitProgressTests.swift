import GoalsCore
import Testing

struct HabitProgressTests {
    /// A value for each character, from a day on: `x` 1, `.` none, `s` a skip, a digit that many.
    static func marks(_ marks: String, from first: String = "2026-01-01") -> [(String, String)] {
        marks.enumerated().compactMap { index, mark in
            let iso = day(first).advanced(by: index).description
            switch mark {
            case ".": return nil
            case "x": return (iso, "1")
            case "s": return (iso, "skip")
            default: return (iso, String(mark))
            }
        }
    }

    /// The progress on the day after the last mark.
    static func daily(_ marks: String, _ measure: Measure = Sample.habit(), due: String? = nil, pauses: [ClosedRange<Day>] = []) -> Progress
    {
        let today = day("2026-01-01").advanced(by: marks.count).description
        return Sample.progress(Sample.goal(measure, due: due), Self.marks(marks), pauses: pauses, on: today)
    }

    @Test(
        arguments: [
            ("", nil, 0, 0), ("x", 10_000, 1, 1), (".", 0, 0, 0), ("xx.x", 7_500, 1, 2), ("xxx.", 7_500, 0, 3), (".xx", 6_666, 2, 2),
            ("x.xxx.xx", 7_500, 2, 3),
            // A skipped day is passed over, and counts when something was done all the same.
            ("xxsx", 10_000, 3, 3), ("s", nil, 0, 0), ("xs.", 5_000, 0, 1), ("2", 10_000, 1, 1),
        ] as [(String, Int?, Int, Int)])
    func daysMakeStreaks(marks: String, points: Int?, streak: Int, best: Int) {
        let progress = Self.daily(marks)
        #expect(progress.fraction == points.map { BasisPoints($0) })
        #expect(progress.expected == (points == nil ? nil : .whole))
        #expect(progress.streak == streak)
        #expect(progress.bestStreak == best)
        #expect(progress.period?.outcome == .open)
        #expect(progress.requiredPerDay == nil)
        #expect(progress.forecast == nil)
    }

    @Test func todayCountsOnceItIsDone() {
        let progress = Sample.progress(Sample.goal(Sample.habit()), Self.marks("x.xx"), on: "2026-01-04")
        #expect(progress.fraction == BasisPoints(7_500))
        #expect(progress.streak == 2)
        #expect(progress.period?.outcome == .met)
    }

    @Test func aSkippedDayOnWhichItWasDoneCounts() {
        let progress = Sample.progress(
            Sample.goal(Sample.habit()), [("2026-01-01", "1"), ("2026-01-02", "skip"), ("2026-01-02", "1")], on: "2026-01-03")
        #expect(progress.streak == 2)
        #expect(progress.lastCheckIn == day("2026-01-02"))
        #expect(progress.usual == Quantity(1))
    }

    @Test func pausedDaysArePassedOver() {
        // 3 to 5 January are paused; on the 4th it was done all the same.
        let pauses = [pause("2026-01-03", "2026-01-05")]
        #expect(Self.daily("xx...x", pauses: pauses).streak == 3)
        #expect(Self.daily("xx.x.x", pauses: pauses).streak == 4)
        #expect(Self.daily("xx.x..", pauses: pauses).streak == 0)
        #expect(Self.daily("xx...", pauses: [pause("2026-01-03")]).streak == 2)
        #expect(Self.daily("xx...", pauses: [pause("2026-01-03")]).status == .paused)
    }

    @Test func theLeapDayIsADay() {
        func streak(_ values: [String], on today: String) -> Int? {
            Sample.progress(Sample.goal(Sample.habit(), start: "2028-02-27"), values.map { ($0, "1") }, on: today).streak
        }
        #expect(streak(["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"], on: "2028-03-02") == 4)
        #expect(streak(["2028-02-27", "2028-02-28", "2028-03-01"], on: "2028-03-02") == 1)
    }

    @Test func unitsAddUpInADay() {
        let water = Sample.habit("2.5", unit: "l")
        let values = [("2026-01-01", "1.5"), ("2026-01-01", "1"), ("2026-01-02", "2.499999"), ("2026-01-03", "3")]
        let progress = Sample.progress(Sample.goal(water), values, on: "2026-01-03")
        #expect(progress.fraction == BasisPoints(6_666))
        #expect(progress.streak == 1)
        #expect(progress.current == Quantity(3))
    }

    /// Weeks from Thursday 1 January on: 1–4, 5–11, 12–18; five times a week, three in the first.
    @Test(
        arguments: [
            // Met in the short first week and the second; the third is open, then met.
            ("xxx.xxxxx..", "2026-01-12", 2), ("xxx.xxxxx..xxxxx", "2026-01-16", 3), ("xx..xxxxx..xxx", "2026-01-18", 1),
            ("xxx.xxxx...xx", "2026-01-18", 0), ("xxx.xxxx...", "2026-01-11", 1),
            // Two skips leave five days, ⌈25 / 7⌉ = 4.
            ("xxx.xxxxss.", "2026-01-12", 2), ("xxx.xxx.ss.", "2026-01-12", 0), ("xxx.ssssssx", "2026-01-12", 2),
            ("xxx.sssssss", "2026-01-12", 1),
        ])
    func weeksMakeStreaks(marks: String, today: String, streak: Int) {
        #expect(Sample.progress(Sample.goal(Sample.habit("5", .week)), Self.marks(marks), on: today).streak == streak)
    }

    @Test func aWholeWeekOfPauseIsMetByWhatOneDayAsks() {
        let goal = Sample.goal(Sample.habit("5", .week), start: "2026-01-05")
        let pauses = [pause("2026-01-12", "2026-01-18")]
        let five = Self.marks("xxxxx", from: "2026-01-05")
        #expect(Sample.progress(goal, five, pauses: pauses, on: "2026-01-19").streak == 1)
        #expect(Sample.progress(goal, five + [("2026-01-14", "1")], pauses: pauses, on: "2026-01-19").streak == 2)
    }

    @Test(
        arguments: [
            ("2", 1, 1, 10_000, .open), ("3", 0, 0, 0, .open), ("23", 0, 1, 5_000, .open), ("232", 1, 1, 6_666, .open),
            // Silence is within the limit.
            ("2..", 3, 3, 10_000, .open),
        ] as [(String, Int, Int, Int, HabitPeriod.Outcome)])
    func atMostIsMetWhenThePeriodIsOver(marks: String, streak: Int, best: Int, points: Int, outcome: HabitPeriod.Outcome) {
        let progress = Self.daily(marks, Sample.habit("2", atMost: true))
        #expect(progress.streak == streak)
        #expect(progress.bestStreak == best)
        #expect(progress.fraction == BasisPoints(points))
        #expect(progress.period?.outcome == outcome)
        #expect(progress.period?.needed == Quantity(2))
    }

    @Test func whatExceedsTheLimitTodayIsUnmetAtOnce() {
        let goal = Sample.goal(Sample.habit("2", atMost: true))
        let within = Sample.progress(goal, Self.marks("12"), on: "2026-01-02")
        #expect(within.period?.outcome == .open)
        #expect(within.streak == 1)
        let exceeded = Sample.progress(goal, Self.marks("13"), on: "2026-01-02")
        #expect(exceeded.period?.outcome == .unmet)
        #expect(exceeded.streak == 0)
        #expect(exceeded.bestStreak == 1)
        #expect(exceeded.fraction == BasisPoints(5_000))
    }

    /// At most 7 in the week from 5 to 11 January, of which all but Sunday is paused.
    @Test(
        arguments: [
            ("7", "0", .met), ("3", "4", .met), ("8", "0", .excused), ("1", "7", .excused), ("0", "8", .unmet),
        ] as [(String, String, HabitPeriod.Outcome)])
    func whatIsUsedInAPauseDoesNotExceedTheLimit(paused: String, sunday: String, outcome: HabitPeriod.Outcome) {
        let goal = Sample.goal(Sample.habit("7", .week, unit: "beers", atMost: true), start: "2026-01-05", due: "2026-01-11")
        let values = [("2026-01-07", paused), ("2026-01-11", sunday)]
        let pauses = [pause("2026-01-05", "2026-01-10")]
        let open = Sample.progress(goal, values, pauses: pauses, on: "2026-01-11")
        #expect(open.period?.outcome == (outcome == .met ? .open : outcome))
        #expect(open.period?.total == amount(paused) + amount(sunday))
        let over = Sample.progress(goal, values, pauses: pauses, on: "2026-01-12")
        #expect(over.fraction == [.met: .whole, .unmet: .zero][outcome])
    }
}
