import GoalsCore
import Testing

struct OverviewTests {
    static let today = day("2026-01-02")

    static func overview(_ statuses: [Status], _ edit: (inout Progress) -> Void = { _ in }) -> Overview {
        Overview(
            statuses.map { status in
                let goal = Sample.goal()
                var progress = Sample.progress(goal, on: "2026-01-02")
                progress.status = status
                edit(&progress)
                return (goal, progress)
            }, today: today)
    }

    @Test func everyStatusIsCounted() {
        let overview = Self.overview([.behind, .onTrack, .behind, .dropped])
        #expect(overview.counts.count == Status.allCases.count)
        #expect(overview.counts.filter { $0.value > 0 } == [.behind: 2, .onTrack: 1, .dropped: 1])
        #expect(overview.today == Self.today)
        #expect(overview.stale == 0)
        #expect(overview.streaksAtRisk == [])
    }

    @Test func staleGoalsAndStreaksAtRiskAreNamed() {
        let overview = Self.overview([.onTrack, .behind]) { ($0.stale, $0.streakAtRisk) = (true, true) }
        #expect(overview.stale == 2)
        #expect(overview.streaksAtRisk == [Sample.goalID, Sample.goalID])
    }

    @Test(
        arguments: [
            ([], nil), ([.noDeadline, .upcoming, .paused, .done, .missed, .dropped], nil), ([.onTrack], 10_000), ([.achieved], 10_000),
            ([.behind], -10_000), ([.overdue], -10_000), ([.atRisk], 0), ([.onTrack, .achieved, .atRisk, .noDeadline], 6_666),
            ([.onTrack, .overdue], 0), ([.behind, .overdue, .atRisk], -6_666), ([.onTrack, .behind, .behind, .atRisk, .done], -2_500),
        ] as [([Status], Int?)])
    func confidenceIsWhatGoesWellLessWhatDoesNot(statuses: [Status], confidence: Int?) {
        #expect(Self.overview(statuses).confidence == confidence)
    }
}
