import GoalsCore
import SQL
import TestSupport
import Testing

@testable import GoalsServer
@testable import HTTPKit

/// A database of the first step of the tables, filled as its server did, becomes one of the newest.
@Suite struct ModelMigrationTests {
    private static let user = User.ID("00000000-0000-7000-8000-000000000001")!
    private static let now = testClock.now()

    private struct OldGoal {
        let title: String
        var notes = ""
        var tags = ""
        var state = "active"
        let position: Int64
        var measure = "done"
        var deletedAt: Int64?

        let id = Goal.ID.make(at: ModelMigrationTests.now)
    }

    private static let goals = [
        OldGoal(title: "Newest", position: -1_790_000_000_000_000),
        OldGoal(title: "Read  two   blanks", notes: "with *notes*", tags: "Books,Ärger", position: -1_780_000_000_000_000),
        OldGoal(title: "Run: 500 km!", position: -1, measure: "number"),
        OldGoal(title: "Café „Äpfel“", position: 0),
        OldGoal(title: "Asleep", state: "paused", position: 1),
        OldGoal(title: "!!!", position: 2),
        OldGoal(title: "Gone", position: 4_000_000_000_000_000, deletedAt: now.microseconds),
        OldGoal(title: "Last", position: 4_000_000_000_000_001),
    ]

