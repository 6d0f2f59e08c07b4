import GoalsCore
import Testing

struct HabitStatusTests {
    @Test(
        arguments: [
            // So many of so many days: 5 and 15 points less than all of them.
            (0, 0, .onTrack), (1, 1, .onTrack), (0, 1, .behind), (27, 28, .onTrack), (26, 28, .atRisk), (24, 28, .atRisk),
            (23, 28, .behind),
            (19, 20, .onTrack), (18, 19, .atRisk), (17, 20, .atRisk), (16, 19, .behind),
        ] as [(Int, Int, Status)])
    func theShareOfTheLatestPeriodsDecides(met: Int, days: Int, status: Status) {
        let progress = HabitProgressTests.daily(
            String(repeating: ".", count: days - met) + String(repeating: "x", count: met))
        #expect(progress.status == status)
        #expect(progress.daysAhead == met - days)
    }

    @Test func onlyTheLatestCount() {
        let days = HabitProgressTests.daily(String(repeating: ".", count: 12) + String(repeating: "x", count: 28))
        #expect(days.status == .onTrack)
        #expect(days.daysAhead == 0)
        #expect(days.fraction == BasisPoints(7_000))
        #expect(HabitProgressTests.daily(String(repeating: ".", count: 12) + String(repeating: "x", count: 27)).daysAhead == -1)
        // What was skipped is none of them.
        let skipped = HabitProgressTests.daily("." + String(repeating: "x", count: 27) + String(repeating: "s", count: 40))
        #expect(skipped.daysAhead == -1)
        // An hundred misses are no more than 28.
        #expect(HabitProgressTests.daily(String(repeating: ".", count: 100)).daysAhead == -28)
    }

    @Test(
        arguments: [
            (.week, 12, 12, .onTrack, 0), (.week, 11, 12, .atRisk, -7), (.week, 10, 12, .behind, -14), (.week, 12, 13, .onTrack, 0),
            (.month, 12, 12, .onTrack, 0), (.month, 11, 12, .atRisk, -30), (.month, 10, 12, .behind, -60), (.month, 12, 13, .onTrack, 0),
        ] as [(Period, Int, Int, Status, Int)])
    func weeksAndMonthsLookBackOnTwelve(period: Period, met: Int, of count: Int, status: Status, ahead: Int) {
        // Periods that begin on Monday 1 January 2024; those that were missed come first.
        let firsts = (0..<count).map { index in
            period == .week
                ? day("2024-01-01").advanced(by: 7 * index) : Day(year: 2024 + index / 12, month: index % 12 + 1, day: 1) ?? .min
        }
        let today =
            period == .week
            ? day("2024-01-01").advanced(by: 7 * count) : Day(year: 2024 + count / 12, month: count % 12 + 1, day: 1) ?? .min
        let values = firsts.suffix(met).map { ($0.description, "1") }
        let progress = Sample.progress(Sample.goal(Sample.habit("1", period), start: "2024-01-01"), values, on: today.description)
        #expect(progress.status == status)
        #expect(progress.daysAhead == ahead)
        #expect(progress.streak == met)
    }

    @Test(arguments: [
        // 95 % of the days of a goal that is over.
        (20, 20, Status.achieved), (19, 20, .achieved), (18, 19, .overdue), (0, 20, .overdue),
    ])
    func afterTheDueDayItIsAchievedOrNot(met: Int, days: Int, status: Status) {
        let due = day("2026-01-01").advanced(by: days - 1).description
        let marks = String(repeating: "x", count: met) + String(repeating: ".", count: days - met)
        let over = HabitProgressTests.daily(marks, due: due)
        #expect(over.status == status)
        #expect(over.period == nil)
        #expect(over.daysAhead == (status == .achieved ? nil : met - days))
        // On the due day itself it still runs.
        let running = Sample.progress(Sample.goal(Sample.habit(), due: due), HabitProgressTests.marks(marks), on: due)
        #expect(running.status != .achieved && running.status != .overdue)
    }

