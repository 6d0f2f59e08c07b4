import SQL
import Testing

@testable import Postgres

@Suite struct PreparedStatementsTests {
    private let key = PreparedStatements.Key(.read("SELECT $1", .int(1)))

    private func number(_ use: PreparedStatements.Use) -> Int? {
        if case .prepare(_, let number) = use { number } else { nil }
    }

    private func name(_ use: PreparedStatements.Use) -> String {
        switch use {
        case .ready(let name), .prepare(let name, _): String(cString: name)
        }
    }

    @Test func aStatementIsPreparedOnce() {
        var prepared = PreparedStatements()
        let first = prepared.use(key, inBatch: 1)
        #expect(number(first) == 1)
        let name = name(first)
        // Later in the same batch it can be taken for granted: if it fails, all of the batch does.
        let second = prepared.use(key, inBatch: 1)
        #expect(number(second) == nil)
        #expect(self.name(second) == name)
        prepared.prepared(1)
        let third = prepared.use(key, inBatch: 2)
        #expect(number(third) == nil)
        #expect(self.name(third) == name)
    }

    @Test func whatIsNotYetKnownToBePreparedGetsANewNameInALaterBatch() {
        var prepared = PreparedStatements()
        let first = name(prepared.use(key, inBatch: 1))
        let second = prepared.use(key, inBatch: 2)
        #expect(number(second) == 2)
        #expect(name(second) != first)
        // The first batch is aborted, the second is not.
        prepared.failed(1)
        prepared.prepared(2)
        #expect(number(prepared.use(key, inBatch: 3)) == nil)
    }

    @Test func whatNeverRanIsPreparedAgain() {
        var prepared = PreparedStatements()
        _ = prepared.use(key, inBatch: 1)
        prepared.failed(1)
        #expect(number(prepared.use(key, inBatch: 2)) == 2)
        prepared.prepared(2)
        prepared.forgetAll()
        #expect(number(prepared.use(key, inBatch: 3)) == 3)
    }

    @Test func oneTextWithOtherTypesIsAnotherStatement() {
        let lists: [[Value]] = [[], [.int(1)], [.text("")], [.int(1), .text("")], [.text(""), .int(1)], [.bool(true), .bool(nil)]]
        let sql: SQLText = "SELECT"
        let keys = lists.map { PreparedStatements.Key(Statement(sql: sql, values: $0, kind: .read)) }
        #expect(Set(keys).count == lists.count)
        #expect(PreparedStatements.Key(Statement(sql: sql, values: [.int(nil)], kind: .read)) == keys[1])
    }
}

@Suite struct ServerFailureTests {
    @Test(
        arguments: [
            ("23505", "duplicate key", "items_name", .uniqueViolation(constraint: "items_name")),
            ("23503", "insert violates", "parts_item", .constraintViolation("parts_item")),
            ("23502", "null value", "items.name", .constraintViolation("items.name")),
            ("57014", "canceling statement", nil, .timeout("canceling statement")),
            ("57P01", "terminating connection", nil, .unavailable("terminating connection")),
            ("53300", "too many clients", nil, .unavailable("too many clients")),
            ("42P01", "relation \"x\" does not exist", nil, .failed(code: "42P01", message: "relation \"x\" does not exist")),
            // Their messages may quote values.
            ("22P02", "invalid input syntax for type uuid: \"secret\"", nil, .failed(code: "22P02", message: "refused (SQLSTATE 22P02)")),
            ("P0001", "secret", nil, .failed(code: "P0001", message: "refused (SQLSTATE P0001)")),
            ("XX000", "secret", "items_name", .failed(code: "XX000", message: "refused by items_name")),
        ] as [(String, String, String?, DatabaseError)])
    func statesAreMapped(_ state: String, _ message: String, _ constraint: String?, _ expected: DatabaseError) {
        #expect(ServerFailure.error(state, message: message, constraint: constraint) == expected)
    }
}

@Suite struct PasswordTests {
    @Test func aPasswordIsNeverShown() throws {
        var configuration = PostgresConfiguration(host: "h", database: "d", user: "u", password: Password("hunter2"))
        var dumped = ""
        dump(configuration, to: &dumped)
        for shown in [
            "\(configuration)", String(reflecting: configuration), dumped, "\(Mirror(reflecting: configuration).children.map { "\($0)" })",
        ] {
            #expect(!shown.contains("hunter2"))
        }
        #expect(try configuration.password?.reveal() == "hunter2")
        configuration.password = Password(reading: { "other" })
        #expect(try configuration.password?.reveal() == "other")
        #expect(Connector.oneLine("a hunter2\nb", hiding: "hunter2") == "the connection failed")
        #expect(Connector.oneLine("a\n\tb\n", hiding: "hunter2") == "a \tb")
    }
}

@Suite struct BackoffTests {
    @Test func theFirstLossIsMendedAtOnceAndLaterOnesEverMoreSlowly() {
        var backoff = Backoff()
        let longest = (0..<10).map { _ in backoff.next(jitter: 1) }
        #expect(longest[0] == .zero)
        #expect(longest[1...4].map { $0 } == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800)])
        #expect(longest[9] == .seconds(5))
        #expect(backoff.next(jitter: 0) == .milliseconds(2500))
        backoff.reset()
        #expect(backoff.next() == .zero)
    }
}

@Suite struct PostgresEpochTests {
    @Test(arguments: [(0, -10_957), (10_957, 0), (.max, .max - 10_957), (.min, .min + 1), (.min + 10_957, .min + 1)] as [(Int32, Int32)])
    func daysAreMovedAndNeverBecomeInfinite(_ day: Int32, _ encoded: Int32) {
        #expect(PostgresEpoch.encode(day, epoch: PostgresEpoch.days) == encoded)
    }

    @Test func infinityStaysTheExtreme() {
        #expect(PostgresEpoch.decode(Int64.max, epoch: PostgresEpoch.microseconds) == .max)
        #expect(PostgresEpoch.decode(Int32.min, epoch: PostgresEpoch.days) == .min)
        #expect(PostgresEpoch.decode(Int32(0), epoch: PostgresEpoch.days) == 10_957)
    }
}
