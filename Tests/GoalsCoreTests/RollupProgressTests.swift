import GoalsCore
import Testing

struct RollupProgressTests {
    static func progress(
        _ parts: [(String, Int?)], due: String? = "2026-01-10", pauses: [ClosedRange<Day>] = [], on today: String = "2026-01-04"
    ) -> Progress {
        rollup(parts.map { Progress.Part(weight: amount($0), fraction: $1.map { BasisPoints($0) }) }, due: due, pauses: pauses, on: today)
    }

    static func rollup(
        _ parts: [Progress.Part], due: String? = nil, pauses: [ClosedRange<Day>] = [], on today: String = "2026-01-04"
    ) -> Progress {
        Progress(of: Sample.goal(.rollup, due: due), summary: CheckInSummary(), pauses: Pauses(pauses), parts: parts, today: day(today))
    }

    @Test(
        arguments: [
            ([("1", 5_000), ("2", 10_000)], 8_333), ([("1", 3_333)], 3_333), ([("0.000001", 0), ("0.000002", 10_000)], 6_666),
            ([("1", 10_000), ("1000", 9_999)], 9_999), ([("1", 10_000), ("3", 10_000)], 10_000), ([("1", 0), ("1", 1)], 0),
            // What has no fraction, or no weight, has no say.
            ([("5", nil), ("1", 4_000)], 4_000), ([("0", 0), ("-3", 0), ("1", 4_000)], 4_000), ([], nil), ([("1", nil)], nil),
        ] as [([(String, Int?)], Int?)])
    func theFractionIsThatOfThePartsByWeight(parts: [(String, Int?)], points: Int?) {
        let progress = Self.progress(parts)
        #expect(progress.fraction == points.map { BasisPoints($0) })
        #expect(progress.current == nil)
        #expect(progress.requiredPerDay == nil)
        #expect(progress.forecast == nil)
        #expect((progress.status == .achieved) == (points == 10_000))
    }

    @Test(
        arguments: [
            // Three of ten days are over.
            (2_500, .onTrack, -1), (2_499, .atRisk, -1), (1_500, .atRisk, -2), (1_499, .behind, -2), (5_000, .onTrack, 2),
            (10_000, .achieved, nil),
        ] as [(Int, Status, Int?)])
    func itsOwnDaysGiveThePace(points: Int, status: Status, ahead: Int?) {
        let progress = Self.progress([("2", points)])
        #expect(progress.status == status)
        #expect(progress.daysAhead == ahead)
        #expect(progress.expected == BasisPoints(3_000))
        #expect(Self.progress([("2", points)], due: nil).status == (points == 10_000 ? .achieved : .noDeadline))
        #expect(Self.progress([("2", points)], on: "2026-01-11").status == (points == 10_000 ? .achieved : .overdue))
        #expect(Self.progress([("2", points)], pauses: [pause("2026-01-04")]).status == (points == 10_000 ? .achieved : .paused))
    }

    @Test func withoutPartsThereIsNothingToJudge() {
        let today = Self.progress([])
        #expect(today.status == .noDeadline)
        #expect(today.daysAhead == nil)
        #expect(Self.progress([], on: "2025-12-31").status == .upcoming)
        #expect(Self.progress([], pauses: [pause("2026-01-04")]).status == .paused)
        #expect(Self.progress([], on: "2026-01-11").status == .overdue)
    }

    @Test func nobodyChecksInOnIt() {
        #expect(!Self.progress([("1", 100)], due: nil, on: "2026-12-01").stale)
    }

    @Test func whatIsStillToBeKeptIsNotAchieved() {
        let limit = Sample.goal(Sample.limit("200"))
        let kept = Progress.Part(of: limit, progress: Sample.progress(limit, [("2026-01-02", "50")], on: "2026-01-04"))
        #expect(kept == Progress.Part(weight: Quantity(1), fraction: .whole, isAchieved: false))
        let done = Progress.Part(weight: Quantity(1), fraction: .whole)
        let parts = [kept, done].compactMap { $0 }
        #expect(Self.rollup(parts).fraction == .whole)
        #expect(Self.rollup(parts).status == .noDeadline)
        #expect(Self.rollup(parts, due: "2026-01-10").status == .onTrack)
        #expect(Self.rollup(parts, due: "2026-01-10", on: "2026-01-11").status == .achieved)
        // What has no say cannot hold it up.
        let silent = Progress.Part(weight: Quantity(1), fraction: nil)
        #expect(Self.rollup([done, silent]).status == .achieved)
    }

    @Test(
        arguments: [
            (.active, 4_000, false), (.paused, 4_000, false), (.missed, 4_000, false), (.done, 10_000, true), (.dropped, nil, false),
        ] as [(GoalState, Int?, Bool)])
    func theStateOfAChildDecidesWhatItBrings(state: GoalState, points: Int?, isAchieved: Bool) {
        var child = Sample.goal(Sample.number(to: "100"), state: state)
        child.weight = amount("2.5")
        let progress = Sample.progress(child, [("2026-01-02", "40")], on: "2026-01-04")
        let part = Progress.Part(of: child, progress: progress)
        #expect(part == points.map { Progress.Part(weight: amount("2.5"), fraction: BasisPoints($0), isAchieved: isAchieved) })
        child.deletedAt = Sample.now
        #expect(Progress.Part(of: child, progress: progress) == nil)
    }

    @Test func oneLevelFeedsTheNext() {
        let reached = Sample.goal(Sample.number(to: "100"))
        let below = Progress.Part(of: reached, progress: Sample.progress(reached, [("2026-01-02", "100")], on: "2026-01-04"))
        let middle = Self.rollup([below].compactMap { $0 })
        let top = Self.rollup([Progress.Part(of: Sample.goal(.rollup), progress: middle)].compactMap { $0 })
        #expect(middle.status == .achieved)
        #expect(top.status == .achieved)
        let empty = Progress.Part(of: Sample.goal(.rollup), progress: Self.rollup([]))
        #expect(empty == Progress.Part(weight: Quantity(1), fraction: nil))
    }
}
