import GoalsCore
import Postgres
import SQL
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct StoreLimitsTests {
    /// Ten, of which one comes back every ten seconds.
    private static let limit = RateLimit(burst: 10, per: .seconds(100))

    @Test(arguments: DatabaseKind.allCases) func permitsComeBackOneByOne(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, _) async throws in
            let clock = ManualClock()
            // After how many seconds so many are asked for, and what comes of it.
            let steps: [(after: Int, count: Int, Permits)] =
                Array(repeating: (0, 1, .granted), count: 10) + [
                    (0, 1, .refused(available: 0, retryAfter: .seconds(10))), (9, 1, .refused(available: 0, retryAfter: .seconds(1))),
                    (1, 1, .granted), (0, 1, .refused(available: 0, retryAfter: .seconds(10))),
                    (35, 4, .refused(available: 3, retryAfter: .seconds(5))),
                    // Who is refused has taken nothing.
                    (0, 3, .granted), (0, 1, .refused(available: 0, retryAfter: .seconds(5))),
                    // However long nobody asks, there are never more than ten.
                    (100_000, 10, .granted), (0, 1, .refused(available: 0, retryAfter: .seconds(10))), (100, 10, .granted),
                    (99, 10, .refused(available: 9, retryAfter: .seconds(1))),
                    (1, 10, .granted),
                ]
            for (index, step) in steps.enumerated() {
                clock.advance(by: .seconds(step.after))
                let permits = try await store.take(step.count, from: "key", Self.limit, at: clock.now())
                #expect(permits == step.2, "step \(index)")
            }
            #expect(try await store.take(10, from: "another", Self.limit, at: clock.now()) == .granted)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsUsedUpIsForgottenWhenItIsBack(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, database) async throws in
            let clock = ManualClock()
            for (key, count) in [("one", 1), ("five", 5), ("ten", 10)] {
                #expect(try await store.take(count, from: key, Self.limit, at: clock.now()) == .granted)
            }
            #expect(try await store.forgetUnusedLimits(at: clock.now()) == 0)
            clock.advance(by: .seconds(50))
            #expect(try await store.forgetUnusedLimits(at: clock.now()) == 2)
            #expect(try await database.run(.read("SELECT key FROM rate_limits")).map { $0.text(0) } == ["ten"])
            #expect(try await store.take(6, from: "ten", Self.limit, at: clock.now()) == .refused(available: 5, retryAfter: .seconds(10)))
            #expect(try await store.take(10, from: "one", Self.limit, at: clock.now()) == .granted)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whoAsksAtTheSameTimeGetsNoMoreTogether(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, _) async throws in
            let now = testClock.now()
            let granted = try await Self.granted(200, by: [store], at: now)
            #expect(granted == 10)
        }
    }

    @Test func twoServersGrantNoMoreTogether() async throws {
        try await withPostgresConfiguration { (configuration) async throws in
            let databases = [0, 1].map { _ in PostgresDatabase(configuration: configuration, loops: loops) }
            try await databases[0].migrate(Schema.migrations)
            let granted = try await Self.granted(300, by: databases.map { Store($0) }, at: testClock.now())
            #expect(granted == 10)
            for database in databases { await database.close() }
        }
    }

    /// How many of so many that ask at once are granted one permit.
    private static func granted(_ count: Int, by stores: [Store], at now: Instant) async throws -> Int {
        try await withThrowingTaskGroup(of: Permits.self) { group in
            for index in 0..<count {
                group.addTask { try await stores[index % stores.count].take(1, from: "key", limit, at: now) }
            }
            return try await group.reduce(0) { $0 + ($1 == .granted ? 1 : 0) }
        }
    }
}
