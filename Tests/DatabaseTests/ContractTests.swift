import EventLoop
import SQL
import TestSupport
import Testing

/// What both databases promise.
@Suite struct ContractTests {
    struct Sample: Equatable {
        var b: Bool?
        var i: Int64?
        var d: Double?
        var t: String?
        var y: [UInt8]?
        var u: UInt128?
        var day: Int32?
        var at: Int64?

        init(b: Bool? = nil, i: Int64? = nil, d: Double? = nil, t: String? = nil, y: [UInt8]? = nil, u: UInt128? = nil, day: Int32? = nil, at: Int64? = nil) {
            (self.b, self.i, self.d, self.t, self.y, self.u, self.day, self.at) = (b, i, d, t, y, u, day, at)
        }

        init(_ row: Row) {
            b = row.optional(0, Row.bool)
            i = row.optional(1, Row.int)
            d = row.optional(2, Row.double)
            t = row.optional(3, Row.text)
            y = row.optional(4, Row.bytes)
            u = row.optional(5, Row.uuid)
            day = row.optional(6, Row.day)
            at = row.optional(7, Row.instant)
        }
    }

    /// The first and last days and microseconds of the years 1 and 9999 are the widest that both take.
    static let samples: [Sample] = [
        Sample(),
        Sample(b: true, i: 1, d: 1.5, t: "one", y: [1], u: 1, day: 1, at: 1),
        Sample(b: false, i: 0, d: 0, t: "", y: [], u: 0, day: 0, at: 0),
        Sample(i: .max, d: .greatestFiniteMagnitude, u: .max, day: 2_932_896, at: 253_402_300_799_999_999),
        Sample(i: .min, d: -.greatestFiniteMagnitude, y: Array(0...255), day: -719_162, at: -62_135_596_800_000_000),
        Sample(d: .leastNonzeroMagnitude, t: "Ωñ 日本 👩‍👩‍👧 \u{10FFFF} '\"\\;--$1", u: 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f),
        Sample(d: .infinity, t: String(repeating: "é", count: 100_000), y: [UInt8](repeating: 0, count: 300_000)),
        Sample(i: -1, d: -0.1, day: -1, at: -1),
    ]

