import EventLoop
import Glibc
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Postgres

/// Connections and servers that go away, in the middle of everything.
@Suite struct PostgresOutageTests {
    /// What became of the writes of many tasks, each of which has inserted its ids one after the other.
    private struct Ledger: Sendable {
        var acknowledged: Set<Int64> = []
        var unknown: Set<Int64> = []
        var refused: Set<Int64> = []
        var readErrors: [DatabaseError] = []
        var unexpected: [DatabaseError] = []

        mutating func record(_ id: Int64, _ error: DatabaseError?) {
            switch error {
            case nil: acknowledged.insert(id)
            case .outcomeUnknown: unknown.insert(id)
            case .unavailable: refused.insert(id)
            case .some(let error): unexpected.append(error)
            }
        }
    }

    private final class Load: Sendable {
        let ledger = Mutex(Ledger())
        let isOver = Atomic<Bool>(false)
        let next = Atomic<Int64>(0)
        /// How often each task has written and read.
        let rounds = Mutex([Int](repeating: 0, count: Load.tasks))
        static let tasks = 32

        /// Waits until each task has begun and ended a round since.
        func goOn() async -> Bool {
            let before = rounds.withLock { $0 }
            return await eventually { rounds.withLock { zip($0, before).allSatisfy { $0 >= $1 + 2 } } }
        }

        func run(_ database: PostgresDatabase, _ number: Int) async {
            while !isOver.load(ordering: .relaxed) {
                let id = next.add(1, ordering: .relaxed).newValue
                let failure = await error { () throws(DatabaseError) in try await database.run(insertItem(id, "\(id)")) }
                ledger.withLock { $0.record(id, failure) }
                if let error = await error({ () throws(DatabaseError) in try await database.run(countItems()) }) {
                    ledger.withLock { $0.readErrors.append(error) }
                }
                rounds.withLock { $0[number] += 1 }
            }
        }

        private func error(_ body: () async throws(DatabaseError) -> Rows) async -> DatabaseError? {
            do throws(DatabaseError) { _ = try await body() } catch { return error }
            return nil
        }
    }

