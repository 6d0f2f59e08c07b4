import EventLoop
import Glibc
import SQL
import Synchronization
import TestSupport
import Testing

@testable import SQLite

@Suite struct SQLiteTests {
    @Test func waitingWritesShareACommitAndFailAlone() async throws {
        try await withSQLite { database, _ in
            try await database.migrate(schema)
            let results = await onLoop(loops.loops[0], 200) { number throws(DatabaseError) in
                let id = Int64(number)
                // Each tenth fails after it has written something.
                let second = number % 10 == 5 ? insertItem(id, "twice") : insertItem(id + 1000, "second \(number)")
                return try await database.run([insertItem(id, "first \(number)"), second]).count
            }
            for (number, result) in results.enumerated() {
                #expect(result == (number % 10 == 5 ? .failure(.uniqueViolation(constraint: "items.id")) : .success(2)))
            }
            #expect(try await database.run(countItems())[0].int(0) == 360)
            #expect(database.writer.sharedCommits.load(ordering: .relaxed) > 0)
        }
    }

    @Test func aReaderSeesOneStateAndDoesNotWaitForTheWriter() async throws {
        try await withSQLite { database, _ in
            try await database.migrate(schema)
            try await database.run(insertItem(1, "one"))
            // Holds the writer until the reader has been answered.
            try await database.writer.perform { connection throws(DatabaseError) in
                _ = try connection.run(.write("BEGIN IMMEDIATE"))
                _ = try connection.run(insertItem(2, "two"))
            }
            let rows = try await database.run([countItems(), countItems()])
            #expect(rows.map { $0[0].int(0) } == [1, 1])
            try await database.writer.perform { connection throws(DatabaseError) in _ = try connection.run(.write("COMMIT")) }
            #expect(try await database.run(countItems())[0].int(0) == 2)
        }
    }

    @Test func whatSaysItReadsCannotWrite() async throws {
        try await withSQLite { database, _ in
            try await database.migrate(schema)
            await #expect(throws: DatabaseError.self) {
                try await database.run(.read("INSERT INTO items (id, name) VALUES (1, 'one')"))
            }
            #expect(try await database.run(countItems())[0].int(0) == 0)
        }
    }

    @Test func aStatementWithoutEndIsEnded() async throws {
        try await withSQLite { _, path in
            let database = try SQLiteDatabase(path: path, readers: 1, statementTimeout: .milliseconds(200))
            let endless: SQLText = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            for kind in [Statement.Kind.read, .write] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.run([Statement(sql: endless, values: [], kind: kind)])
                }
                guard case .timeout = error else { return #expect(Bool(false), "\(String(describing: error))") }
            }
            try await database.migrate(schema)
            #expect(try await database.run(countItems())[0].int(0) == 0)
            await database.close()
        }
    }

    @Test func theFileAndItsFolderAreTheUsersAlone() async throws {
        try await withSQLite { _, path in
            func mode(_ path: String) -> mode_t {
                var status = stat()
                return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
            }
            #expect(mode(path) == 0o600)
            #expect(mode(String(path.prefix(upTo: path.lastIndex(of: "/")!))) == 0o700)
        }
    }

    @Test func anotherProcesssConnectionSeesWhatIsCommitted() async throws {
        try await withSQLite { database, path in
            try await database.migrate(schema)
            let other = try SQLiteDatabase(path: path, readers: 1)
            try await database.run(insertItem(1, "one"))
            try await other.run(insertItem(2, "two"))
            #expect(try await database.run(countItems())[0].int(0) == 2)
            #expect(try await other.run(countItems())[0].int(0) == 2)
            await other.close()
        }
    }

    @Test(arguments: ["SELECT 1; SELECT 2", "SELECT ?", "SELECT :name", "", "SELECT $2"] as [SQLText])
    func whatIsNotOneStatementWithNumberedParametersIsRefused(_ sql: SQLText) async throws {
        try await withSQLite { database, _ in
            await #expect(throws: DatabaseError.self) {
                try await database.run([Statement(sql: sql, values: [.int(1)], kind: .read)])
            }
        }
    }

    @Test func aFileThatCannotBeMadeIsUnavailable() {
        let error = #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: "/proc/nowhere/goals.sqlite") }
        guard case .unavailable = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
}
