import GoalsCore
import Testing

/// What pauses do to numbers: only active days count.
struct PausedProgressTests {
    static let tenDays = Sample.goal(Sample.number(to: "100"), due: "2026-01-10")

    @Test(
        arguments: [
            // Seven active days; 30 of 100, so ⌊0.3 · 7⌋ = 2 days' worth. Paused from the 4th to the 6th.
            ("2026-01-03", 2_857, .onTrack, 0, "14"), ("2026-01-04", 4_285, .paused, -1, "17.5"),
            ("2026-01-06", 4_285, .paused, -1, "17.5"), ("2026-01-07", 4_285, .atRisk, -1, "17.5"),
            ("2026-01-10", 8_571, .behind, -4, "70"), ("2026-01-11", 10_000, .overdue, -5, nil),
            ("2026-01-13", 10_000, .overdue, -7, nil),
        ] as [(String, Int, Status, Int, String?)])
    func onlyActiveDaysCount(today: String, expected: Int, status: Status, ahead: Int, required: String?) {
        let pauses = [pause("2026-01-04", "2026-01-06"), pause("2025-12-01", "2025-12-31"), pause("2026-02-01", "2026-02-10")]
        let progress = Sample.progress(Self.tenDays, [("2026-01-02", "30")], pauses: pauses, on: today)
        #expect(progress.expected == BasisPoints(expected))
        #expect(progress.status == status)
        #expect(progress.daysAhead == ahead)
        #expect(progress.requiredPerDay == required.map { amount($0) })
    }

    @Test func aPauseWithoutAnEndCountsUpToToday() {
        // Three days are over, and five will be left if it ends tonight.
        let open = Sample.progress(Self.tenDays, [("2026-01-02", "30")], pauses: [pause("2026-01-04")], on: "2026-01-05")
        #expect(open.expected == BasisPoints(3_750))
        #expect(open.daysAhead == -1)
        #expect(open.requiredPerDay == Quantity(14))
        // It did end.
        let over = Sample.progress(
            Self.tenDays, [("2026-01-02", "30")], pauses: [pause("2026-01-04", "2026-01-05")], on: "2026-01-06")
        #expect((over.expected, over.daysAhead, over.requiredPerDay) == (open.expected, open.daysAhead, open.requiredPerDay))
        // One that is yet to begin takes nothing away.
        let ahead = Sample.progress(Self.tenDays, [("2026-01-02", "30")], pauses: [pause("2026-01-08")], on: "2026-01-06")
        #expect(ahead.expected == BasisPoints(5_000))
        #expect(ahead.requiredPerDay == Quantity(14))
    }

    @Test func withoutAnActiveDayNothingIsExpected() {
        let all = [pause("2026-01-01", "2026-01-10")]
        for (today, status) in [("2025-12-31", Status.upcoming), ("2026-01-05", .paused), ("2026-01-11", .overdue)] {
            let progress = Sample.progress(Self.tenDays, pauses: all, on: today)
            #expect(progress.expected == nil)
            #expect(progress.daysAhead == nil)
            #expect(progress.requiredPerDay == nil)
            #expect(progress.status == status)
        }
    }

    @Test func aPauseTodayIsSeenAfterAchievedAndUpcoming() {
        let pauses = [pause("2025-12-01")]
        #expect(Sample.progress(Self.tenDays, [("2026-01-02", "100")], pauses: pauses, on: "2026-01-05").status == .achieved)
        #expect(Sample.progress(Self.tenDays, pauses: pauses, on: "2025-12-31").status == .upcoming)
        #expect(Sample.progress(Self.tenDays, pauses: pauses, on: "2026-01-11").status == .paused)
        #expect(Sample.progress(Sample.goal(), pauses: pauses, on: "2026-01-05").status == .paused)
        #expect(Sample.progress(Sample.goal(state: .missed), pauses: pauses, on: "2026-01-05").status == .missed)
    }

    @Test func silenceInAPauseIsNotCounted() {
        let goal = Sample.goal(Sample.number(to: "100"))
        // Ten active days from the 6th on, seven of the days between are paused.
        let pauses = [pause("2026-01-08", "2026-01-14"), pause("2026-02-10", "2026-02-10")]
        let stale = ["2026-01-22", "2026-01-23", "2026-02-09", "2026-02-10", "2026-02-11"].filter {
            Sample.progress(goal, [("2026-01-05", "1")], pauses: pauses, on: $0).stale
        }
        #expect(stale == ["2026-01-23", "2026-02-09", "2026-02-11"])
    }

    @Test(
        arguments: [
            // Up to its last day it is simply not due yet.
            ("2026-01-01", 0, .onTrack, nil), ("2026-01-10", 0, .onTrack, nil), ("2026-01-11", 10_000, .overdue, -1),
            ("2026-01-14", 10_000, .paused, -1), ("2026-01-20", 10_000, .overdue, -7), ("2025-12-31", 0, .upcoming, nil),
        ] as [(String, Int, Status, Int?)])
    func aDoneGoalIsDueAtTheEndOfItsDueDay(today: String, expected: Int, status: Status, ahead: Int?) {
        let goal = Sample.goal(due: "2026-01-10")
        let progress = Sample.progress(goal, [("2025-12-20", "0")], pauses: [pause("2026-01-12", "2026-01-14")], on: today)
        #expect(progress.expected == BasisPoints(expected))
        #expect(progress.status == status)
        #expect(progress.daysAhead == ahead)
        #expect(progress.fraction == .zero)
    }
}
