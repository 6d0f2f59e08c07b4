import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Tags, the summary, and what a review walks through.
@Suite struct OverviewAPITests {
    @Test(arguments: DatabaseKind.allCases) func tagsAreCountedWhateverTheirCase(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            _ = try await server.strangersGoal()
            #expect(try await server.read("/api/v1/tags") == (try JSONValue(#"{"items":[],"nextCursor":null}"#)))
            for tags in [#"["Health","run"]"#, #"["health"]"#, #"["Health","Äpfel"]"#, #"["äpfel"]"#, "[]"] {
                _ = try await server.goal(#"{"title":"a","tags":\#(tags)}"#)
            }
            let trashed = try await server.goal(#"{"title":"a","tags":["gone"]}"#)
            _ = try await server.client.delete(trashed.path)
            let tags = try await server.read("/api/v1/tags")["items"].array!
            #expect(tags.map { $0["tag"].string!.lowercased() } == ["health", "run", "äpfel"])
            #expect(tags[0]["tag"] == .string("Health"))
            #expect(tags.map { $0["goals"].number } == [3, 1, 2])
        }
    }

    private func fill(_ server: TestServer) async throws {
        let number = #""measure":{"type":"number","target":100,"aggregate":"sum"}"#
        for json in [
            #"{"title":"overdue","start":"2026-05-01","due":"2026-06-01",\#(number)}"#,
            #"{"title":"behind","start":"2026-06-01","due":"2026-06-30",\#(number)}"#,
            #"{"title":"soon","start":"2026-06-15","due":"2026-06-29","measure":{"type":"done"}}"#,
            #"{"title":"track","start":"2026-06-15","due":"2026-12-31",\#(number)}"#,
            #"{"title":"silent","start":"2026-05-01"}"#,
            #"{"title":"next","start":"2026-06-20"}"#, #"{"title":"far","start":"2026-07-20"}"#, #"{"title":"asleep","state":"paused"}"#,
            #"{"title":"done","state":"done"}"#,
        ] { _ = try await server.goal(json) }
        let reached = try await server.goal(#"{"title":"reached"}"#)
        _ = try await server.checkIn(reached, "{}")
        for title in ["trashed", "archived"] {
            let goal = try await server.goal(#"{"title":"\#(title)","due":"2026-06-15"}"#)
            if title == "trashed" {
                _ = try await server.client.delete(goal.path)
            } else {
                _ = try await server.patch(goal, #"{"archived":true}"#)
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theSummaryCountsHowGoalsStand(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let empty = try await server.read("/api/v1/summary")
            #expect(empty["confidence"] == .null && empty["goals"].number == 0 && empty["streaksAtRisk"] == .array([]))
            _ = try await server.strangersGoal()
            try await fill(server)
            let habit = try await server.goal(#"{"title":"habit","measure":{"type":"habit"},"start":"2026-06-13"}"#)
            for day in ["2026-06-13", "2026-06-14"] { _ = try await server.checkIn(habit, #"{"day":"\#(day)"}"#) }

            let summary = try await server.read("/api/v1/summary")
            #expect(summary["today"] == .string("2026-06-15"))
            #expect(summary["goals"].number == 11)
            let expected = [
                "overdue": 1, "behind": 1, "at-risk": 0, "on-track": 3, "achieved": 1, "no-deadline": 1, "upcoming": 2, "paused": 1,
                "done": 1,
                "missed": 0, "dropped": 0,
            ]
            for (status, count) in expected { #expect(summary["statuses"][status].number == Double(count), "\(status)") }
            // (4 on-track or achieved − 2 behind or overdue) / 6.
            #expect(summary["confidence"].number == 0.3333)
            // Today is the last chance for what was done on the two days before.
            #expect(summary["streaksAtRisk"] == .array([habit["id"]]))
            _ = try await server.checkIn(habit, "{}")
            #expect(try await server.read("/api/v1/summary")["streaksAtRisk"] == .array([]))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theReviewShowsEachGoalThatAsksForADecisionOnce(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            #expect(try await server.read("/api/v1/review") == (try JSONValue(#"{"today":"2026-06-15","groups":[]}"#)))
            try await fill(server)
            let groups = try await server.read("/api/v1/review?fields=title")["groups"].array!
            #expect(groups.map { $0["kind"].string! } == ["finished", "overdue", "behind", "stale", "due-soon", "upcoming"])
            #expect(
                groups.map { $0["goals"].array!.map { $0["title"].string! } }
                    == [["reached"], ["overdue"], ["behind"], ["silent"], ["soon"], ["next"]])
            #expect(groups[0]["goals"][0] == (try JSONValue(#"{"title":"reached"}"#)))
            let whole = try await server.read("/api/v1/review")["groups"][0]["goals"][0]
            #expect(try await server.read(whole.path) == whole)
        }
    }
}
