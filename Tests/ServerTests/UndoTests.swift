import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Any single change can be taken back while nothing else has changed what it changed.
@Suite struct UndoTests {
    /// Takes back the goal's latest change.
    private func undoLast(_ server: TestServer, _ goal: JSONValue) async throws -> Client.Answer {
        try await undo(server, goal, try await server.history(goal)[0])
    }

    private func undo(_ server: TestServer, _ goal: JSONValue, _ line: JSONValue, _ fields: [String: String] = [:]) async throws
        -> Client.Answer
    {
        try await server.client.send("POST", "\(goal.path)/activity/\(line.id)/undo", fields)
    }

    @Test(arguments: DatabaseKind.allCases) func everyKindOfChangeIsTakenBackAndMadeAgain(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"habit"},"start":"2026-06-01"}"#)
            let parent = try await server.goal(#"{"title":"parent"}"#)
            let checkIns = goal.path + "/checkins", comments = goal.path + "/comments"
            let checkIn = try await server.checkIn(goal, #"{"note":"first"}"#)
            let comment = try await server.client.post(comments, #"{"body":"first"}"#).json
            let pause = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)","first":"2026-06-02"}"#).json
            let patches = [
                #"{"title":"b"}"#, #"{"notes":"n"}"#, #"{"parent":"\#(parent.id)"}"#, #"{"start":"2026-05-01"}"#, #"{"due":"2026-12-31"}"#,
                #"{"priority":3}"#, #"{"weight":2.5}"#, #"{"tags":["x","y"]}"#, #"{"state":"dropped"}"#, #"{"cadenceDays":30}"#,
                #"{"archived":true}"#, #"{"measure":{"times":3,"weekdays":[1,2]}}"#, #"{"measure":{"type":"number","target":5}}"#,
                #"{"title":"c","priority":1,"due":null}"#,
            ]
            let changes: [(String, String, String)] =
                patches.map { ("PATCH", goal.path, $0) } + [
                    ("POST", goal.path + "/move", #"{"to":"last"}"#),
                    ("PATCH", "\(checkIns)/\(checkIn.id)", #"{"value":0,"note":"second","day":"2026-06-03"}"#),
                    ("PATCH", "\(comments)/\(comment.id)", #"{"body":"second"}"#),
                    ("PATCH", "/api/v1/pauses/\(pause.id)", #"{"last":"2026-06-05","note":"short"}"#),
                    ("POST", checkIns, #"{"day":"2026-06-04"}"#), ("POST", comments, #"{"body":"third"}"#),
                    ("POST", "/api/v1/pauses", #"{"goal":"\#(goal.id)","first":"2026-06-09","last":"2026-06-09"}"#),
                    ("DELETE", "\(checkIns)/\(checkIn.id)", ""), ("DELETE", "\(comments)/\(comment.id)", ""),
                    ("DELETE", "/api/v1/pauses/\(pause.id)", ""), ("DELETE", goal.path, ""),
                ]
            for (method, path, json) in changes {
                let before = try await state(server, goal)
                let made = try await server.client.send(method, path, [:], json.isEmpty ? nil : json)
                #expect((200..<300).contains(made.status), "\(method) \(path) \(json): \(made.text)")
                let after = try await state(server, goal)
                let line = try await server.history(goal)[0]

                let undone = try await undo(server, goal, line)
                #expect(undone.status == 200, "\(method) \(path) \(json): \(undone.text)")
                #expect(try await state(server, goal) == before, "\(method) \(path) \(json)")
                let undoing = try await server.history(goal)[0]
                #expect(try undone.json == undoing)
                #expect(undoing.id != line.id)
                #expect(try await undo(server, goal, line).status == 409, "\(method) \(path) \(json) a second time")

                #expect(try await undo(server, goal, undoing).status == 200, "\(method) \(path) \(json): undoing the undoing")
                #expect(try await state(server, goal) == after, "\(method) \(path) \(json) again")
                #expect(try await undoLast(server, goal).status == 200)
                #expect(try await state(server, goal) == before)
            }
        }
    }

    /// All that is shown of a goal but what tells versions apart.
    private func state(_ server: TestServer, _ goal: JSONValue) async throws -> [[String: JSONValue]] {
        let everything =
            [try await server.read(goal.path)] + (try await server.items(goal.path + "/checkins"))
            + (try await server.items(goal.path + "/comments"))
            + (try await server.items("/api/v1/pauses?goal=\(goal.id)"))
        return everything.map { value in
            guard case .object(let members) = value else { return [:] }
            var kept: [String: JSONValue] = [:]
            for name in members.names where !["version", "updatedAt", "createdAt", "archivedAt", "deletedAt"].contains(name) {
                kept[name] = members[name]
            }
            for name in ["archivedAt", "deletedAt"] { kept[name] = .bool(value[name] != .null) }
            return kept
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theStateTakesItsPauseAlong(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            _ = try await server.patch(goal, #"{"state":"paused"}"#)
            #expect(try await undoLast(server, goal).status == 200)
            #expect(try await server.progress(goal)["status"] == .string("no-deadline"))
            #expect(try await server.items("/api/v1/pauses").isEmpty)
            #expect(try await undoLast(server, goal).status == 200)
            #expect(try await server.progress(goal)["status"] == .string("paused"))
            #expect(try await server.items("/api/v1/pauses").count == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aNewGoalIsTakenBackIntoTheTrash(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            let line = try await server.history(goal)[0]
            #expect(try await undo(server, goal, line).status == 200)
            #expect(try await server.items("/api/v1/trash").map(\.id) == [goal.id])
            #expect(try await undo(server, goal, line).status == 409)
            #expect(try await undoLast(server, goal).status == 200)
            #expect(try await server.items("/api/v1/trash").isEmpty)
            // Restored, and that taken back.
            #expect(try await undoLast(server, goal).status == 200)
            #expect(try await server.items("/api/v1/trash").map(\.id) == [goal.id])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatHasBeenChangedSinceStays(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a"}"#)
            _ = try await server.patch(goal, #"{"title":"b"}"#)
            let title = try await server.history(goal)[0]
            _ = try await server.patch(goal, #"{"priority":3}"#)
            // Something else does not stand in the way.
            #expect(try await undo(server, goal, title).status == 200)
            #expect(try await server.read(goal.path)["title"] == .string("a"))
            #expect(try await server.read(goal.path)["priority"].number == 3)

            _ = try await server.patch(goal, #"{"title":"c"}"#)
            let renamed = try await server.history(goal)[0]
            _ = try await server.patch(goal, #"{"title":"d"}"#)
            #expect(try await undo(server, goal, renamed).status == 409)
            #expect(try await server.read(goal.path)["title"] == .string("d"))

            let checkIn = try await server.checkIn(goal, "{}")
            let entered = try await server.history(goal)[0]
            _ = try await server.client.patch("\(goal.path)/checkins/\(checkIn.id)", #"{"note":"since"}"#)
            #expect(try await undo(server, goal, entered).status == 409)
            _ = try await server.client.delete("\(goal.path)/checkins/\(checkIn.id)")
            #expect(try await undo(server, goal, entered).status == 409)

            let comment = try await server.client.post(goal.path + "/comments", #"{"body":"a"}"#).json
            let said = try await server.history(goal)[0]
            _ = try await server.client.patch("\(goal.path)/comments/\(comment.id)", #"{"body":"b"}"#)
            #expect(try await undo(server, goal, said).status == 409)

            // In the trash nothing is changed, and so nothing taken back.
            _ = try await server.client.delete(goal.path)
            #expect(try await undo(server, goal, said).status == 409)
            #expect(try await undo(server, goal, renamed).status == 409)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aPauseOfEverythingIsTakenBackAsWell(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let undo = { (line: JSONValue, fields: [String: String]) async throws -> Client.Answer in
                try await server.client.send("POST", "/api/v1/activity/\(line.id)/undo", fields)
            }
            let latest = { () async throws in try await server.items("/api/v1/activity")[0] }
            let pauses = { () async throws in
                try await server.items("/api/v1/pauses").map { [$0["id"], $0["first"], $0["note"], $0["goal"]] }
            }
            let goal = try await server.goal()
            let pause = try await server.client.post("/api/v1/pauses", #"{"first":"2026-06-10","note":"away"}"#).json
            let path = "/api/v1/pauses/\(pause.id)"
            let made = try await latest()
            let present = try await pauses()
            #expect(try await server.progress(goal)["status"] == .string("paused"))

            #expect(try await server.client.patch(path, #"{"note":"far away"}"#).status == 200)
            #expect(try await undo(made, [:]).status == 409)
            let changed = try await latest()
            let undone = try await undo(changed, [:])
            #expect(try undone.status == 200 && undone.json["action"] == .string("pause-updated") && undone.json["goal"] == .null)
            #expect(try await latest() == undone.json)
            #expect(try await pauses() == present)
            #expect(try await undo(changed, [:]).status == 409)

            #expect(try await server.client.delete(path).status == 204)
            #expect(try await server.progress(goal)["status"] == .string("no-deadline"))
            let deleted = try await latest()
            // Under its old name, and once however often it is asked for with one key.
            let answers = [try await undo(deleted, ["Idempotency-Key": "k"]), try await undo(deleted, ["Idempotency-Key": "k"])]
            #expect(answers[0].status == 200 && answers[1].status == 200 && answers[0].body == answers[1].body)
            #expect(try await pauses() == present)
            #expect(try await server.progress(goal)["status"] == .string("paused"))
            #expect(try await undo(deleted, [:]).status == 409)
            // Also that it was made.
            #expect(try await undo(latest(), [:]).status == 200)
            #expect(try await pauses().isEmpty)
            // It is of no goal, so none can be named for it.
            #expect(try await self.undo(server, goal, deleted).status == 404)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anotherUsersPauseOfEverythingIsTheirs(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stranger = try await server.strangersGoal()
            let (store, now) = (Store(server.database), testClock.now())
            let pause = try CreatePause().pause(id: .make(at: now), space: stranger.space, today: Day("2026-06-15")!, now: now)
            let line = Activity(
                id: .make(at: now), space: stranger.space, goal: nil, actor: stranger.user, action: .pauseCreated, subject: pause.id.bits,
                before: nil, after: "{}", createdAt: now)
            try await store.insert(pause, for: stranger.user, keeping: Receipt(activity: line))
            #expect(try await server.client.send("POST", "/api/v1/activity/\(line.id)/undo").status == 404)
            #expect(try await store.pause(pause.id, for: stranger.user) == pause)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aLineOfAGoalNeedNotNameIt(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a"}"#)
            _ = try await server.patch(goal, #"{"title":"b"}"#)
            _ = try await server.checkIn(goal, "{}")
            _ = try await server.client.post(goal.path + "/comments", #"{"body":"x"}"#)
            _ = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)"}"#)
            _ = try await server.client.delete(goal.path)
            // The latest first, down to the goal itself.
            for line in try await server.items("/api/v1/activity") {
                #expect(try await server.client.send("POST", "/api/v1/activity/\(line.id)/undo").status == 200, "\(line["action"])")
            }
            #expect(try await server.read(goal.path)["title"] == .string("a"))
            #expect(try await server.items("/api/v1/trash").map(\.id) == [goal.id])
            for part in ["/checkins", "/comments"] { #expect(try await server.items(goal.path + part).isEmpty) }
            #expect(try await server.items("/api/v1/pauses").isEmpty)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func undoingNamesTheGoalOfTheLine(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let (one, other) = (try await server.goal(), try await server.goal())
            let line = try await server.history(one)[0]
            #expect(try await undo(server, other, line).status == 404)
            #expect(try await server.items("/api/v1/trash").isEmpty)
        }
    }
}
