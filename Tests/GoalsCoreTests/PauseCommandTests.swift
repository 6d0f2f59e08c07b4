import GoalsCore
import Testing

struct PauseCommandTests {
    static let today = day("2026-11-22")

    static func create(_ edit: (inout CreatePause) -> Void) throws(DomainError) -> Pause {
        var command = CreatePause()
        edit(&command)
        return try command.pause(id: Pause.ID(bits: 1), space: Sample.space, today: today, now: Sample.now)
    }

    @Test func aPauseBeginsTodayAndEndsSometime() throws {
        let pause = try Self.create { _ in }
        #expect(
            pause
                == Pause(
                    id: Pause.ID(bits: 1), space: Sample.space, goal: nil, first: Self.today, last: nil, note: "", version: 1,
                    createdAt: Sample.now, updatedAt: Sample.now))
        // Days to come as well: people plan their holidays.
        let planned = try Self.create { ($0.goal, $0.first, $0.last) = (Sample.goalID, day("2027-07-01"), day("2027-07-01")) }
        #expect(planned.goal == Sample.goalID)
        #expect(planned.days == day("2027-07-01")...day("2027-07-01"))
    }

    @Test(
        arguments: [
            ("last", "2026-11-22", "2026-11-21", ""), ("first", "1899-12-31", nil, ""), ("last", "2026-11-22", "2201-01-01", ""),
            ("note", "2026-11-22", nil, "\0"),
        ] as [(String, String, String?, String)])
    func whatCannotBeNamesItsField(field: String, first: String, last: String?, note: String) {
        let found = errors { () throws(DomainError) in
            try Self.create { ($0.first, $0.last, $0.note) = (day(first), last.map { day($0) }, note) }
        }
        #expect(found.map(\.field) == [field])
    }

    @Test func anUpdateChangesOnlyWhatItNames() throws {
        let pause = try Self.create { ($0.last, $0.note) = (day("2026-12-01"), "ill") }
        let later = instant("2026-12-05T00:00:00Z")
        #expect(UpdatePause().isEmpty)

        var open = UpdatePause()
        open.last = .set(nil)
        #expect(!open.isEmpty)
        var expected = pause
        (expected.last, expected.version, expected.updatedAt) = (nil, 2, later)
        #expect(try open.apply(to: pause, now: later) == expected)

        var late = UpdatePause()
        late.first = day("2026-12-02")
        #expect(errors { () throws(DomainError) in try late.apply(to: pause, now: later) }.map(\.field) == ["last"])
    }
}
