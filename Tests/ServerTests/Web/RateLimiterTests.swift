import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes
import Logging
import Postgres
import SQL
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct RateLimiterTests {
    private struct Bench {
        let limiter: RateLimiter
        let database: CountingDatabase
        let clock: ManualClock
    }

    private static func withLimiter(_ kind: DatabaseKind, isOn: Bool = true, _ body: (Bench) async throws -> Void) async throws {
        try await withDatabase(kind) { plain in
            let database = CountingDatabase(plain)
            try await database.migrate(Schema.migrations)
            let clock = ManualClock()
            try await body(Bench(limiter: RateLimiter(store: Store(database), clock: clock, isOn: isOn), database: database, clock: clock))
        }
    }

    private static func address(_ host: String) throws -> SocketAddress { try #require(SocketAddress(host: host, port: 1)) }

    /// What refused it; nil when nothing did.
    private static func refusal(_ work: () async throws -> Void) async throws -> RateLimitExceeded? {
        do {
            try await work()
            return nil
        } catch let error as RateLimitExceeded { return error }
    }

    @Test(arguments: DatabaseKind.allCases) func anAccountsPasswordIsTriedTenTimes(_ kind: DatabaseKind) async throws {
        try await Self.withLimiter(kind) { (bench) async throws in
            for number in 1...10 { try await bench.limiter.signIn(to: "ada@example.org", from: Self.address("203.0.113.\(number)")) }
            let refused = try await Self.refusal {
                try await bench.limiter.signIn(to: "ada@example.org", from: Self.address("2001:db8::1"))
            }
            #expect(refused == RateLimitExceeded(rule: .signInToAccount, retryAfter: .seconds(90)))
            try await bench.limiter.signIn(to: "bob@example.org", from: Self.address("203.0.113.1"))
            bench.clock.advance(by: .seconds(90))
            try await bench.limiter.signIn(to: "ada@example.org", from: Self.address("203.0.113.1"))
            // Whose account it is cannot be read there.
            let keys = try await bench.database.run(.read("SELECT key FROM rate_limits")).map { $0.text(0) }
            #expect(keys.count == 13 && keys.allSatisfy { !$0.contains("ada") && !$0.contains("203.0") }, "\(keys)")
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aNetworksTriesAreCountedTogether(_ kind: DatabaseKind) async throws {
        try await Self.withLimiter(kind) { (bench) async throws in
            let rules: [(RateLimitRule, (String, Int) async throws -> Void)] = [
                (.signInFromNetwork, { try await bench.limiter.signIn(to: "\($1)@example.org", from: Self.address($0)) }),
                (.signUp, { host, _ in try await bench.limiter.signUp(from: Self.address(host)) }),
                (.guess, { host, _ in try await bench.limiter.guess(from: Self.address(host)) }),
            ]
            for (rule, act) in rules {
                // An IPv6 network has more addresses than anybody could count.
                for number in 1...rule.limit.burst { try await act("2001:db8::\(number)", number) }
                let refused = try await Self.refusal { try await act("2001:db8::ffff", 99) }
                #expect(refused?.rule == rule)
                try await act("2001:db8:0:1::1", 99)
                for number in 1...rule.limit.burst { try await act(number % 2 == 0 ? "192.0.2.1" : "::ffff:192.0.2.1", 100 + number) }
                #expect(try await Self.refusal { try await act("192.0.2.1", 98) }?.rule == rule)
                try await act("192.0.2.2", 98)
            }
        }
    }

    @Test func whoWasRefusedDoesNotReachTheDatabaseUntilThereCanBeAPermit() async throws {
        try await Self.withLimiter(.sqlite) { (bench) async throws in
            let host = try Self.address("192.0.2.1")
            for _ in 1...10 { try await bench.limiter.signUp(from: host) }
            #expect(try await Self.refusal { try await bench.limiter.signUp(from: host) }?.isRepeated == false)
            let before = bench.database.runs
            bench.clock.advance(by: .seconds(359))
            for _ in 0..<100 {
                let refused = try await Self.refusal { try await bench.limiter.signUp(from: host) }
                #expect(refused == RateLimitExceeded(rule: .signUp, retryAfter: .seconds(1), isRepeated: true))
            }
            #expect(bench.database.runs == before)
            bench.clock.advance(by: .seconds(1))
            try await bench.limiter.signUp(from: host)
            #expect(try await Self.refusal { try await bench.limiter.signUp(from: host) }?.retryAfter == .seconds(360))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func fiftyWritesCostOneUnit(_ kind: DatabaseKind) async throws {
        try await Self.withLimiter(kind) { (bench) async throws in
            let user = User.ID.make(at: testClock.now())
            for number in 1...200 {
                try await bench.limiter.write(by: user)
                #expect(bench.database.runs == (number + 49) / 50)
            }
            // So they do when they come at once.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<400 { group.addTask { try await bench.limiter.write(by: user) } }
                try await group.waitForAll()
            }
            #expect(bench.database.runs == 12)
            // What was not used soon is not used at all.
            try await bench.limiter.write(by: user)
            bench.clock.advance(by: RateLimiter.permitLifetime)
            try await bench.limiter.write(by: user)
            #expect(bench.database.runs == 14)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anAccountWritesSoMuchAndNoMore(_ kind: DatabaseKind) async throws {
        try await Self.withLimiter(kind) { (bench) async throws in
            let user = User.ID.make(at: testClock.now())
            for _ in 0..<2000 { try await bench.limiter.write(by: user) }
            let refused = try await Self.refusal { try await bench.limiter.write(by: user) }
            #expect(refused == RateLimitExceeded(rule: .write, retryAfter: .milliseconds(50)))
            try await bench.limiter.write(by: User.ID.make(at: testClock.now()))
            bench.clock.advance(by: .seconds(1))
            for _ in 0..<20 { try await bench.limiter.write(by: user) }
            #expect(try await Self.refusal { try await bench.limiter.write(by: user) }?.rule == .write)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aRequestMakesManyChangesAtOnce(_ kind: DatabaseKind) async throws {
        try await Self.withLimiter(kind) { (bench) async throws in
            let user = User.ID.make(at: testClock.now())
            for _ in 0..<2 { try await bench.limiter.write(by: user, 1000) }
            #expect(try await Self.refusal { try await bench.limiter.write(by: user, 1000) }?.retryAfter == .seconds(50))
            // That it had to be fewer does not keep one from coming.
            bench.clock.advance(by: .milliseconds(50))
            try await bench.limiter.write(by: user)
            #expect(try await Self.refusal { try await bench.limiter.write(by: user) }?.retryAfter == .milliseconds(50))
        }
    }

    @Test func twoServersPermitNoMoreTogether() async throws {
        try await withPostgresConfiguration { (configuration) async throws in
            let databases = [0, 1].map { _ in PostgresDatabase(configuration: configuration, loops: loops) }
            try await databases[0].migrate(Schema.migrations)
            let clock = ManualClock()
            let limiters = databases.map { RateLimiter(store: Store($0), clock: clock, isOn: true) }
            let user = User.ID.make(at: testClock.now())
            for (wait, permitted) in [(0, 2000), (1, 20), (10, 200), (1000, 2000)] {
                clock.advance(by: .seconds(wait))
                #expect(try await Self.permitted(2600, by: limiters, for: user) == permitted)
            }
            for database in databases { await database.close() }
        }
    }

    private static func permitted(_ count: Int, by limiters: [RateLimiter], for user: User.ID) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<count {
                group.addTask { try await refusal { try await limiters[index % limiters.count].write(by: user) } == nil }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    @Test func nothingIsLimitedWhereLimitsAreOff() async throws {
        try await Self.withLimiter(.sqlite, isOn: false) { (bench) async throws in
            let user = User.ID.make(at: testClock.now())
            for _ in 0..<100 {
                try await bench.limiter.signIn(to: "a", from: Self.address("192.0.2.1"))
                try await bench.limiter.signUp(from: Self.address("192.0.2.1"))
                try await bench.limiter.guess(from: Self.address("192.0.2.1"))
                try await bench.limiter.write(by: user, 2000)
            }
            #expect(bench.database.runs == 0)
        }
    }

    @Test func nothingIsPermittedWhileTheDatabaseIsAway() async throws {
        let error = StoreError.database(.unavailable("away"))
        let limiter = RateLimiter(store: Store(AbsentDatabase()), clock: testClock, isOn: true)
        let host = try Self.address("192.0.2.1")
        await #expect(throws: error) { try await limiter.signIn(to: "a", from: host) }
        await #expect(throws: error) { try await limiter.signUp(from: host) }
        await #expect(throws: error) { try await limiter.guess(from: host) }
        for _ in 0..<2 { await #expect(throws: error) { try await limiter.write(by: User.ID.make(at: testClock.now())) } }
        await #expect(throws: error) { try await limiter.write(by: User.ID.make(at: testClock.now()), 2) }
    }

    @Test(arguments: [(Duration.zero, "1"), (.milliseconds(1), "1"), (.seconds(1), "1"), (.milliseconds(1001), "2"), (.seconds(90), "90")])
    func whoIsRefusedIsToldForHowLong(_ duration: Duration, _ seconds: String) throws {
        let errors = Errors(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let response = errors.response(RateLimitExceeded(rule: .guess, retryAfter: duration), try request("POST"))
        #expect(response.status.code == 429)
        #expect(response.fields[.retryAfter] == seconds)
        #expect(response.contentType == "application/problem+json")
    }
}

/// A database that never answers.
private struct AbsentDatabase: Database {
    let dialect = Dialect.postgres
    func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows] { throw .unavailable("away") }
    func migrate(_ migrations: [Migration]) async throws(DatabaseError) {}
    func close() async {}
}
