import GoalsCore
import Testing

struct AttentionTests {
    static func entry(_ edit: (inout Progress, inout Goal) -> Void) -> Attention {
        var goal = Sample.goal()
        var progress = Sample.progress(goal, on: "2026-01-02")
        edit(&progress, &goal)
        return Attention(progress, of: goal)
    }

    @Test func statusesHaveTheirRanks() {
        func rank(_ status: Status, stale: Bool = false) -> Int {
            Self.entry { progress, _ in (progress.status, progress.stale) = (status, stale) }.rank
        }
        #expect(Status.allCases.map { rank($0) } == [5, 6, 6, 4, 0, 4, 2, 1, 7, 7, 7])
        // Silence only moves what would look well.
        #expect(Status.allCases.map { rank($0, stale: true) } == [5, 6, 6, 3, 0, 3, 2, 1, 7, 7, 7])
    }

    @Test func theMostUrgentComesFirst() {
        let ascending = [
            Self.entry { progress, _ in progress.status = .overdue },
            Self.entry { progress, _ in (progress.status, progress.daysAhead) = (.behind, -9) },
            Self.entry { progress, _ in (progress.status, progress.daysAhead) = (.behind, -8) },
            Self.entry { progress, goal in
                (progress.status, progress.daysAhead) = (.behind, nil)
                goal.due = day("2026-03-01")
            },
            Self.entry { progress, goal in
                (progress.status, progress.daysAhead) = (.behind, nil)
                goal.due = day("2026-03-02")
                goal.position = position("a")
            },
            Self.entry { progress, goal in
                progress.status = .behind
                goal.position = position("b")
            },
            Self.entry { progress, goal in
                progress.status = .behind
                goal.position = position("c")
            },
            Self.entry { progress, _ in (progress.status, progress.daysAhead) = (.atRisk, -99) },
        ]
        var generator = SeededGenerator(state: 3)
        for _ in 0..<20 {
            #expect(ascending.shuffled(using: &generator).sorted() == ascending)
        }
    }

    @Test func theSamePlaceIsToldApartById() {
        func entry(_ id: UInt128) -> Attention {
            let goal = Goal(
                id: Goal.ID(bits: id), space: Sample.space, title: "Run", measure: .done, start: day("2026-01-01"),
                position: position("i"), createdAt: Sample.now, updatedAt: Sample.now)
            return Attention(Sample.progress(goal, on: "2026-01-02"), of: goal)
        }
        #expect(entry(1) < entry(2))
        #expect(!(entry(1) < entry(1)))
    }
}
