import GoalsCore
import Testing

struct ProgressTests {
    /// 100 days: 31 + 28 + 31 and 10 in April. On 2026-02-20, 50 of them are over.
    static let hundredDays = Sample.goal(Sample.number(to: "10000"), due: "2026-04-10")
    static let halfway = "2026-02-20"

    @Test(arguments: [
        // (c − b) / (t − b), up, down, and with a baseline that is not 0.
        (Sample.number(to: "500"), "125", 2_500), (Sample.number(from: "80", to: "70"), "77.5", 2_500),
        (Sample.number(from: "-10", to: "10"), "0", 5_000), (Sample.number(from: "100", to: "400"), "200", 3_333),
        // Rounded down: the whole shows only when it is there.
        (Sample.number(to: "500"), "499.999999", 9_999), (Sample.number(to: "500"), "500", 10_000),
        (Sample.number(from: "80", to: "70"), "70.000001", 9_999), (Sample.number(from: "80", to: "70"), "69", 10_000),
        // The wrong way is no progress.
        (Sample.number(to: "500"), "-20", 0), (Sample.number(from: "80", to: "70"), "85", 0),
        // Baseline and target the same: exactly there or not.
        (Sample.number(from: "70", to: "70"), "70", 10_000), (Sample.number(from: "70", to: "70"), "70.000001", 0),
        (.done, "1", 10_000), (.done, "0", 0),
    ])
    func theLatestValueGivesTheFraction(measure: Measure, value: String, points: Int) {
        let progress = Sample.progress(Sample.goal(measure), [("2026-01-03", value)], on: "2026-01-05")
        #expect(progress.fraction == BasisPoints(points))
        #expect(progress.current == amount(value))
        #expect((progress.status == .achieved) == (points == 10_000))
    }

    @Test func sumsAddToTheBaseline() {
        let goal = Sample.goal(Sample.number(from: "20", to: "100", .sum))
        let progress = Sample.progress(goal, [("2026-01-02", "6"), ("2026-01-03", "-2"), ("2026-01-04", "6")], on: "2026-01-05")
        #expect(progress.current == Quantity(30))
        // 10 of 80.
        #expect(progress.fraction == BasisPoints(1_250))
        #expect(progress.usual == Quantity(6))
        #expect(progress.lastCheckIn == day("2026-01-04"))
    }

    @Test func withoutCheckInsNothingIsClaimed() {
        let last = Sample.progress(Sample.goal(Sample.number(from: "80", to: "70"), due: "2026-01-10"), on: "2026-01-01")
        #expect(last.current == nil)
        #expect(last.fraction == .zero)
        #expect(last.usual == nil)
        #expect(last.forecast == nil)
        // From the baseline on: -10 in 10 days.
        #expect(last.requiredPerDay == Quantity(-1))
        let sum = Sample.progress(Sample.goal(Sample.number(from: "20", to: "100", .sum)), on: "2026-01-01")
        #expect(sum.current == Quantity(20))
        #expect(Sample.progress(Sample.goal(), on: "2026-01-01").current == .zero)
        for aggregate in Aggregate.allCases {
            let keep = Sample.progress(Sample.goal(Sample.number(from: "70", to: "70", aggregate)), on: "2026-01-01")
            #expect(keep.status == .noDeadline)
            #expect(keep.fraction == .zero)
        }
    }

    @Test(
        arguments: [
            // Ten days, nothing done. Only days that are over count.
            ("2025-12-25", 0, .upcoming, 0), ("2026-01-01", 0, .onTrack, 0), ("2026-01-02", 1_000, .atRisk, -1),
            ("2026-01-03", 2_000, .behind, -2), ("2026-01-10", 9_000, .behind, -9), ("2026-01-11", 10_000, .overdue, -10),
            ("2026-03-01", 10_000, .overdue, -59),
        ] as [(String, Int, Status, Int)])
    func expectationGrowsByTheDaysThatAreOver(today: String, expected: Int, status: Status, ahead: Int) {
        let progress = Sample.progress(Sample.goal(Sample.number(to: "100"), due: "2026-01-10"), on: today)
        #expect(progress.expected == BasisPoints(expected))
        #expect(progress.status == status)
        #expect(progress.daysAhead == ahead)
    }

    @Test func aGoalForOneDayIsOnTrackOnThatDay() {
        let goal = Sample.goal(Sample.number(to: "100"), due: "2026-01-01")
        #expect(Sample.progress(goal, on: "2026-01-01").status == .onTrack)
        #expect(Sample.progress(goal, on: "2026-01-01").requiredPerDay == Quantity(100))
        #expect(Sample.progress(goal, on: "2026-01-02").status == .overdue)
        #expect(Sample.progress(goal, on: "2026-01-02").expected == .whole)
        #expect(Sample.progress(goal, on: "2026-01-02").requiredPerDay == nil)
    }

    @Test(
        arguments: [
            // e = 50 %: 5 points less is 4500, 15 points less 3500. ⌊p · 100 days⌋ − 50.
            ("5100", .onTrack, 1), ("5099", .onTrack, 0), ("4500", .onTrack, -5), ("4499", .atRisk, -6), ("4499.999999", .atRisk, -6),
            ("3500", .atRisk, -15), ("3499", .behind, -16), ("0", .behind, -50), ("9999.999999", .onTrack, 49),
        ] as [(String, Status, Int)])
    func statusTurnsAtFiveAndFifteenPoints(value: String, status: Status, ahead: Int) {
        let progress = Sample.progress(Self.hundredDays, [("2026-02-20", value)], on: Self.halfway)
        #expect(progress.expected == BasisPoints(5_000))
        #expect(progress.status == status)
        #expect(progress.daysAhead == ahead)
    }

