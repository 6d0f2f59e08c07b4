import EventLoop
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Postgres

/// Units share batches, but no fate: nobody's statement hurts anybody else's.
@Suite struct PostgresSharingTests {
    @Test func failingStatementsNeitherAbortNorMixUpOthers() async throws {
        try await withPostgres { database, _ in
            try await database.migrate(schema)
            try await database.ping()
            let before = database.statistics.batchedUnits.load(ordering: .relaxed)
            let results = await onLoop(loops.loops[0], 400) { number throws(DatabaseError) in
                let value = Int64(number)
                if number % 10 == 4 { return try await database.run(.read("SELECT 1 / ($1 - $1)", .int(value)))[0].int(0) }
                if number % 10 == 7 {
                    return try await database.run(.read("SELECT nothing FROM nowhere WHERE id = $1", .int(value)))[0].int(0)
                }
                if number % 2 == 0 { return try await database.run(.read("SELECT $1 + 1", .int(value)))[0].int(0) }
                return try await database.run(
                    .write("INSERT INTO items (id, name) VALUES ($1, $2) RETURNING id + 1", .int(value), .text("\(number)")))[0].int(0)
            }
            for (number, result) in results.enumerated() {
                switch number % 10 {
                case 4: #expect(result == .failure(.failed(code: "22012", message: "refused (SQLSTATE 22012)")))
                case 7: #expect(result == .failure(.failed(code: "42P01", message: "relation \"nowhere\" does not exist")))
                default: #expect(result == .success(Int64(number) + 1))
                }
            }
            // They did go together, and some batches had to be taken apart.
            #expect(database.statistics.batchedUnits.load(ordering: .relaxed) - before > 300)
            #expect(database.statistics.reruns.load(ordering: .relaxed) >= 2)
        }
    }

    @Test func aTurnsUnitsGoOutAsOneBatch() async throws {
        let group = try EventLoopGroup(count: 1)
        defer { group.stop() }
        try await withPostgres(loops: group) { database, _ in
            try await database.ping()
            let before = database.statistics.batches.load(ordering: .relaxed)
            let results = await onLoop(group.loops[0], 100) { number throws(DatabaseError) in
                try await database.run(.read("SELECT $1 * 2", .int(Int64(number))))[0].int(0)
            }
            #expect(results == (0..<100).map { .success($0 * 2) })
            #expect(database.statistics.batches.load(ordering: .relaxed) - before < 10)
        }
    }

    @Test func batchesThatDeadlockAreTakenApart() async throws {
        try await withPostgres(settings: ["deadlock_timeout = '100ms'"]) { database, _ in
            try await database.migrate(schema)
            try await database.run([insertItem(1, "one"), insertItem(2, "two")])
            try await database.run(.write("CREATE SEQUENCE halfway"))
            for loop in loops.loops { try await withTaskExecutorPreference(loop) { try await database.ping() } }
            // No unit by itself could deadlock. Together they lock 1 then 2 on one connection, 2 then 1 on the other.
            async let forth = onLoop(loops.loops[0], 3) { number throws(DatabaseError) in try await touch(database, [1, nil, 2][number]) }
            async let back = onLoop(loops.loops[1], 3) { number throws(DatabaseError) in try await touch(database, [2, nil, 1][number]) }
            let errors = await (forth + back).compactMap(\.error)
            #expect(errors.isEmpty)
            #expect(try await database.run(.read("SELECT sum(amount)::bigint FROM items"))[0].int(0) == 4)
            #expect(database.statistics.reruns.load(ordering: .relaxed) >= 1)
        }
    }

    @Test func aUnitThatDeadlocksIsTriedAgain() async throws {
        try await withPostgres(settings: ["deadlock_timeout = '100ms'"]) { database, _ in
            try await database.migrate(schema)
            try await database.run([insertItem(1, "one"), insertItem(2, "two")])
            @Sendable func unit(_ first: Int64, _ second: Int64) -> [Statement] {
                let update: SQLText = "UPDATE items SET amount = amount + 1 WHERE id = $1"
                return [
                    Statement(sql: update, values: [.int(first)], kind: .write), .write("SELECT pg_sleep(0.3)"),
                    Statement(sql: update, values: [.int(second)], kind: .write),
                ]
            }
            async let forth = onLoop(loops.loops[0], 1) { _ throws(DatabaseError) in try await database.run(unit(1, 2)).count }
            async let back = onLoop(loops.loops[1], 1) { _ throws(DatabaseError) in try await database.run(unit(2, 1)).count }
            let errors = await (forth + back).compactMap(\.error)
            #expect(errors.isEmpty)
            #expect(try await database.run(.read("SELECT sum(amount)::bigint FROM items"))[0].int(0) == 4)
        }
    }