    /// Lets tasks on both loops write and read until `body` returns.
    private func underLoad(_ database: PostgresDatabase, _ body: (Load) async throws -> Void) async throws -> Ledger {
        let load = Load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Load.tasks {
                group.addTask(executorPreference: loops.loops[number % loops.loops.count]) { await load.run(database, number) }
            }
            defer { load.isOver.store(true, ordering: .relaxed) }
            try await body(load)
            load.isOver.store(true, ordering: .relaxed)
            try await group.waitForAll()
        }
        return load.ledger.withLock { $0 }
    }

    private func stored(_ configuration: PostgresConfiguration) async throws -> Set<Int64> {
        Set(try await sql("SELECT id FROM items", on: configuration).compactMap { Int64($0) })
    }

    private func check(_ ledger: Ledger, against stored: Set<Int64>) {
        #expect(ledger.acknowledged.subtracting(stored).isEmpty, "acknowledged and lost")
        #expect(ledger.refused.isDisjoint(with: stored), "refused, but written")
        #expect(stored.subtracting(ledger.acknowledged).isSubset(of: ledger.unknown), "written by nobody")
        #expect(ledger.unexpected.isEmpty)
        #expect(!ledger.acknowledged.isEmpty)
    }

    @Test func endedConnectionsCostNoReadAndNoAcknowledgedWrite() async throws {
        try await withPostgres { database, configuration in
            try await database.migrate(schema)
            try await database.ping()
            let ledger = try await underLoad(database) { load in
                // A read is run again once, so whatever was under way has to have ended before the next loss.
                #expect(await load.goOn())
                for _ in 0..<4 {
                    try await sql(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """, on: configuration)
                    #expect(await load.goOn())
                }
            }
            check(ledger, against: try await stored(configuration))
            #expect(ledger.readErrors.isEmpty)
            #expect(ledger.refused.isEmpty)
        }
    }

    @Test func aServerThatStopsIsUnavailableSoonAndUsableAgainWhenItIsBack() async throws {
        try await PrivateServer.with { server in
            var configuration = server.configuration
            configuration.queueTimeout = .seconds(2)
            let database = PostgresDatabase(configuration: configuration, loops: loops)
            try await database.migrate(schema)
            try await database.ping()
            #expect(database.isConnected)
            try await server.stop()
            for statement in [countItems(), insertItem(1, "one")] {
                let error = await #expect(throws: DatabaseError.self) { try await database.run(statement) }
                guard case .unavailable = error else { return #expect(Bool(false), "\(String(describing: error))") }
            }
            #expect(await eventually { !database.isConnected })

            // What waits meanwhile is answered by the server that comes back.
            try await server.start()
            #expect(await eventually { (try? await database.ping()) != nil })
            try await database.run(insertItem(1, "one"))
            #expect(try await database.run(countItems())[0].int(0) == 1)
            await database.close()
        }
    }

    @Test func aKilledServerHasEveryAcknowledgedWrite() async throws {
        try await PrivateServer.with { server in
            var configuration = server.configuration
            configuration.queueTimeout = .seconds(1)
            let database = PostgresDatabase(configuration: configuration, loops: loops)
            try await database.migrate(schema)
            let ledger = try await underLoad(database) { load in
                #expect(await load.goOn())
                // With everything that belongs to it, as when the machine goes down.
                let postmaster = try await server.process()
                let children = try await runCommand(["sh", "-c", "cat /proc/\(postmaster)/task/*/children"])
                kill(postmaster, SIGKILL)
                for child in children.split(separator: " ") { if let child = pid_t(child) { kill(child, SIGKILL) } }
                try await server.start()
                #expect(await load.goOn())
            }
            check(ledger, against: try await stored(server.configuration))
            #expect(ledger.unexpected.isEmpty)
            await database.close()
        }
    }

    @Test func aServerThatFallsSilentIsLeft() async throws {
        // One of its own: a stopped process keeps others from dropping their databases.
        try await PrivateServer.with { server in
            var configuration = server.configuration
            configuration.statementTimeout = .seconds(1)
            configuration.silenceMargin = .seconds(1)
            let database = PostgresDatabase(configuration: configuration, loops: loops)
            try await database.migrate(schema)
            try await database.ping()
            let processes = try await sql(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'goals' AND pid <> pg_backend_pid()", on: server.configuration
            ).compactMap { pid_t($0) }
            defer { for process in processes { kill(process, SIGCONT) } }
            for process in processes { try #require(kill(process, SIGSTOP) == 0, "may not stop the server's processes") }
            // A read has another try on another connection; what becomes of a write cannot be known.
            async let reading = database.run(countItems())
            let error = await #expect(throws: DatabaseError.self) { try await database.run(insertItem(1, "one")) }
            guard case .outcomeUnknown = error else { return #expect(Bool(false), "\(String(describing: error))") }
            #expect(try await reading.count == 1)
            await database.close()
        }
    }

    @Test func aWrongPasswordIsSaidClearlyAndNotShown() async throws {
        try await PrivateServer.with { server in
            try await sql("CREATE ROLE locked LOGIN PASSWORD 'the right one'", on: server.configuration)
            let rules = "\(server.folder)/data/pg_hba.conf"
            try await runCommand(["sed", "-i", "1i host all locked 127.0.0.1/32 scram-sha-256", rules])
            try await sql("SELECT pg_reload_conf()", on: server.configuration)

            let password = Mutex("the wrong one")
            var configuration = server.configuration
            configuration.user = "locked"
            configuration.queueTimeout = .seconds(1)
            configuration.password = Password(reading: { password.withLock { $0 } })
            let database = PostgresDatabase(configuration: configuration, loops: loops)
            // Until the server has been reached, the error says that it has not.
            var description = ""
            #expect(
                await eventually {
                    do throws(DatabaseError) { try await database.ping() } catch { description = "\(error)" }
                    return description.contains("password authentication failed for user \"locked\"")
                })
            #expect(!description.contains("wrong one"))
            // It is read anew at each attempt, so that a rotated one takes effect.
            password.withLock { $0 = "the right one" }
            #expect(await eventually { (try? await database.ping()) != nil })
            await database.close()
        }
    }
}
