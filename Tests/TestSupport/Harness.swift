import CLibpq
import Dispatch
package import EventLoop
package import Glibc
package import SQL
package import SQLite
import Synchronization

@testable package import Postgres

/// What keeps a test from starting.
package struct HarnessError: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

/// Which of the two databases a test of the contract runs against.
package enum DatabaseKind: CaseIterable, Sendable { case postgres, sqlite }

/// Loops that all tests share.
package let loops = try! EventLoopGroup(count: 2)

private let counter = Atomic<Int>(0)

/// A name that no other test, and no other run, uses.
package func uniqueName() -> String { "test_\(getpid())_\(counter.add(1, ordering: .relaxed).newValue)" }

/// Runs `body` with an empty database that is gone afterwards.
package func withDatabase(_ kind: DatabaseKind, _ body: (any Database) async throws -> Void) async throws {
    switch kind {
    case .postgres: try await withPostgres { database, _ in try await body(database) }
    case .sqlite: try await withSQLite { database, _ in try await body(database) }
    }
}

package func withSQLite(_ body: (SQLiteDatabase, String) async throws -> Void) async throws {
    try await withFolder { folder in
        let path = "\(folder)/data/goals.sqlite"
        let database = try SQLiteDatabase(path: path)
        do {
            try await body(database, path)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// Runs `body` with the name of a folder that is not there yet, and that is gone afterwards.
package func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/\(uniqueName())"
    var failure: (any Error)?
    do { try await body(folder) } catch { failure = error }
    try await runCommand(["rm", "-rf", folder])
    if let failure { throw failure }
}

package func withPostgres(
    loops group: EventLoopGroup = loops, configure: (inout PostgresConfiguration) -> Void = { _ in },
    settings: [String] = [], _ body: (PostgresDatabase, PostgresConfiguration) async throws -> Void
) async throws {
    try await withPostgresConfiguration(configure: configure, settings: settings) { configuration in
        let database = PostgresDatabase(configuration: configuration, loops: group)
        do {
            try await body(database, configuration)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// Runs `body` with an empty database that nobody is connected to, and that is gone afterwards.
package func withPostgresConfiguration(
    configure: (inout PostgresConfiguration) -> Void = { _ in }, settings: [String] = [],
    _ body: (PostgresConfiguration) async throws -> Void
) async throws {
    try await databases.pass {
        try await withPostgresConfiguration(on: try testServer(), configure: configure, settings: settings, body)
    }
}

/// The server's connections are limited, and so are this process's descriptors.
private let databases = Turnstile(16)

private func withPostgresConfiguration(
    on server: PostgresConfiguration, configure: (inout PostgresConfiguration) -> Void, settings: [String],
    _ body: (PostgresConfiguration) async throws -> Void
) async throws {
    let name = uniqueName()
    var configuration = server
    configuration.database = name
    configure(&configuration)
    try await sql("CREATE DATABASE \(name)", on: server)
    for setting in settings { try await sql("ALTER DATABASE \(name) SET \(setting)", on: server) }
    var failure: (any Error)?
    do { try await body(configuration) } catch { failure = error }
    try await sql("DROP DATABASE \(name) WITH (FORCE)", on: server)
    if let failure { throw failure }
}

/// Runs what blocks on a thread of its own: the threads that tests run on are few.
package func blocking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "blocking").async { continuation.resume(with: Swift.Result { try body() }) }
    }
}

/// The server that `GOALS_TEST_POSTGRES` names as `host:port/database/user`.
package func testServer() throws -> PostgresConfiguration {
    guard let value = getenv("GOALS_TEST_POSTGRES").map({ String(cString: $0) }), !value.isEmpty else {
        throw HarnessError(
            description: "GOALS_TEST_POSTGRES is not set; run: "
                + "GOALS_TEST_POSTGRES=127.0.0.1:$(scripts/postgres start /tmp/goals-postgres)/goals/goals swift test")
    }
    let parts = value.split(separator: "/").map(String.init)
    let address = parts.first.map { $0.split(separator: ":").map(String.init) } ?? []
    guard parts.count == 3, address.count == 2, let port = Int(address[1]) else {
        throw HarnessError(description: "GOALS_TEST_POSTGRES is to be host:port/database/user")
    }
    return PostgresConfiguration(host: address[0], port: port, database: parts[1], user: parts[2])
}

/// Runs SQL past the drivers, on a connection of its own, and returns the first column of its rows.
@discardableResult
package func sql(_ script: String, on configuration: PostgresConfiguration) async throws -> [String] {
    try await blocking {
        let connection = try Connector.connect(configuration, statementTimeout: .zero).connection
        defer { PQfinish(connection) }
        guard let result = PQexec(connection, script) else { throw HarnessError(description: "out of memory") }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK: return []
        case PGRES_TUPLES_OK: return (0..<PQntuples(result)).map { String(cString: PQgetvalue(result, $0, 0)) }
        default: throw HarnessError(description: String(cString: PQresultErrorMessage(result)))
        }
    }
}

/// Held from the making of a pipe until its child has been started, so that no other child inherits it.
private let spawning = Mutex(())

/// Runs a program to its end and returns what it has printed.
@discardableResult
package func runCommand(_ arguments: [String], environment: [String: String] = [:]) async throws -> String {
    try await blocking { try runToItsEnd(arguments, environment) }
}

private func runToItsEnd(_ arguments: [String], _ environment: [String: String]) throws -> String {
    let (process, output) = try spawning.withLock { _ in try spawn(arguments, environment) }
    defer { close(output) }
    var printed: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(output, &buffer, buffer.count), count > 0 { printed += buffer[..<count] }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else { throw HarnessError(description: "\(arguments.joined(separator: " ")) failed") }
    return String(decoding: printed, as: UTF8.self)
}

/// Starts a program that goes on by itself; end it and wait for it.
/// - Parameter environment: added to this process's own.
package func start(_ arguments: [String], environment: [String: String]) throws -> (process: pid_t, output: Int32) {
    try spawning.withLock { _ in try spawn(arguments, environment) }
}

/// Starts a program; what it prints can be read from the descriptor that is returned.
private func spawn(_ arguments: [String], _ environment: [String: String] = [:]) throws -> (pid_t, Int32) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let copies = arguments.map { strdup($0) }
    let variables = environment.map { strdup("\($0)=\($1)") }
    defer { for copy in copies + variables { free(copy) } }
    var process: pid_t = 0
    var inherited: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let variable = next.pointee {
        inherited.append(variable)
        next += 1
    }
    let code = posix_spawnp(&process, arguments[0], &actions, nil, copies + [nil], variables + inherited + [nil])
    guard code == 0 else {
        close(ends[0])
        throw HarnessError(description: "\(arguments[0]): \(String(cString: strerror(code)))")
    }
    return (process, ends[0])
}