    @Test func excusedFromAllOfItNothingIsAchieved() {
        let progress = HabitProgressTests.daily("ssss", due: "2026-01-04")
        #expect(progress.fraction == nil)
        #expect(progress.status == .overdue)
        #expect(HabitProgressTests.daily("ssss", due: "2026-01-05").status == .onTrack)
    }

    @Test func stateAndStartComeFirst() {
        let upcoming = Sample.progress(Sample.goal(Sample.habit()), [("2025-12-30", "1")], on: "2025-12-31")
        #expect(upcoming.status == .upcoming)
        #expect(upcoming.streak == 0)
        #expect(upcoming.current == nil)
        let closed = Sample.progress(Sample.goal(Sample.habit(), state: .done), HabitProgressTests.marks("xx"), on: "2026-01-03")
        #expect(closed.status == .done)
        #expect(closed.daysAhead == nil)
        #expect(closed.streak == 2)
        #expect(Sample.progress(Sample.goal(Sample.number(to: "1")), on: "2026-01-02").streak == nil)
    }

    @Test(
        arguments: [
            // Cadence 7; a habit by the month may be silent for 31 days, and three of grace.
            (.day, "2026-01-12", false), (.day, "2026-01-13", true), (.week, "2026-01-12", false), (.week, "2026-01-13", true),
            (.month, "2026-02-05", false), (.month, "2026-02-06", true),
        ] as [(Period, String, Bool)])
    func aHabitMayBeSilentForItsPeriod(period: Period, today: String, stale: Bool) {
        for mark in ["1", "skip"] {
            #expect(Sample.progress(Sample.goal(Sample.habit("1", period)), [("2026-01-02", mark)], on: today).stale == stale)
        }
    }

    /// The week from 5 to 11 January after one that was met (1 to 4 January, three times); five times, by Friday 9 January.
    @Test(arguments: [
        // Two days are left after Friday: 3 more cannot be done in them.
        ("xxx.xx...", "2026-01-09", true), ("xxx.xxx..", "2026-01-09", false), ("xxx.xx..", "2026-01-08", false),
        ("xxx.xxxx...", "2026-01-11", true), ("xxx.xxxxx..", "2026-01-11", false), ("....xx...", "2026-01-09", false),
    ])
    func aStreakIsAtRiskWhenTodayIsTheLastChance(marks: String, today: String, isAtRisk: Bool) {
        let goal = Sample.goal(Sample.habit("5", .week))
        #expect(Sample.progress(goal, HabitProgressTests.marks(marks), on: today).streakAtRisk == isAtRisk)
        // In kilometres all of it can be done on the last day.
        let distance = Sample.goal(Sample.habit("5", .week, unit: "km"))
        let isLastDay = today == "2026-01-11"
        #expect(Sample.progress(distance, HabitProgressTests.marks(marks), on: today).streakAtRisk == (isAtRisk && isLastDay))
        for state in [GoalState.paused, .done] {
            let other = Sample.goal(Sample.habit("5", .week), state: state)
            #expect(!Sample.progress(other, HabitProgressTests.marks(marks), on: today).streakAtRisk)
        }
    }

    @Test func eachDayIsTheLastChanceOfADailyHabit() {
        let goal = Sample.goal(Sample.habit())
        #expect(Sample.progress(goal, HabitProgressTests.marks("x"), on: "2026-01-02").streakAtRisk)
        #expect(!Sample.progress(goal, HabitProgressTests.marks("xx"), on: "2026-01-02").streakAtRisk)
        #expect(!Sample.progress(goal, HabitProgressTests.marks("xs"), on: "2026-01-02").streakAtRisk)
        #expect(
            !Sample.progress(goal, HabitProgressTests.marks("x"), pauses: [pause("2026-01-02", "2026-01-02")], on: "2026-01-02")
                .streakAtRisk)
        #expect(!Sample.progress(goal, HabitProgressTests.marks("x."), on: "2026-01-03").streakAtRisk)
        // Nothing needs to be done to stay within a limit.
        #expect(!Sample.progress(Sample.goal(Sample.habit(atMost: true)), HabitProgressTests.marks("x"), on: "2026-01-02").streakAtRisk)
    }
}
