import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Forms send the fields that nobody filled in as well: what is empty is as if it were not there.
@Suite struct EmptyParameterTests {
    static let parameters = [
        "state", "status", "tag", "space", "parent", "archived", "dueAfter", "dueBefore", "q", "sort", "fields", "limit", "cursor", "goal",
    ]

    /// A goal with two of everything, and one in the trash.
    private func fill(_ server: TestServer) async throws -> JSONValue {
        let goal = try await server.goal(#"{"title":"Mine","due":"2026-12-31","tags":["a"]}"#)
        for number in 1...2 {
            _ = try await server.checkIn(goal, #"{"note":"\#(number)"}"#)
            #expect(try await server.client.post(goal.path + "/comments", #"{"body":"\#(number)"}"#).status == 201)
            #expect(try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)","first":"2026-06-0\#(number)"}"#).status == 201)
        }
        for title in ["Other", "Gone", "Gone too"] {
            let other = try await server.goal(#"{"title":"\#(title)"}"#)
            if title != "Other" { #expect(try await server.client.delete(other.path).status == 204) }
        }
        return goal
    }

    @Test(arguments: DatabaseKind.allCases) func anEmptyParameterIsNone(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await fill(server)
            let all = Self.parameters.map { $0 + "=" }.joined(separator: "&")
            for path in [
                "/api/v1/goals", "/api/v1/trash", "/api/v1/review", "/api/v1/pauses", "/api/v1/activity", "/api/v1/tags", "/api/v1/summary",
                goal.path, goal.path + "/checkins", goal.path + "/comments", goal.path + "/activity",
            ] {
                let plain = try await server.client.get(path)
                #expect(plain.status == 200)
                for query in Self.parameters.flatMap({ ["\($0)=", $0] }) + [all] {
                    let answer = try await server.client.get("\(path)?\(query)")
                    #expect(answer.status == 200 && answer.body == plain.body, "\(path)?\(query): \(answer.text)")
                }
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func oneOfTheSameNameThatIsNotEmptyCounts(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await fill(server)
            for path in ["/api/v1/goals", "/api/v1/trash", "/api/v1/activity", goal.path + "/checkins", goal.path + "/comments"] {
                let page = try await server.read(path + "?limit=&limit=1")
                #expect(page["items"].array?.count == 1 && page["nextCursor"] != .null, "\(path)")
                #expect(try await server.client.get(path + "?limit=&limit=0").invalidFields == ["limit"], "\(path)")
            }
            #expect(try await server.titles("tag=&tag=a") == ["Mine"])
            // White space is something.
            #expect(try await server.client.get("/api/v1/goals?sort=%20").invalidFields == ["sort"])
        }
    }
}