    @Test func theFirstStatusThatHoldsWins() {
        func status(_ state: GoalState, _ value: String?, due: String?, on today: String) -> Status {
            let goal = Sample.goal(Sample.number(to: "100"), due: due, state: state)
            return Sample.progress(goal, value.map { [("2025-12-20", $0)] } ?? [], on: today).status
        }
        #expect(status(.done, nil, due: "2026-01-10", on: "2026-02-01") == .done)
        #expect(status(.missed, "100", due: "2026-01-10", on: "2026-01-05") == .missed)
        #expect(status(.dropped, "100", due: nil, on: "2026-01-05") == .dropped)
        #expect(status(.active, "100", due: "2026-01-10", on: "2025-12-25") == .achieved)
        #expect(status(.paused, "100", due: "2026-01-10", on: "2026-02-01") == .achieved)
        #expect(status(.paused, nil, due: "2026-01-10", on: "2025-12-31") == .upcoming)
        #expect(status(.paused, nil, due: "2026-01-10", on: "2026-02-01") == .paused)
        #expect(status(.active, nil, due: nil, on: "2026-02-01") == .noDeadline)
    }

    @Test func anAchievedGoalNeedsNothingMore() {
        let goal = Sample.goal(Sample.number(to: "100"), due: "2026-03-01")
        let progress = Sample.progress(goal, [("2026-01-02", "20"), ("2026-01-20", "101")], on: "2026-02-01")
        #expect(progress.status == .achieved)
        #expect(progress.fraction == .whole)
        #expect(progress.current == Quantity(101))
        #expect(progress.requiredPerDay == nil)
        #expect(progress.daysAhead == nil)
        #expect(progress.forecast == nil)
        #expect(!progress.stale)
    }

    @Test(arguments: [GoalState.done, .missed, .dropped])
    func aClosedGoalAsksForNothing(state: GoalState) {
        let goal = Sample.goal(Sample.number(to: "100"), due: "2026-03-01", state: state)
        let progress = Sample.progress(goal, [("2026-01-02", "20"), ("2026-01-10", "40")], on: "2026-02-01")
        #expect(progress.fraction == BasisPoints(4_000))
        #expect(progress.requiredPerDay == nil)
        #expect(progress.daysAhead == nil)
        #expect(progress.forecast == nil)
        #expect(!progress.stale)
    }

    @Test func aDoneGoalClosedAsDoneIsWhole() {
        #expect(Sample.progress(Sample.goal(.done, state: .done), on: "2026-01-05").fraction == .whole)
        #expect(Sample.progress(Sample.goal(.done, state: .missed), on: "2026-01-05").fraction == .zero)
        // The latest check-in decides: checked off, then taken back.
        let back = Sample.progress(Sample.goal(), [("2026-01-02", "1"), ("2026-01-03", "0")], on: "2026-01-05")
        #expect(back.status == .noDeadline)
        #expect(back.current == .zero)
    }

    @Test(arguments: [
        // 100 in what is left of ten days, today included.
        ("0", "100", "0", "2026-01-01", "10"), ("0", "100", "30", "2026-01-04", "10"), ("0", "100", "0", "2026-01-08", "33.333334"),
        ("0", "100", "40", "2026-01-10", "60"), ("0", "100", "40", "2026-01-11", nil), ("0", "100", "100", "2026-01-05", nil),
        ("80", "70", "78", "2026-01-08", "-2.666667"), ("0", "0.000001", "0", "2026-01-01", "0.000001"),
        // Before the start, all ten days are left.
        ("0", "100", "5", "2025-12-01", "9.5"),
        // Kept at 70 and now above: back down.
        ("70", "70", "72", "2026-01-09", "-1"),
    ])
    func requiredPerDayReachesTheTargetOnTheDueDay(baseline: String, target: String, value: String, today: String, required: String?) {
        let goal = Sample.goal(Sample.number(from: baseline, to: target), due: "2026-01-10")
        let progress = Sample.progress(goal, [("2025-12-01", value)], on: today)
        #expect(progress.requiredPerDay == required.map { amount($0) })
    }

    @Test func doneGoalsHaveNoPace() {
        let progress = Sample.progress(Sample.goal(due: "2026-12-31"), [("2026-01-02", "0")], on: "2026-02-01")
        #expect(progress.requiredPerDay == nil)
        #expect(progress.forecast == nil)
    }

    @Test(arguments: [
        // Seven days and three of grace after the start, or after the last check-in.
        ([], "2026-01-11", false), ([], "2026-01-12", true), (["2026-01-05"], "2026-01-15", false), (["2026-01-05"], "2026-01-16", true),
        (["2025-06-01"], "2026-01-11", false), (["2025-06-01"], "2026-01-12", true), ([], "2025-12-01", false),
        (["2026-01-02", "2026-02-01"], "2026-02-02", false),
    ])
    func silenceBeyondCadenceAndGraceIsStale(days: [String], today: String, stale: Bool) {
        let goal = Sample.goal(Sample.number(to: "100"))
        #expect(Sample.progress(goal, days.map { ($0, "1") }, on: today).stale == stale)
        #expect(!Sample.progress(Sample.goal(Sample.number(to: "100"), state: .paused), on: today).stale)
    }
}
