import GoalsCore
import Testing

struct PausesTests {
    @Test(
        arguments: [
            ([], []), ([("05", "09")], [("05", "09")]),
            // In any order; what follows on or overlaps becomes one.
            ([("05", "09"), ("01", "03")], [("01", "03"), ("05", "09")]), ([("05", "09"), ("01", "04")], [("01", "09")]),
            ([("01", "05"), ("05", "09")], [("01", "09")]), ([("01", "09"), ("03", "04"), ("09", "10")], [("01", "10")]),
            ([("03", "03"), ("01", "01"), ("02", "02")], [("01", "03")]),
        ] as [([(String, String)], [(String, String)])])
    func rangesAreJoined(given: [(String, String)], joined: [(String, String)]) {
        let ranges = { (days: [(String, String)]) in days.map { pause("2026-01-\($0.0)", "2026-01-\($0.1)") } }
        #expect(Pauses(ranges(given)).ranges == ranges(joined))
        #expect(Pauses(ranges(given)).isEmpty == given.isEmpty)
    }

    @Test func anOpenEndSwallowsAllThatFollows() {
        #expect(Pauses([pause("2026-02-01", "2026-02-05"), pause("2026-01-10")]).ranges == [pause("2026-01-10")])
        #expect(Pauses([pause("2026-01-10"), pause("2026-02-01")]).ranges == [pause("2026-01-10")])
    }

    @Test(arguments: [
        ("2026-01-01", "2026-01-31", 8), ("2026-01-05", "2026-01-09", 5), ("2026-01-06", "2026-01-06", 1), ("2026-01-08", "2026-01-21", 4),
        ("2026-01-10", "2026-01-19", 0), ("2025-01-01", "2026-01-05", 1),
    ])
    func pausedDaysAreCounted(first: String, last: String, count: Int) {
        let pauses = Pauses([pause("2026-01-05", "2026-01-09"), pause("2026-01-20", "2026-01-22")])
        #expect(pauses.count(in: pause(first, last)) == count)
        #expect(Pauses.none.count(in: pause(first, last)) == 0)
    }

    @Test func bothEndsArePaused() {
        let pauses = Pauses([pause("2026-01-05", "2026-01-09"), pause("2026-01-20")])
        let paused = ["04", "05", "09", "10", "19", "20", "31"].filter { pauses.contains(day("2026-01-\($0)")) }
        #expect(paused == ["05", "09", "20", "31"])
        #expect(pauses.contains(.max))
    }

    @Test func theDaysOfPausesAreThoseOfTheirRanges() {
        func entity(_ first: String, _ last: String?) -> Pause {
            Pause(
                id: Pause.ID(bits: 1), space: Sample.space, goal: nil, first: day(first), last: last.map { day($0) }, createdAt: Sample.now,
                updatedAt: Sample.now)
        }
        #expect(
            Pauses(of: [entity("2026-03-01", nil), entity("2026-01-05", "2026-01-09")]).ranges
                == [pause("2026-01-05", "2026-01-09"), pause("2026-03-01")])
        // An end before the beginning is no reason to fail.
        #expect(entity("2026-01-05", "2026-01-01").days == pause("2026-01-05", "2026-01-05"))
    }
}
