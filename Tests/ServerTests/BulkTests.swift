import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Many check-ins at once.
@Suite struct BulkTests {
    private func body(_ items: [String]) -> String { #"{"items":[\#(items.joined(separator: ","))]}"# }

    @Test(arguments: DatabaseKind.allCases) func eachIsAcceptedOrRefusedOnItsOwn(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stranger = try await server.strangersGoal()
            let number = try await server.goal(#"{"title":"n","measure":{"type":"number","target":100,"aggregate":"sum"}}"#)
            let habit = try await server.goal(#"{"title":"h","measure":{"type":"habit"},"start":"2026-06-01"}"#)
            let rollup = try await server.goal(#"{"title":"r","measure":{"type":"rollup"}}"#)
            let trashed = try await server.goal()
            _ = try await server.client.delete(trashed.path)
            let items: [(json: String, status: Double, fields: [String])] = [
                (#"{"goal":"\#(number.id)","value":3,"day":"2026-06-14","note":"ran"}"#, 201, []),
                (#"{"goal":"\#(habit.id)"}"#, 201, []), (#"{"goal":"\#(habit.id)","day":"2026-06-14","skip":true}"#, 201, []),
                (#"{"goal":"\#(number.id)"}"#, 422, ["value"]), (#"{"goal":"\#(rollup.id)","value":1}"#, 422, ["value"]),
                (#"{"goal":"\#(number.id)","value":1,"day":"2026-07-01","note":5}"#, 422, ["note"]),
                (#"{"goal":"\#(number.id)","value":1,"colour":"red"}"#, 422, ["colour"]), ("{}", 422, ["goal"]), ("[]", 422, [""]),
                ("null", 422, [""]), (#"{"goal":"x","value":1}"#, 422, ["goal"]), (#"{"goal":"\#(stranger.goal)"}"#, 404, ["goal"]),
                (#"{"goal":"01936a5e-3f2b-7c4d-8e5f-0123456789ab"}"#, 404, ["goal"]), (#"{"goal":"\#(trashed.id)"}"#, 409, ["goal"]),
                (#"{"goal":"\#(number.id)","value":4.5}"#, 201, []),
            ]
            let answer = try await server.client.post("/api/v1/checkins", body(items.map(\.json)))
            #expect(answer.status == 200)
            let outcomes = try answer.json["items"].array ?? []
            #expect(outcomes.count == items.count)
            for (item, outcome) in zip(items, outcomes) {
                #expect(outcome["status"].number == item.status, "\(item.json)")
                #expect(outcome["errors"].array?.map { $0["field"].string ?? "?" } == item.fields, "\(item.json)")
                #expect((outcome["checkIn"] == .null) == (item.status != 201), "\(item.json)")
            }
            let first = outcomes[0]["checkIn"]
            #expect(try await server.read("\(number.path)/checkins/\(first.id)") == first)
            #expect(try await server.progress(number)["current"].number == 7.5)
            #expect(try await server.items(habit.path + "/checkins").count == 2)
            // Each is in the history, and can be taken back alone.
            let history = try await server.history(number)
            #expect(history.compactMap { $0["action"].string } == ["check-in-created", "check-in-created", "created"])
            let line = history.first { $0["subject"] == first["id"] }!
            #expect(try await server.client.send("POST", "\(number.path)/activity/\(line.id)/undo").status == 200)
            #expect(try await server.progress(number)["current"].number == 4.5)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aThousandAreTakenAtOnceAndOnlyOnce(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"n","measure":{"type":"number","target":1000,"aggregate":"sum"}}"#)
            let json = body((1...1_000).map { #"{"goal":"\#(goal.id)","value":1,"note":"\#($0)"}"# })
            let key = ["Idempotency-Key": "bulk"]
            let first = try await server.client.post("/api/v1/checkins", json, key)
            #expect(first.status == 200)
            #expect(try first.json["items"].array?.count == 1_000)
            let second = try await server.client.post("/api/v1/checkins", json, key)
            #expect(second.status == 200 && second.body == first.body)
            #expect(try await server.progress(goal)["current"].number == 1_000)
            #expect(try await server.client.post("/api/v1/checkins", body([#"{"goal":"\#(goal.id)","value":1}"#]), key).status == 422)
            #expect(try await server.progress(goal)["current"].number == 1_000)
        }
    }

    @Test func aListOfAnotherLengthIsRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let goal = try await server.goal()
            let item = #"{"goal":"\#(goal.id)"}"#
            for json in ["{}", body([]), body(Array(repeating: item, count: 1_001)), #"{"items":\#(item)}"#, #"{"items":null}"#] {
                let answer = try await server.client.post("/api/v1/checkins", json)
                #expect(answer.status == 422)
                #expect(try answer.invalidFields == ["items"])
            }
            #expect(try await server.items(goal.path + "/checkins").isEmpty)
        }
    }
}