    @Test func aSlowStatementIsTheOnlyOneThatTimesOut() async throws {
        try await withPostgres(configure: { $0.statementTimeout = .seconds(2) }) { database, _ in
            try await database.ping()
            let results = await onLoop(loops.loops[0], 40) { number throws(DatabaseError) in
                if number == 20 { return try await database.run(.read("SELECT 0::bigint FROM pg_sleep(60)"))[0].int(0) }
                return try await database.run(.read("SELECT $1", .int(Int64(number))))[0].int(0)
            }
            for (number, result) in results.enumerated() {
                guard number == 20 else {
                    #expect(result == .success(Int64(number)))
                    continue
                }
                guard case .failure(.timeout) = result else { return #expect(result.error != nil, "\(result)") }
            }
        }
    }

    /// None is too slow by itself, but the server says nothing until the last has ended.
    @Test func aBatchOfSlowStatementsIsNotTakenForADeadServer() async throws {
        let lost = Atomic<Int>(0)
        try await withPostgres(configure: {
            $0.statementTimeout = .milliseconds(2500)
            $0.silenceMargin = .milliseconds(2500)
            $0.onEvent = { if case .lost = $0 { lost.add(1, ordering: .relaxed) } }
        }) { database, _ in
            try await database.ping()
            let results = await onLoop(loops.loops[0], 12) { number throws(DatabaseError) in
                try await database.run(.read("SELECT $1 FROM pg_sleep(0.5)", .int(Int64(number))))[0].int(0)
            }
            #expect(results == (0..<12).map { .success($0) })
            #expect(lost.load(ordering: .relaxed) == 0)
        }
    }

    @Test func tenThousandUnitsWithMuchToSendAndToReceiveDoNotBlockEachOther() async throws {
        let group = try EventLoopGroup(count: 1)
        defer { group.stop() }
        try await withPostgres(loops: group) { database, _ in
            let large = String(repeating: "x", count: 10_000)
            let results = await onLoop(group.loops[0], 10_000) { number throws(DatabaseError) in
                let rows = try await database.run(
                    .read("SELECT $1::bigint, length($2), repeat('y', 20000)", .int(Int64(number)), .text(large)))
                return rows[0].int(0) == Int64(number) && rows[0].int(1) == 10_000 && rows[0].text(2).utf8.count == 20_000
            }
            #expect(results.allSatisfy { $0 == .success(true) })
        }
    }

    @Test func everyTypeOfTheServerIsDecoded() async throws {
        try await withPostgres { database, _ in
            let row = try await database.run(
                .read(
                    """
                    SELECT 1::smallint, -2::integer, 3::bigint, true, 1.5::real, -2.5::double precision, 'a'::varchar, 'b'::char(1),
                        '{"c": 1}'::json, '{"d": 2}'::jsonb, '\\x00ff'::bytea, '00000000-0000-0000-0000-0000000000ff'::uuid,
                        '2000-01-02'::date, '1970-01-01 00:00:01'::timestamp, '1970-01-01 01:00:00+01'::timestamptz,
                        'infinity'::date, '-infinity'::timestamptz, NULL::text
                    """))[0]
            #expect([row.int(0), row.int(1), row.int(2), row.int(3)] == [1, -2, 3, 1])
            #expect([row.double(4), row.double(5), row.double(0)] == [1.5, -2.5, 1])
            #expect([row.text(6), row.text(7), row.text(8), row.text(9)] == ["a", "b", "{\"c\": 1}", "{\"d\": 2}"])
            #expect(row.bytes(10) == [0, 255])
            #expect(row.uuid(11) == 255)
            #expect(row.day(12) == 10_958)
            #expect([row.instant(13), row.instant(14)] == [1_000_000, 0])
            #expect(row.day(15) == .max && row.instant(16) == .min)
            #expect(row.isNull(17) && !row.isNull(0))
            await #expect(throws: DatabaseError.self) { try await database.run(.read("SELECT $1::date", .day(.min))) }
        }
    }

    @Test func aTableThatChangesMeanwhileIsPreparedForAnew() async throws {
        try await withPostgres { database, configuration in
            try await database.migrate(schema)
            try await database.run(insertItem(1, "one"))
            let statement = Statement.read("SELECT * FROM items")
            #expect(try await database.run(statement)[0].int(2) == 0)
            try await sql("ALTER TABLE items ALTER COLUMN amount TYPE integer", on: configuration)
            #expect(try await database.run(statement)[0].int(2) == 0)
        }
    }
}

/// Adds one to an item, or waits until another batch has come this far too.
private func touch(_ database: PostgresDatabase, _ id: Int64?) async throws(DatabaseError) -> Int {
    guard let id else {
        // A sequence's value is seen before its transaction ends.
        let meeting: SQLText = """
            DO $$ BEGIN
                PERFORM nextval('halfway');
                FOR attempt IN 1..500 LOOP
                    EXIT WHEN (SELECT last_value FROM halfway) >= 2;
                    PERFORM pg_sleep(0.01);
                END LOOP;
            END $$
            """
        return try await database.run(Statement(sql: meeting, values: [], kind: .write)).count
    }
    return try await database.run(.write("UPDATE items SET amount = amount + 1 WHERE id = $1", .int(id))).count
}