    @Test(arguments: DatabaseKind.allCases) func everyValueComesBackAsItWas(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            for (index, sample) in Self.samples.enumerated() {
                let id = Value.int(Int64(index))
                let returned = try await database.run(
                    .write(
                        """
                        INSERT INTO samples (id, b, i, d, t, y, u, day, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        RETURNING b, i, d, t, y, u, day, at
                        """,
                        id, .bool(sample.b), .int(sample.i), .double(sample.d), .text(sample.t), .bytes(sample.y),
                        .uuid(sample.u), .day(sample.day), .instant(sample.at)))
                #expect(returned.map(Sample.init) == [sample])
                let read = try await database.run(.read("SELECT b, i, d, t, y, u, day, at FROM samples WHERE id = $1", id))
                #expect(read.map(Sample.init) == [sample])
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func parametersAreFoundByNumber(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            try await database.run([insertItem(1, "a", amount: 5), insertItem(2, "b", amount: 7)])
            let rows = try await database.run(
                .read("SELECT name FROM items WHERE amount = $2 AND id > $1 AND amount = $2 AND id <> $3", .int(0), .int(7), .int(1)))
            #expect(rows.map { $0.text(0) } == ["b"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aUnitHappensAsAWholeOrNotAtAll(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            try await database.run([insertItem(1, "a"), insertItem(2, "b")])
            await #expect(throws: DatabaseError.self) {
                try await database.run([insertItem(3, "c"), insertItem(4, "a"), insertItem(5, "e")])
            }
            await #expect(throws: DatabaseError.self) {
                try await database.run([insertItem(6, "f"), .write("UPDATE nothing SET x = 1")])
            }
            #expect(try await database.run(countItems())[0].int(0) == 2)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aUnitSeesItsOwnWrites(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            let rows = try await database.run([countItems(), insertItem(1, "a"), countItems(), insertItem(2, "b"), countItems()])
            #expect(rows.map(\.count) == [1, 0, 1, 0, 1])
            #expect([rows[0], rows[2], rows[4]].map { $0[0].int(0) } == [0, 1, 2])
            #expect(try await database.run([]).isEmpty)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func violatedConstraintsAreNamed(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            _ = try await database.run(insertItem(1, "a"))
            func error(_ statement: Statement) async -> DatabaseError? {
                do throws(DatabaseError) { _ = try await database.run(statement) } catch { return error }
                return nil
            }
            let isPostgres = kind == .postgres
            #expect(await error(insertItem(2, "a")) == .uniqueViolation(constraint: isPostgres ? "items_name" : "items.name"))
            #expect(await error(insertItem(1, "b")) == .uniqueViolation(constraint: isPostgres ? "items_pkey" : "items.id"))
            #expect(await error(insertItem(3, "c", amount: -1)) == .constraintViolation("items_amount"))
            #expect(
                await error(.write("INSERT INTO items (id, name) VALUES ($1, $2)", .int(4), .text(nil)))
                    == .constraintViolation("items.name"))
            let orphan = await error(.write("INSERT INTO parts (id, item) VALUES ($1, $2)", .int(1), .int(99)))
            #expect(orphan == .constraintViolation(isPostgres ? "parts_item" : "FOREIGN KEY constraint failed"))
            // Found only when the unit is to be committed.
            let late = await error(
                .write("INSERT INTO items (id, name, parent) VALUES ($1, $2, $3)", .int(5), .text("late"), .int(99)))
            #expect(late == .constraintViolation(isPostgres ? "items_parent" : "FOREIGN KEY constraint failed"))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func errorsSayNothingOfValues(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            _ = try await database.run(insertItem(1, "secret"))
            let statements: [Statement] = [
                insertItem(2, "secret"), insertItem(424_242, "secret", amount: -424_242),
                .write("INSERT INTO items (id, name, amount) VALUES ($1, $2, $3)", .int(424_242), .text("secret"), .int(nil)),
                .read("SELECT $1 FROM nothing", .text("secret")), .read("SELEC $1", .text("secret")),
                .read("SELECT CAST($1 AS text) -> 'secret' -> $1", .text("secret")),
            ]
            for statement in statements {
                do throws(DatabaseError) {
                    _ = try await database.run(statement)
                } catch {
                    #expect(!"\(error)".contains("secret") && !"\(error)".contains("424242"), "\(error)")
                }
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func acknowledgedWritesAreSeenByTheNextRead(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            // Off the loops, and on each of them in turn.
            for id in 1...50 as ClosedRange<Int64> {
                _ = try await database.run(insertItem(id, "item \(id)"))
                let loop = loops.loops[Int(id) % loops.loops.count]
                let seen = try await withTaskExecutorPreference(loop) {
                    try await database.run(.read("SELECT name FROM items WHERE id = $1", .int(id)))
                }
                #expect(seen.map { $0.text(0) } == ["item \(id)"])
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func fiveHundredTasksEachSeeTheirOwnOrder(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            for loop in loops.loops {
                let offset = Int64(loop.index) * 1000
                let results = await onLoop(loop, 250) { number throws(DatabaseError) in
                    let id = offset + Int64(number)
                    _ = try await database.run(insertItem(id, "task \(id)"))
                    var amounts: [Int64] = []
                    for step in 1...4 as ClosedRange<Int64> {
                        // The same row for every task's sum, and one of its own.
                        let rows = try await database.run([
                            .write("UPDATE items SET amount = amount * 10 + $2 WHERE id = $1", .int(id), .int(step)),
                            .write("SELECT amount FROM items WHERE id = $1", .int(id)),
                        ])
                        amounts.append(rows[1][0].int(0))
                    }
                    return amounts
                }
                #expect(results.allSatisfy { (try? $0.get()) == [1, 12, 123, 1234] })
            }
            let rows = try await database.run(.read("SELECT count(*), min(amount), max(amount) FROM items"))
            #expect([rows[0].int(0), rows[0].int(1), rows[0].int(2)] == [500, 1234, 1234])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aFailingUnitHurtsNoneThatRunsWithIt(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            let results = await onLoop(loops.loops[0], 300) { number throws(DatabaseError) in
                // Each seventh fails at once, each eleventh when it is committed.
                if number % 7 == 3 { return try await database.run([insertItem(Int64(number), "x\(number)"), insertItem(0, "y")]).count }
                if number % 11 == 5 {
                    return try await database.run([
                        .write("INSERT INTO items (id, name, parent) VALUES ($1, $2, 100000)", .int(Int64(number)), .text("\(number)"))
                    ]).count
                }
                return try await database.run([insertItem(Int64(number), "\(number)")]).count
            }
            for (number, result) in results.enumerated() {
                let isBad = number % 7 == 3 || number % 11 == 5
                #expect((result.error != nil) == isBad, "\(number): \(result)")
            }
            let good = results.count { $0.error == nil }
            #expect(try await database.run(countItems())[0].int(0) == Int64(good))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsClosedRefusesAndAnswers(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate(schema)
            async let writing = onLoop(loops.loops[0], 100) { number throws(DatabaseError) in
                try await database.run(insertItem(Int64(number), "\(number)")).count
            }
            await database.close()
            for result in await writing {
                if let error = result.error { #expect(error == .unavailable("the database is closed")) }
            }
            await #expect(throws: DatabaseError.unavailable("the database is closed")) { try await database.run(countItems()) }
        }
    }
}
