import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

private let running = """
    {"title":"  Run 500 km ","notes":"*slowly*","measure":{"type":"number","unit":"km","baseline":0,"target":500,"aggregate":"sum"},\
    "start":"2026-01-01","due":"2026-12-31","priority":2,"weight":1.5,"tags":["health","Health"],"cadenceDays":3}
    """

@Suite struct GoalsAPITests {
    @Test(arguments: DatabaseKind.allCases) func aGoalIsMadeAndRead(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let created = try await server.client.post("/api/v1/goals", running)
            #expect(created.status == 201)
            let goal = try created.json
            #expect(created.fields["location"] == "/api/v1/goals/\(goal["id"].string!)")
            #expect(goal["title"] == .string("Run 500 km"))
            #expect(goal["tags"] == .array([.string("health")]))
            #expect(goal["weight"] == .number("1.5"))
            #expect(goal["progress"]["status"] == .string("behind"))
            #expect(goal["progress"]["expected"].number == 0.4520)
            #expect(goal["createdAt"] == .string("2026-06-15T12:00:00.000Z"))
            #expect(goal["version"] == .number("1"))

            let read = try await server.client.get(created.fields["location"]!)
            #expect(read.status == 200)
            #expect(read.body == created.body)
            #expect(read.fields["etag"] == created.fields["etag"])
            #expect(read.fields["content-type"] == "application/json")
        }
    }

    @Test(arguments: DatabaseKind.allCases) func progressFollowsTheCheckIns(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(running)
            for (day, value) in [("2026-02-01", 100), ("2026-06-01", 50), ("2026-06-15", 84)] {
                _ = try await server.checkIn(goal, #"{"day":"\#(day)","value":\#(value)}"#)
            }
            let progress = try await server.client.get("/api/v1/goals/\(goal["id"].string!)").json["progress"]
            // 234 of 500; 165 of 365 days over.
            #expect(progress["current"].number == 234)
            #expect(progress["fraction"].number == 0.468)
            #expect(progress["expected"].number == 0.452)
            #expect(progress["status"] == .string("on-track"))
            // ⌊0.468 · 365⌋ − 165 = 170 − 165.
            #expect(progress["daysAhead"].number == 5)
            // 266 km in the 200 days from today to 31 December.
            #expect(progress["requiredPerDay"].number == 1.33)
            #expect(progress["usual"].number == 84)
            #expect(progress["stale"] == .bool(false))
            // W = 28, anchor 18 May between 1 February (100) and 1 June (150): v = 100 + 50 · 106/120; rate = (234 − v)/28.
            #expect(progress["forecast"]["ratePerDay"].number == 3.208333)
            // 266 / 3.2083… = 82.9 → 83 days.
            #expect(progress["forecast"]["day"] == .string("2026-09-06"))
        }
    }

    @Test(
        arguments: [
            (#"{}"#, ["title"]),
            (#"{"title":""}"#, ["title"]),
            (#"{"title":7}"#, ["title"]),
            (#"{"title":"a","colour":"red"}"#, ["colour"]),
            (#"{"title":"a","due":"2026-02-30"}"#, ["due"]),
            (#"{"title":"a","start":"2026-06-02","due":"2026-06-01"}"#, ["due"]),
            (#"{"title":"a","priority":4,"cadenceDays":0,"weight":0}"#, ["priority", "weight", "cadenceDays"]),
            (#"{"title":"a","measure":{"type":"number"}}"#, ["measure.target"]),
            (#"{"title":"a","measure":{"type":"number","target":"x","unit":5}}"#, ["measure.target", "measure.unit"]),
            (#"{"title":"a","measure":{"type":"length"}}"#, ["measure.type"]),
            (#"{"title":"a","measure":{"type":"done","target":5}}"#, ["measure.target"]),
            (#"{"title":"a","measure":{"type":"number","target":1e13}}"#, ["measure.target"]),
            (#"{"title":"a","measure":{"type":"number","target":0.0000001}}"#, ["measure.target"]),
            (#"{"title":"a","tags":["two words"]}"#, ["tags"]),
            (#"{"title":"a","state":"asleep"}"#, ["state"]),
            (#"[]"#, []),
        ] as [(String, [String])])
    func aFieldThatCannotBeAcceptedIsNamed(_ json: String, _ fields: [String]) async throws {
        try await withServer(.sqlite) { (server) async throws in
            let answer = try await server.client.post("/api/v1/goals", json)
            #expect(answer.status == 422)
            #expect(answer.fields["content-type"] == "application/problem+json")
            #expect(try Set(answer.invalidFields.map { $0.split(separator: "[")[0] }) == Set(fields.map { $0[...] }))
            #expect(try await server.client.get("/api/v1/goals").json["items"] == .array([]))
        }
    }

    @Test func whatIsNoJSONIsRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            for broken in ["", "{", #"{"title":"a"} x"#, "\u{FEFF}", #"{"title":'a'}"#, "nul"] {
                #expect(try await server.client.post("/api/v1/goals", broken).status == 400, "\(broken)")
            }
            let deep = String(repeating: "[", count: 100_000)
            #expect(try await server.client.post("/api/v1/goals", #"{"title":\#(deep)"#).status == 400)
            let form = try await server.client.post("/api/v1/goals", "title=a", ["Content-Type": "application/x-www-form-urlencoded"])
            #expect(form.status == 415)
            let large = try await server.client.post("/api/v1/goals", #"{"title":"\#(String(repeating: "a", count: 2_000_000))"}"#)
            #expect(large.status == 413)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsNotThereOrNotOnesOwnIs404(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let mine = try await server.goal()["id"].string!
            let stranger = try await server.strangersGoal()
            let goals = ["not-an-id", "01936a5e-3f2b-7c4d-8e5f-0123456789ab", "\(stranger.goal)"]
            for goal in goals {
                let path = "/api/v1/goals/\(goal)"
                #expect(try await server.client.get(path).status == 404)
                #expect(try await server.client.patch(path, #"{"title":"b"}"#).status == 404)
                #expect(try await server.client.delete(path).status == 404)
                #expect(try await server.client.post(path + "/restore", "{}").status == 404)
                #expect(try await server.client.get(path + "/checkins").status == 404)
                #expect(try await server.client.post(path + "/checkins", "{}").status == 404)
                for checkIn in ["\(stranger.checkIn)", "01936a5e-3f2b-7c4d-8e5f-0123456789ab", "x"] {
                    for path in ["\(path)/checkins/\(checkIn)", "/api/v1/goals/\(mine)/checkins/\(checkIn)"] {
                        #expect(try await server.client.get(path).status == 404)
                        #expect(try await server.client.patch(path, #"{"note":"b"}"#).status == 404)
                        #expect(try await server.client.delete(path).status == 404)
                    }
                }
            }
            let items = try await server.client.get("/api/v1/goals").json["items"].array
            #expect(items?.count == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aMergePatchChangesWhatItNames(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(running)
            let path = "/api/v1/goals/\(goal["id"].string!)"
            let answer = try await server.client.patch(
                path, #"{"title":"Run 600 km","measure":{"target":600},"due":null,"state":"paused"}"#,
                ["Content-Type": "application/merge-patch+json"])
            #expect(answer.status == 200)
            let changed = try answer.json
            #expect(changed["title"] == .string("Run 600 km"))
            #expect(changed["measure"]["target"].number == 600)
            #expect(changed["measure"]["unit"] == .string("km"))
            #expect(changed["due"] == .null)
            #expect(changed["notes"] == .string("*slowly*"))
            #expect(changed["progress"]["status"] == .string("paused"))
            #expect(changed["version"].number == 2)
            #expect(try await server.client.get(path).body == answer.body)
            #expect(try await server.client.patch(path, "{}").json["version"].number == 2)
            #expect(try await server.client.patch(path, #"{"version":9}"#).invalidFields == ["version"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aChangeToAnOldVersionIsRefused(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let created = try await server.client.post("/api/v1/goals", running)
            let path = created.fields["location"]!
            let etag = created.fields["etag"]!
            #expect(try await server.client.patch(path, #"{"title":"b"}"#, ["If-Match": etag]).status == 200)
            #expect(try await server.client.patch(path, #"{"title":"c"}"#, ["If-Match": etag]).status == 412)
            #expect(try await server.client.delete(path, ["If-Match": etag]).status == 412)
            #expect(try await server.client.patch(path, #"{"title":"c"}"#, ["If-Match": "\"2\""]).status == 200)
            #expect(try await server.client.patch(path, #"{"title":"d"}"#, ["If-Match": "*"]).status == 200)
            #expect(try await server.client.get(path).json["title"] == .string("d"))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func changesAtTheSameTimeAllTakeEffect(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal()
            let path = "/api/v1/goals/\(goal["id"].string!)"
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<4 { group.addTask { try await server.client.patch(path, #"{"priority":\#(number)}"#).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [200, 200, 200, 200])
            #expect(try await server.client.get(path).json["version"].number == 5)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anUnchangedGoalIsNotSentAgain(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let created = try await server.client.post("/api/v1/goals", running)
            let path = created.fields["location"]!
            let etag = try await server.client.get(path).fields["etag"]!
            let same = try await server.client.get(path, ["If-None-Match": etag])
            #expect(same.status == 304)
            #expect(same.body.isEmpty)
            // A check-in leaves the version alone, but what is shown changes.
            _ = try await server.checkIn(created.json, #"{"value":5}"#)
            #expect(try await server.client.get(path, ["If-None-Match": etag]).status == 200)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aDeletedGoalWaitsInTheTrash(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal()
            let path = "/api/v1/goals/\(goal["id"].string!)"
            _ = try await server.checkIn(goal, "{}")
            #expect(try await server.client.delete(path).status == 204)
            #expect(try await server.client.delete(path).status == 404)
            #expect(try await server.client.get("/api/v1/goals").json["items"] == .array([]))
            #expect(try await server.client.get("/api/v1/trash").json["items"][0]["id"] == goal["id"])
            #expect(try await server.client.get(path).json["deletedAt"] == .string("2026-06-15T12:00:00.000Z"))
            #expect(try await server.client.patch(path, #"{"title":"b"}"#).status == 409)
            #expect(try await server.client.post(path + "/checkins", "{}").status == 409)

            let restored = try await server.client.send("POST", path + "/restore")
            #expect(restored.status == 200)
            #expect(try restored.json["deletedAt"] == .null)
            #expect(try restored.json["progress"]["status"] == .string("achieved"))
            #expect(try await server.client.get("/api/v1/trash").json["items"] == .array([]))
            #expect(try await server.client.send("POST", path + "/restore").status == 200)
        }
    }
}