    /// Makes the old tables and fills them.
    private static func fill(_ database: any Database) async throws {
        try await database.migrate(Array(Schema.migrations.prefix(1)))
        var unit: [Statement] = [
            .write("INSERT INTO spaces VALUES ($1, 'Personal', $2)", .uuid(user.bits), .instant(now.microseconds)),
            .write(
                "INSERT INTO users (id, name, time_zone, space_id, created_at) VALUES ($1, 'You', 'Europe/Berlin', $1, $2)",
                .uuid(user.bits),
                .instant(now.microseconds)),
            .write("INSERT INTO memberships VALUES ($1, $1, 'owner')", .uuid(user.bits)),
        ]
        for goal in goals {
            unit.append(
                .write(
                    """
                    INSERT INTO goals VALUES ($1, $2, NULL, $3, $4, $5, $6, 'km', 0, 500000000, 'sum', $7, $8, 2, 1500000, $9, $10, $11, 5, 3,
                        $12, $12, NULL, $13)
                    """, .uuid(goal.id.bits), .uuid(user.bits), .text(goal.title), .text(goal.title.lowercased()), .text(goal.notes),
                    .text(goal.measure), .day(Day("2026-01-01")!.number), .day(Day("2026-12-31")!.number), .text(goal.tags),
                    .text(goal.state),
                    .int(goal.position), .instant(now.microseconds), .instant(goal.deletedAt)))
        }
        for (index, value) in [5_500_000, 7_000_000].enumerated() {
            unit.append(
                .write(
                    "INSERT INTO check_ins VALUES ($1, $2, $3, $4, 'note', 2, $5, $5)", .uuid(CheckIn.ID.make(at: now).bits),
                    .uuid(goals[2].id.bits), .day(Day("2026-06-0\(index + 1)")!.number), .int(Int64(value)), .instant(now.microseconds)))
        }
        var hash = ContentHash()
        hash.update(Array("POST /api/v1/goals\n".utf8))
        hash.update(Array(#"{"title":"Once"}"#.utf8))
        unit.append(
            .write(
                "INSERT INTO idempotency_keys VALUES ($1, 'key', $2, 201, '/api/v1/goals/x', '\"1\"', $3, $4)", .uuid(user.bits),
                .text(hash.text), .bytes(Array("{}".utf8)), .instant(now.microseconds)))
        _ = try await database.run(unit)
    }

    private static func withMigratedServer(_ kind: DatabaseKind, _ body: (TestServer) async throws -> Void) async throws {
        try await withServer(kind, clock: TickingClock(), on: fill, body)
    }

    @Test(arguments: DatabaseKind.allCases) func everythingIsStillThereInItsOrder(_ kind: DatabaseKind) async throws {
        try await Self.withMigratedServer(kind) { (server) async throws in
            let titles = Self.goals.filter { $0.deletedAt == nil }.map(\.title)
            #expect(try await server.titles() == titles)
            #expect(try await server.titles("", limit: 2) == titles)
            #expect(try await server.items("/api/v1/trash").map { $0["title"] } == [.string("Gone")])
            let read = try await server.read("/api/v1/goals/\(Self.goals[1].id)")
            #expect(read["notes"] == .string("with *notes*") && read["tags"] == .array([.string("Books"), .string("Ärger")]))
            #expect(read["version"].number == 3 && read["weight"].number == 1.5 && read["cadenceDays"].number == 5)
            #expect(read["due"] == .string("2026-12-31") && read["createdAt"] == .string("2026-06-15T12:00:00.000Z"))
            let run = try await server.read("/api/v1/goals/\(Self.goals[2].id)")
            #expect(run["measure"] == (try JSONValue(#"{"type":"number","unit":"km","baseline":0,"target":500,"aggregate":"sum"}"#)))
            #expect(run["progress"]["current"].number == 12.5)
            #expect(try await server.items(run.path + "/checkins").map { $0["day"] } == [.string("2026-06-02"), .string("2026-06-01")])
            #expect(try await server.read("/api/v1/me")["timeZone"] == .string("Europe/Berlin"))
            #expect(try await server.read("/api/v1/me")["weekStart"].number == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatWasThereCanBeGoneOnWith(_ kind: DatabaseKind) async throws {
        try await Self.withMigratedServer(kind) { (server) async throws in
            // The first answer to an old request.
            let again = try await server.client.post("/api/v1/goals", #"{"title":"Once"}"#, ["Idempotency-Key": "key"])
            #expect(again.status == 201 && again.text == "{}" && again.fields["location"] == "/api/v1/goals/x")
            // New ones stand first, and old ones can be moved anywhere.
            let new = try await server.goal(#"{"title":"New"}"#)
            let path = { (index: Int) in "/api/v1/goals/\(Self.goals[index].id)" }
            #expect(try await server.client.post(path(7) + "/move", #"{"before":"\#(Self.goals[3].id)"}"#).status == 200)
            #expect(try await server.client.post(new.path + "/move", #"{"after":"\#(Self.goals[2].id)"}"#).status == 200)
            #expect(
                try await server.titles() == [
                    "Newest", "Read  two   blanks", "Run: 500 km!", "New", "Last", "Café „Äpfel“", "Asleep", "!!!",
                ])
            // Paused since its last change.
            #expect(try await server.read(path(4))["progress"]["status"] == .string("paused"))
            let pauses = try await server.items("/api/v1/pauses?goal=\(Self.goals[4].id)")
            #expect(pauses.map { $0["first"] } == [.string("2026-06-15")])
            #expect(try await server.client.patch(path(4), #"{"state":"active"}"#).json["progress"]["status"] == .string("on-track"))
            #expect(try await server.items("/api/v1/pauses").isEmpty)
            // Out of the trash, into it, and gone.
            #expect(try await server.client.send("POST", path(6) + "/restore").status == 200)
            #expect(try await server.titles("q=gone") == ["Gone"])
            for index in [6, 2] { #expect(try await server.client.delete(path(index)).status == 204) }
            #expect(try await server.client.delete("/api/v1/trash").status == 204)
            #expect(try await server.client.get(path(2)).status == 404)
            // The new measures and columns.
            #expect(try await server.client.patch(path(0), #"{"measure":{"type":"habit","weekdays":[1]}}"#).status == 200)
            #expect(try await server.client.post(path(0) + "/checkins", #"{"skip":true}"#).status == 201)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatWasThereIsFound(_ kind: DatabaseKind) async throws {
        try await Self.withMigratedServer(kind) { (server) async throws in
            for (query, titles) in [
                ("q=read", ["Read  two   blanks"]), ("q=blanks+two", ["Read  two   blanks"]), ("q=500", ["Run: 500 km!"]),
                ("q=km", ["Run: 500 km!"]),
                ("q=cafe", ["Café „Äpfel“"]), ("q=apfel", ["Café „Äpfel“"]), ("q=%C3%84PFEL", ["Café „Äpfel“"]),
                ("q=notes", ["Read  two   blanks"]),
                ("q=books", ["Read  two   blanks"]), ("tag=books", ["Read  two   blanks"]), ("tag=%C3%A4rger", ["Read  two   blanks"]),
                ("q=gone", []),
            ] {
                #expect(try await server.titles(query) == titles, "\(query)")
            }
            // The index still fits when its words change.
            let path = "/api/v1/goals/\(Self.goals[3].id)"
            #expect(try await server.client.patch(path, #"{"title":"Tea"}"#).status == 200)
            #expect(try await server.titles("q=caf").isEmpty)
            #expect(try await server.titles("q=tea") == ["Tea"])
            guard kind == .sqlite else { return }
            _ = try await server.database.run(.write("INSERT INTO goals_search (goals_search, rank) VALUES ('integrity-check', 1)"))
        }
    }
}
