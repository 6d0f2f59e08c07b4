import Testing

@testable import GoalsCore

/// A check-in for a goal that has not been read is the one that it would get if it had been.
@Suite struct UnseenCheckInTests {
    private static let today = day("2026-01-10")
    private static let id = CheckIn.ID(bits: 7)

    private static let goals: [(UnseenCheckIn.Measures, Measure)] = [
        (.done, .done), (.amount, .number(.init(unit: "km", target: Quantity(5)))), (.amount, .limit(.init(limit: Quantity(3)))),
        (.amount, .range(.init(low: Quantity(1), high: Quantity(2)))), (.habitOfTimes, .habit(.init(times: Quantity(3), period: .week))),
        (.habitOfUnits, .habit(.init(unit: "l", times: Quantity(2)))), ([], .rollup),
    ]

    private static let commands: [CreateCheckIn] = {
        let values: [Quantity?] = [nil, .zero, Quantity(1), Quantity(-1), Quantity(7), Quantity(2_000_000_000_000)]
        let days: [Day?] = [nil, today, today.advanced(by: 1), today.advanced(by: 2), day("1800-01-01")]
        let notes = ["", "Rain", "\0", String(repeating: "x", count: 2_001)]
        return values.flatMap { value in
            days.flatMap { day in
                notes.flatMap { note in
                    [false, true].map { CreateCheckIn(day: day, value: value, skip: $0, note: note) }
                }
            }
        }
    }()

    @Test func itIsKeptWhereTheGoalWouldTakeItAndNowhereElse() throws {
        var kept = 0
        for command in Self.commands {
            let unseen = command.unseen(goal: Sample.goal().id, id: Self.id, today: Self.today, now: Sample.now)
            for (measures, measure) in Self.goals {
                let seen = try? command.checkIn(for: Sample.goal(measure), id: Self.id, today: Self.today, now: Sample.now)
                let suits = unseen.map { !measures.isEmpty && $0.suits.isSuperset(of: measures) } ?? false
                #expect(suits == (seen != nil), "\(command) for \(measure)")
                if suits {
                    #expect(unseen?.checkIn == seen)
                    kept += 1
                }
            }
        }
        #expect(kept > 100)
    }
}
