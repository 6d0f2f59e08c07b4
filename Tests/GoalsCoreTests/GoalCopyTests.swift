import GoalsCore
import Testing

struct GoalCopyTests {
    static func goal(_ id: UInt128, below parent: UInt128?, start: String, due: String? = nil) -> Goal {
        Goal(
            id: Goal.ID(bits: id), space: Sample.space, parent: parent.map { Goal.ID(bits: $0) }, title: "Goal \(id)",
            measure: Sample.number(to: "5"), start: day(start), due: due.map { day($0) }, priority: 2, weight: Quantity(3),
            tags: ["run"], state: .done, position: position("b\(id)"), cadenceDays: 3, version: 9, createdAt: Sample.now,
            updatedAt: Sample.now, archivedAt: Sample.now)
    }

    static let later = instant("2026-12-31T00:00:00Z")

    @Test func allDaysMoveAsFarAsTheStart() throws {
        // 365 days; the leap day of 2028 makes the due day of a year one day earlier.
        let originals = [
            Self.goal(1, below: 7, start: "2027-01-01", due: "2027-12-31"), Self.goal(2, below: 1, start: "2027-03-01", due: "2027-03-31"),
            Self.goal(3, below: 2, start: "2026-12-30"),
        ]
        let copies = try GoalCopy(start: day("2028-01-01")).copies(of: originals, now: Self.later)
        #expect(copies.map(\.start) == [day("2028-01-01"), day("2028-02-29"), day("2027-12-30")])
        #expect(copies.map(\.due) == [day("2028-12-30"), day("2028-03-30"), nil])
        // The copy stands beside the original, and its own below it.
        #expect(copies.map(\.parent) == [Goal.ID(bits: 7), copies[0].id, copies[1].id])
        #expect(Set(copies.map(\.id)).isDisjoint(with: originals.map(\.id)))
    }

    @Test func copiesAreNewAndActive() throws {
        let original = Self.goal(1, below: nil, start: "2026-01-01")
        let copy = try #require(try GoalCopy(start: day("2026-01-01"), title: "Again").copies(of: [original], now: Self.later).first)
        let expected = Goal(
            id: copy.id, space: original.space, title: "Again", measure: original.measure, start: original.start, priority: 2,
            weight: Quantity(3), tags: ["run"], state: .active, position: copy.position, cadenceDays: 3, version: 1,
            createdAt: Self.later, updatedAt: Self.later)
        #expect(copy == expected)
        #expect(copy.position != original.position)
        let child = Self.goal(2, below: 1, start: "2026-01-01")
        let both = try GoalCopy(start: day("2026-01-01"), title: "Again").copies(of: [original, child], now: Self.later)
        #expect(both.map(\.title) == ["Again", "Goal 2"])
        #expect(both.last?.position == child.position)
    }

    @Test func parentsComeFirstInWhateverOrder() throws {
        let originals = [
            Self.goal(1, below: nil, start: "2026-01-01"), Self.goal(3, below: 2, start: "2026-01-01"),
            Self.goal(2, below: 1, start: "2026-01-01"), Self.goal(9, below: 8, start: "2026-01-01"),
        ]
        let copies = try GoalCopy(start: day("2026-02-01")).copies(of: originals, now: Self.later)
        // What is below none of them is left out.
        #expect(copies.map(\.title) == ["Goal 1", "Goal 2", "Goal 3"])
        #expect(copies[2].parent == copies[1].id)
        #expect(try GoalCopy(start: day("2026-02-01")).copies(of: [], now: Self.later) == [])
    }

    @Test func daysOutsideOfTheCalendarAreRefused() {
        let originals = [Self.goal(1, below: nil, start: "2026-01-01", due: "2026-12-31")]
        let found = errors { () throws(DomainError) in try GoalCopy(start: day("2200-06-01")).copies(of: originals, now: Self.later) }
        #expect(found.map(\.field) == ["due"])
        let title = errors { () throws(DomainError) in
            try GoalCopy(start: day("2026-06-01"), title: " ").copies(of: originals, now: Self.later)
        }
        #expect(title.map(\.field) == ["title"])
    }
}
