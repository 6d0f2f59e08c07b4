import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct PauseAPITests {
    @Test(arguments: DatabaseKind.allCases) func aPauseIsMadeReadChangedAndForgotten(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            let created = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)","last":"2026-06-20","note":"ill"}"#)
            #expect(created.status == 201)
            let pause = try created.json
            let path = "/api/v1/pauses/\(pause.id)"
            #expect(created.fields["location"] == path)
            #expect(pause["goal"] == goal["id"] && pause["space"] == goal["space"])
            #expect(pause["first"] == .string("2026-06-15") && pause["last"] == .string("2026-06-20") && pause["note"] == .string("ill"))
            #expect(try await server.client.get(path).body == created.body)
            #expect(try await server.client.get(path, ["If-None-Match": created.fields["etag"]!]).status == 304)
            #expect(try await server.progress(goal)["status"] == .string("paused"))

            let changed = try await server.client.patch(path, #"{"last":null,"first":"2026-06-16"}"#, ["If-Match": created.fields["etag"]!])
            #expect(changed.status == 200)
            #expect(try changed.json["last"] == .null && changed.json["version"].number == 2 && changed.json["note"] == .string("ill"))
            #expect(try await server.client.patch(path, #"{"note":""}"#, ["If-Match": created.fields["etag"]!]).status == 412)
            #expect(try await server.progress(goal)["status"] == .string("no-deadline"))
            #expect(try await server.client.delete(path).status == 204)
            #expect(try await server.client.get(path).status == 404)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func pausesOfAGoalAndOfEverythingAreListed(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            _ = try await server.strangersGoal()
            let (one, other) = (try await server.goal(), try await server.goal())
            for json in [
                #"{"goal":"\#(one.id)","first":"2026-01-01","last":"2026-01-05"}"#, #"{"goal":"\#(other.id)","first":"2026-03-01"}"#,
                #"{"goal":null,"first":"2026-02-01","last":null,"note":"all"}"#,
            ] {
                #expect(try await server.client.post("/api/v1/pauses", json).status == 201)
            }
            let firsts = { (query: String) async throws in try await server.items("/api/v1/pauses\(query)").map { $0["first"].string! } }
            #expect(try await firsts("") == ["2026-03-01", "2026-02-01", "2026-01-01"])
            #expect(try await firsts("?goal=\(one.id)") == ["2026-01-01"])
            #expect(try await server.client.get("/api/v1/pauses?goal=01936a5e-3f2b-7c4d-8e5f-0123456789ab").status == 404)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func progressTakesPausesIntoAccount(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(
                #"{"title":"a","start":"2026-06-05","due":"2026-06-24","measure":{"type":"number","target":20,"aggregate":"sum"}}"#)
            _ = try await server.checkIn(goal, #"{"value":4}"#)
            // 10 of 20 days are over: expected 10, there are 4.
            #expect(try await server.progress(goal)["expected"].number == 0.5)
            #expect(try await server.progress(goal)["daysAhead"].number == -6)
            let own = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)","first":"2026-06-07","last":"2026-06-12"}"#)
                .json
            // 4 of 14.
            #expect(try await server.progress(goal)["expected"].number == 0.2857)
            #expect(try await server.progress(goal)["status"] == .string("at-risk"))
            // Overlapping ones count each day once.
            let all = try await server.client.post("/api/v1/pauses", #"{"first":"2026-06-10","last":"2026-06-14"}"#).json
            #expect(try await server.progress(goal)["expected"].number == 0.1666)
            #expect(try await server.items("/api/v1/goals")[0]["progress"] == (try await server.progress(goal)))
            for pause in [own, all] { #expect(try await server.client.delete("/api/v1/pauses/\(pause.id)").status == 204) }
            #expect(try await server.progress(goal)["expected"].number == 0.5)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theStateOpensAPauseAndClosesIt(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            let pauses = { () async throws in try await server.items("/api/v1/pauses?goal=\(goal.id)") }
            _ = try await server.patch(goal, #"{"state":"paused"}"#)
            let opened = try await pauses()
            #expect(opened.map { $0["first"] } == [.string("2026-06-15")] && opened[0]["last"] == .null)
            _ = try await server.patch(goal, #"{"state":"paused","priority":1}"#)
            #expect(try await pauses().count == 1)
            // Paused and resumed on one day: it never was.
            #expect(try await server.patch(goal, #"{"state":"active"}"#)["progress"]["status"] == .string("no-deadline"))
            #expect(try await pauses().isEmpty)

            _ = try await server.patch(goal, #"{"state":"paused"}"#)
            let pause = try await pauses()[0]
            _ = try await server.client.patch("/api/v1/pauses/\(pause.id)", #"{"first":"2026-06-01"}"#)
            #expect(try await server.patch(goal, #"{"state":"done"}"#)["progress"]["status"] == .string("done"))
            #expect(try await pauses().map { $0["last"] } == [.string("2026-06-14")])
            // A goal that begins paused has its pause as well.
            let asleep = try await server.goal(#"{"title":"b","state":"paused"}"#)
            #expect(try await server.items("/api/v1/pauses?goal=\(asleep.id)").count == 1)
        }
    }

    @Test func aPauseThatCannotBeIsRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            for (json, field) in [
                (#"{"first":"2026-06-10","last":"2026-06-09"}"#, "last"), (#"{"last":"2026-06-14"}"#, "last"),
                (#"{"first":"soon"}"#, "first"),
                (#"{"first":"1700-01-01"}"#, "first"), (#"{"last":"2300-01-01"}"#, "last"), (#"{"note":5}"#, "note"),
                (#"{"goal":"x"}"#, "goal"), (#"{"goal":"01936a5e-3f2b-7c4d-8e5f-0123456789ab"}"#, "goal"),
            ] {
                let answer = try await server.client.post("/api/v1/pauses", json)
                #expect(answer.status == 422, "\(json)")
                #expect(try answer.invalidFields == [field], "\(json)")
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anotherUsersGoalCannotBePaused(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let stranger = try await server.strangersGoal()
            let answer = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(stranger.goal)"}"#)
            #expect(try answer.status == 422 && answer.invalidFields == ["goal"])
            let mine = try await server.goal()
            _ = try await server.client.delete(mine.path)
            #expect(try await server.client.post("/api/v1/pauses", #"{"goal":"\#(mine.id)"}"#).status == 409)
            #expect(try await server.items("/api/v1/pauses").isEmpty)
        }
    }
}
