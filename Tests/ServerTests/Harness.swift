import EventLoop
import Glibc
import GoalsCore
import Logging
import SQL
import TestSupport

@testable import GoalsServer

/// The repository's folder.
let repository = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

/// A moment in the middle of the tests' day, 2026-06-15.
let testClock = FixedClock(Instant("2026-06-15T12:00:00Z")!)

/// A running server of its own, on a fresh database.
struct TestServer: Sendable {
    let app: App
    let client: Client

    var database: any Database { app.database }

    /// Makes a goal and returns its JSON.
    func goal(_ json: String = #"{"title":"Read"}"#) async throws -> JSONValue {
        let answer = try await client.post("/api/v1/goals", json)
        guard answer.status == 201 else { throw ClientError.malformed }
        return try answer.json
    }

    func checkIn(_ goal: JSONValue, _ json: String) async throws -> JSONValue {
        let answer = try await client.post("/api/v1/goals/\(goal["id"].string!)/checkins", json)
        guard answer.status == 201 else { throw ClientError.malformed }
        return try answer.json
    }

    /// Another user with a goal and a check-in of theirs.
    func strangersGoal() async throws -> (goal: Goal.ID, checkIn: CheckIn.ID) {
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
        let goal = try CreateGoal(title: "Secret").goal(id: .make(at: now), space: space, today: today, now: now, position: 0)
        let checkIn = try CreateCheckIn().checkIn(for: goal, id: .make(at: now), today: today, now: now)
        try await store.insert(goal, for: user)
        try await store.insert(checkIn, for: user)
        return (goal.id, checkIn.id)
    }
}

/// Runs `body` with a server that is ready.
func withServer(_ kind: DatabaseKind, _ body: (TestServer) async throws -> Void) async throws {
    try await withSettings(kind) { settings in
        try await withServer(settings) { (server) async throws in
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
        let app = try await App.start(settings, logger: logger, clock: clock)
        do {
            try await body(TestServer(app: app, client: Client(port: app.address.port)))
        } catch {
            await app.stop()
            throw error
        }
        await app.stop()
    }
}

/// Each holds dozens of descriptors.
private let servers = Turnstile(8)

/// Settings for a server on a free port with a fresh database, which is gone afterwards.
func withSettings(_ kind: DatabaseKind, _ body: (Settings) async throws -> Void) async throws {
    try await withFolder { folder in
        let variables = [
            "HOST": "127.0.0.1", "PORT": "0", "DATA_DIR": folder, "PUBLIC_DIR": "\(repository)/Public", "WORKERS": "2",
            "DRAIN_SECONDS": "5", "LOG_FORMAT": "json",
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