/// A cluster that a test may stop, kill and start again.
package struct PrivateServer: Sendable {
    package let folder: String
    package let configuration: PostgresConfiguration

    package static let script = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/scripts/postgres"

    /// Runs `body` with a new one that is gone afterwards.
    package static func with(_ body: (PrivateServer) async throws -> Void) async throws {
        try await withFolder { folder in
            let port = try await start(folder)
            let server = PrivateServer(
                folder: folder, configuration: PostgresConfiguration(host: "127.0.0.1", port: port, database: "goals", user: "goals"))
            var failure: (any Error)?
            do { try await body(server) } catch { failure = error }
            _ = try? await server.stop()
            if let failure { throw failure }
        }
    }

    private static func start(_ folder: String) async throws -> Int {
        let output = try await runCommand([script, "start", folder])
        guard let port = Int(output.prefix { $0.isNumber }) else { throw HarnessError(description: "no port: \(output)") }
        return port
    }

    /// After a kill the last of its processes may still be ending; they keep a new one from starting.
    package func start() async throws {
        for _ in 0..<100 {
            if (try? await Self.start(folder)) != nil { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        _ = try await Self.start(folder)
    }

    package func stop() async throws { try await runCommand([Self.script, "stop", folder]) }

    /// The postmaster's process.
    package func process() async throws -> pid_t {
        let text = try await runCommand(["head", "-n", "1", "\(folder)/data/postmaster.pid"])
        guard let process = pid_t(text.prefix { $0.isNumber }) else { throw HarnessError(description: "no process") }
        return process
    }
}

/// Runs `count` tasks at once on `loop` and returns what each of them ended with, by its number.
package func onLoop<Value: Sendable>(
    _ loop: EventLoop, _ count: Int, _ body: @escaping @Sendable (Int) async throws(DatabaseError) -> Value
) async -> [Result<Value, DatabaseError>] {
    await withTaskExecutorPreference(loop) {
        await withTaskGroup(of: (Int, Result<Value, DatabaseError>).self) { group in
            for index in 0..<count {
                group.addTask {
                    do throws(DatabaseError) { return (index, .success(try await body(index))) } catch { return (index, .failure(error)) }
                }
            }
            var results = [Result<Value, DatabaseError>?](repeating: nil, count: count)
            for await (index, result) in group { results[index] = result }
            return results.map { $0! }
        }
    }
}

extension Result {
    package var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

/// Lets so many through at a time; who comes later waits. Tests all begin at once, and what they hold is limited.
package final class Turnstile: Sendable {
    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    package init(_ count: Int) { state = Mutex((count, [])) }

    package func pass(_ body: () async throws -> Void) async throws {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                defer { if state.free == 0 { state.waiting.append(continuation) } else { state.free -= 1 } }
                return state.free > 0
            }
            if isFree { continuation.resume() }
        }
        defer {
            let next = state.withLock { state in
                if state.waiting.isEmpty { state.free += 1 }
                return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
            next?.resume()
        }
        try await body()
    }
}

/// Whether `condition` comes to hold within a minute.
package func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return try await condition()
}
