import EventLoop
import SQL
import SQLite
import TestSupport
import Testing

@testable import Postgres

@Suite struct MigrationTests {
    static let first = Migration(1, "one", "CREATE TABLE one (id bigint PRIMARY KEY)")
    static let second = Migration(2, "two", "CREATE TABLE two (id bigint PRIMARY KEY); INSERT INTO two VALUES (7)")
    static let third = Migration(3, "three", "INSERT INTO two VALUES (8); INSERT INTO two VALUES (9)")

    private func versions(_ database: any Database) async throws -> [Int64] {
        try await database.run(.read("SELECT version FROM schema_migrations ORDER BY version")).map { $0.int(0) }
    }

    @Test(arguments: DatabaseKind.allCases) func stepsAreAppliedOnceAndInOrder(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            try await database.migrate([])
            #expect(try await versions(database).isEmpty)
            try await database.migrate([Self.first])
            try await database.migrate([Self.first, Self.second])
            try await database.migrate([Self.first, Self.second, Self.third])
            try await database.migrate([Self.first, Self.second, Self.third])
            // An older release meets the newer database.
            try await database.migrate([Self.first])
            #expect(try await versions(database) == [1, 2, 3])
            #expect(try await database.run(.read("SELECT id FROM two ORDER BY id")).map { $0.int(0) } == [7, 8, 9])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aFailingStepLeavesNothingAndKeepsTheOnesBefore(_ kind: DatabaseKind) async throws {
        try await withDatabase(kind) { database in
            let broken = Migration(3, "broken", "CREATE TABLE three (id bigint); INSERT INTO nowhere VALUES (1)")
            let error = await #expect(throws: DatabaseError.self) {
                try await database.migrate([Self.first, Self.second, broken])
            }
            #expect(error.map { "\($0)".contains("migration 3 (broken)") } == true)
            #expect(try await versions(database) == [1, 2])
            await #expect(throws: DatabaseError.self) { try await database.run(.read("SELECT id FROM three")) }
            try await database.migrate([Self.first, Self.second, Self.third])
            #expect(try await versions(database) == [1, 2, 3])
        }
    }

    @Test func postgresIsMigratedOnceBySeveralProcessesAtOnce() async throws {
        try await withPostgres { database, configuration in
            let instances = (0..<6).map { _ in PostgresDatabase(configuration: configuration, loops: loops) }
            try await migrate(instances)
            for instance in instances { await instance.close() }
            #expect(try await versions(database) == [1, 2, 3])
        }
    }

    @Test func sqliteIsMigratedOnceBySeveralConnectionsAtOnce() async throws {
        try await withSQLite { database, path in
            let instances = try await withThrowingTaskGroup(of: SQLiteDatabase.self) { group in
                for _ in 0..<6 { group.addTask { try SQLiteDatabase(path: path, readers: 1) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await migrate(instances)
            for instance in instances { await instance.close() }
            #expect(try await versions(database) == [1, 2, 3])
        }
    }

    private func migrate(_ instances: [any Database]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for instance in instances {
                group.addTask { try await instance.migrate([Self.first, Self.second, Self.third]) }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: [
        ([1, 2, 3], [:], [1, 2, 3]),
        ([1, 2, 3], [1: "m1"], [2, 3]),
        ([1, 2, 3], [1: "m1", 2: "m2", 3: "m3"], []),
        ([1, 2], [1: "m1", 2: "m2", 3: "later"], []),
        // One was never applied, although a later one was.
        ([1, 2, 3], [1: "m1", 3: "m3"], nil),
        ([1, 2, 3], [1: "m1", 2: "m2", 4: "m4"], nil),
        // One is not the code's.
        ([1, 3], [1: "m1", 2: "m2"], nil),
        ([1, 2], [1: "other"], nil),
        // The code's own order is wrong.
        ([2, 1], [:], nil),
        ([1, 1], [:], nil),
    ] as [([Int], [Int: String], [Int]?)])
    func onlyTheCodesOwnHistoryIsContinued(_ known: [Int], _ applied: [Int: String], _ expected: [Int]?) {
        let migrations = known.map { Migration($0, "m\($0)", "") }
        let missing = try? Migration.missing(migrations, applied: applied)
        #expect(missing?.map(\.version) == expected)
    }
}
