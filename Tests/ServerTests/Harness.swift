import EventLoop
import Glibc
import GoalsCore
import HTTPKit
import Logging
import SQL
import Synchronization
import TestSupport

@testable import GoalsServer

/// The repository's folder.
let repository = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

/// A moment in the middle of the tests' day, 2026-06-15.
let testClock = FixedClock(Instant("2026-06-15T12:00:00Z")!)

/// Goes on by a millisecond whenever it is looked at, so that what is made later has a later time; from noon of the tests' day on.
final class TickingClock: WallClock {
    private let ticks = Atomic<Int64>(0)

    func now() -> Instant {
        Instant(microseconds: testClock.instant.microseconds + 1_000 * ticks.add(1, ordering: .relaxed).newValue)
    }
}

/// A running server of its own, on a fresh database.
struct TestServer: Sendable {
    let app: App
    let client: Client

    var database: any Database { app.database }

    /// Makes a goal and returns its JSON.
    func goal(_ json: String = #"{"title":"Read"}"#) async throws -> JSONValue {
        let answer = try await client.post("/api/v1/goals", json)
        guard answer.status == 201 else { throw UnexpectedAnswer(answer) }
        return try answer.json
    }

    func checkIn(_ goal: JSONValue, _ json: String) async throws -> JSONValue {
        let answer = try await client.post("/api/v1/goals/\(goal["id"].string!)/checkins", json)
        guard answer.status == 201 else { throw UnexpectedAnswer(answer) }
        return try answer.json
    }

    /// Another user with a goal, and one of everything that hangs on it.
    func strangersGoal() async throws -> Stranger {
        let now = testClock.now()
        let (user, space) = (User.ID.make(at: now), Space.ID.make(at: now))
        _ = try await database.run([
            .write("INSERT INTO spaces (id, name, created_at) VALUES ($1, 'Theirs', $2)", .uuid(space.bits), .instant(now.microseconds)),
            .write(
                "INSERT INTO users (id, name, space_id, created_at) VALUES ($1, 'Stranger', $2, $3)", .uuid(user.bits), .uuid(space.bits),
                .instant(now.microseconds)),
            .write(
                "INSERT INTO memberships (user_id, space_id, role) VALUES ($1, $2, 'owner')", .uuid(user.bits), .uuid(space.bits)),
        ])
        let store = Store(database)
        let today = Day("2026-06-15")!
        let goal = try CreateGoal(title: "Secret", tags: ["hidden"]).goal(
            id: .make(at: now), space: space, today: today, now: now, position: .newest(at: now))
        let checkIn = try CreateCheckIn().checkIn(for: goal, id: .make(at: now), today: today, now: now)
        let comment = try CreateComment(body: "psst").comment(id: .make(at: now), goal: goal.id, author: user, now: now)
        var pausing = CreatePause()
        pausing.goal = goal.id
        let pause = try pausing.pause(id: .make(at: now), space: space, today: today, now: now)
        let activity = Activity(
            id: .make(at: now), space: space, goal: goal.id, actor: user, action: .created, subject: goal.id.bits, before: nil,
            after: #"{"title":"Secret"}"#, createdAt: now)
        try await store.insert(goal, for: Viewer(user: user, today: today, weekStart: 1), keeping: Receipt(activity: activity))
        try await store.insert(checkIn, for: user)
        try await store.insert(comment, for: user)
        try await store.insert(pause, for: user)
        return Stranger(
            user: user, space: space, goal: goal.id, checkIn: checkIn.id, comment: comment.id, pause: pause.id, activity: activity.id)
    }
}

/// The ids of another user, and of what is theirs.
struct Stranger: Sendable {
    let user: User.ID
    let space: Space.ID
    let goal: Goal.ID
    let checkIn: CheckIn.ID
    let comment: Comment.ID
    let pause: Pause.ID
    let activity: Activity.ID
}

/// Runs `body` with a store in a fresh database.
func withStore(_ kind: DatabaseKind, _ body: (Store, any Database) async throws -> Void) async throws {
    try await withDatabase(kind) { database in
        try await database.migrate(Schema.migrations)
        try await body(Store(database), database)
    }
}

/// Runs `body` with a server that is ready.
func withServer(
    _ kind: DatabaseKind, clock: any WallClock = testClock, _ body: (TestServer) async throws -> Void
) async throws {
    try await withSettings(kind) { settings in
        try await withServer(settings, clock: clock) { (server) async throws in
            try await waitUntilReady(server.client)
            try await body(server)
        }
    }
}

/// Runs `body` with a server on a database that `fill` has left as a server of before would.
func withServer(
    _ kind: DatabaseKind, clock: any WallClock = testClock, on fill: (any Database) async throws -> Void,
    _ body: (TestServer) async throws -> Void
) async throws {
    try await withSettings(kind) { settings in
        let database = try settings.openDatabase(loops: loops, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do { try await fill(database) } catch {
            await database.close()
            throw error
        }
        await database.close()
        try await withServer(settings, clock: clock) { (server) async throws in
            try await waitUntilReady(server.client)
            try await body(server)
        }
    }
}

/// Runs `body` with a server that may still be starting.
func withServer(_ settings: Settings, clock: any WallClock = testClock, _ body: (TestServer) async throws -> Void) async throws {
    try await servers.pass {
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .debug
        let app = try await App.start(settings, logger: logger, clock: clock, passwords: .quick)
        do {
            try await body(TestServer(app: app, client: Client(port: app.address.port)))
        } catch {
            await app.stop()
            throw error
        }
        await app.stop()
    }
}

/// Runs `body` with several servers on one database, whose clock is the same.
func withServers(_ kind: DatabaseKind, _ count: Int, _ body: ([TestServer]) async throws -> Void) async throws {
    try await withSettings(kind) { settings in
        try await servers.pass {
            let clock = TickingClock()
            var started: [TestServer] = []
            var failure: (any Error)?
            do {
                for _ in 0..<count {
                    let app = try await App.start(
                        settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, clock: clock, passwords: .quick)
                    started.append(TestServer(app: app, client: Client(port: app.address.port)))
                    try await waitUntilReady(Client(port: app.address.port))
                }
                try await body(started)
            } catch { failure = error }
            for server in started { await server.app.stop() }
            if let failure { throw failure }
        }
    }
}

/// Each holds dozens of descriptors.
private let servers = Turnstile(8)

/// Settings for a server on a free port with a fresh database, which is gone afterwards.
func withSettings(_ kind: DatabaseKind, _ body: (Settings) async throws -> Void) async throws {
    try await withFolder { folder in
        let variables = [
            "HOST": "127.0.0.1", "PORT": "0", "DATA_DIR": folder, "PUBLIC_DIR": "\(repository)/Public", "WORKERS": "2",
            "DRAIN_SECONDS": "5", "LOG_FORMAT": "json", "GOALS_AUTH": "none",
        ]
        var settings = try Settings { variables[$0] }
        switch kind {
        case .sqlite: try await body(settings)
        case .postgres:
            try await withPostgresConfiguration { configuration in
                settings.postgres = configuration
                try await body(settings)
            }
        }
    }
}

func waitUntilReady(_ client: Client) async throws {
    for _ in 0..<1200 {
        if let answer = try? await client.get("/readyz"), answer.status == 200 { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw ClientError.notConnected
}

extension PasswordHash.Parameters {
    /// Thirty-two times as quick as what is safe.
    static let quick = PasswordHash.Parameters(logCost: 11, blockSize: 8, parallelism: 1)
}
