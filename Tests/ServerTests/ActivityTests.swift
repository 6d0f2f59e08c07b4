import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// The history of a goal, and of everything.
@Suite struct ActivityTests {
    @Test(arguments: DatabaseKind.allCases) func everyChangeLeavesALineWithBeforeAndAfter(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"number","target":5}}"#)
            _ = try await server.patch(goal, #"{"title":"b","tags":["t"],"measure":{"target":6},"due":"2026-07-01"}"#)
            // What is not changed leaves nothing.
            _ = try await server.patch(goal, "{}")
            let checkIn = try await server.checkIn(goal, #"{"value":2}"#)
            let checkInPath = "\(goal.path)/checkins/\(checkIn.id)"
            _ = try await server.client.patch(checkInPath, #"{"value":3}"#)
            _ = try await server.client.delete(checkInPath)
            let comment = try await server.client.post(goal.path + "/comments", #"{"body":"hi"}"#).json
            _ = try await server.client.patch("\(goal.path)/comments/\(comment.id)", #"{"body":"ho"}"#)
            _ = try await server.client.delete("\(goal.path)/comments/\(comment.id)")
            let pause = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)"}"#).json
            _ = try await server.client.patch("/api/v1/pauses/\(pause.id)", #"{"last":"2026-06-30"}"#)
            _ = try await server.client.delete("/api/v1/pauses/\(pause.id)")
            _ = try await server.client.delete(goal.path)
            _ = try await server.client.send("POST", goal.path + "/restore")

            let lines = Array(try await server.history(goal).reversed())
            #expect(
                lines.compactMap { $0["action"].string } == [
                    "created", "updated", "check-in-created", "check-in-updated", "check-in-deleted", "comment-created", "comment-updated",
                    "comment-deleted", "pause-created", "pause-updated", "pause-deleted", "trashed", "restored",
                ])
            #expect(lines[0]["before"] == .null && lines[0]["after"]["title"] == .string("a"))
            let measure = { (target: Int) in #"{"type":"number","unit":"","baseline":0,"target":\#(target),"aggregate":"last"}"# }
            #expect(lines[1]["before"] == (try JSONValue(#"{"title":"a","measure":\#(measure(5)),"due":null,"tags":[]}"#)))
            #expect(lines[1]["after"] == (try JSONValue(#"{"title":"b","measure":\#(measure(6)),"due":"2026-07-01","tags":["t"]}"#)))
            #expect(lines[3]["before"] == (try JSONValue(#"{"value":2,"skip":false}"#)))
            #expect(lines[3]["after"] == (try JSONValue(#"{"value":3,"skip":false}"#)))
            #expect(lines[4]["before"]["value"].number == 3 && lines[4]["after"] == .null)
            #expect(lines[9]["before"] == (try JSONValue(#"{"last":null}"#)))
            let me = try await server.read("/api/v1/me")
            for line in lines { #expect(line["goal"] == goal["id"] && line["actor"] == me["id"] && line["space"] == me["space"]) }
            let subjects =
                [goal, goal] + Array(repeating: checkIn, count: 3) + Array(repeating: comment, count: 3)
                + Array(repeating: pause, count: 3) + [goal, goal]
            #expect(lines.map { $0["subject"] } == subjects.map { $0["id"] })
            #expect(try await server.items(goal.path + "/activity", limit: 2) == lines.reversed())
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theHistoryOfEverythingIsPagedAndOnesOwn(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stranger = try await server.strangersGoal()
            for number in 1...4 { _ = try await server.goal(#"{"title":"\#(number)"}"#) }
            _ = try await server.client.post("/api/v1/pauses", #"{"note":"holiday"}"#)
            let lines = try await server.items("/api/v1/activity")
            #expect(lines.compactMap { $0["after"]["title"].string } == ["4", "3", "2", "1"])
            // A pause of everything is of no goal.
            #expect(lines[0]["action"] == .string("pause-created") && lines[0]["goal"] == .null)
            for limit in 1...4 { #expect(try await server.items("/api/v1/activity", limit: limit) == lines) }
            #expect(!lines.contains { $0["space"] == .string("\(stranger.space)") })
            #expect(try await server.client.get("/api/v1/activity?cursor=zz").invalidFields == ["cursor"])
        }
    }
}
