import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

/// What the databases answer about check-ins is what the domain defines.
@Suite struct SummaryTests {
    @Test(arguments: DatabaseKind.allCases) func theSummaryFromSQLIsTheOneOfTheDefinition(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let store = Store(server.database)
            let now = testClock.now()
            let user = try await store.localAccount(now: now).user
            let today = Day("2026-06-15")!
            let viewer = Viewer(user: user.id, today: today)
            var generator = SeededGenerator(state: 42)
            let measures: [Measure] = [
                .done, .number(.init(target: Quantity(500), aggregate: .sum)), .number(.init(target: Quantity(500), aggregate: .last)),
                .limit(.init(limit: Quantity(500), aggregate: .sum)), .limit(.init(limit: Quantity(500), aggregate: .last)),
                .range(.init(low: Quantity(1), high: Quantity(2))), .habit(.init()),
            ]
            for round in 0..<84 {
                let start = today.advanced(by: -Int.random(in: 0...120, using: &generator))
                let goal = try CreateGoal(
                    title: "\(round)", measure: measures[round % 7], start: start, cadenceDays: Int.random(in: 1...60, using: &generator)
                ).goal(id: .make(at: now), space: user.space, today: today, now: now, position: .newest(at: now))
                try await store.insert(goal, for: viewer)
                var checkIns: [CheckIn] = []
                for index in 0..<Int.random(in: 0...12, using: &generator) {
                    let moment = Instant(microseconds: now.microseconds + Int64(index % 3))
                    var checkIn = CheckIn(
                        id: .make(at: moment), goal: goal.id, day: start.advanced(by: Int.random(in: 0...30, using: &generator) * 4 - 5),
                        value: Quantity(micros: Int128(Int64.random(in: -999_999_999_999...1_000_000_000_000_000_000, using: &generator))),
                        createdAt: moment, updatedAt: moment)
                    if case .done = goal.measure { checkIn.value = Quantity(index % 2) }
                    // A goal that was a habit once may have skips, whatever it is now.
                    if Int.random(in: 0..<4, using: &generator) == 0 { checkIn.value = nil }
                    checkIns.append(checkIn)
                    try await store.insert(checkIn, for: user.id)
                }
                let record = try await store.goal(goal.id, for: viewer)
                var expected = CheckInSummary(checkIns, goal: goal, today: today)
                switch goal.measure {
                case .number, .limit: break
                // Only these two have a forecast.
                case .done, .range, .habit, .rollup: (expected.before, expected.after) = (record.summary.before, record.summary.after)
                }
                #expect(record.goal == goal)
                #expect(
                    record.summary == expected,
                    "\(goal.measure) from \(start), \(checkIns.map { "\($0.day) \($0.value.map(\.description) ?? "skip")" })")
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func sumsBeyond64BitsAreExact(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"number","target":1,"aggregate":"sum"}}"#)
            for _ in 0..<12 { _ = try await server.checkIn(goal, #"{"value":999999999999.999999}"#) }
            let progress = try await server.client.get("/api/v1/goals/\(goal["id"].string!)")
            #expect(progress.text.contains(#""current":11999999999999.999988"#))
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
