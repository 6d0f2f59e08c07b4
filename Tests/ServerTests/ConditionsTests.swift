import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Conditional requests (RFC 9110 §13) on what has versions.
@Suite struct ConditionsTests {
    enum Resource: CaseIterable { case goal, checkIn, comment, pause }

    /// Runs `body` with the path of one, its tag, and a change that can be made to it.
    static func with(
        _ kind: DatabaseKind, _ resource: Resource, _ body: (Client, String, _ etag: String, _ change: String) async throws -> Void
    ) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.client.post("/api/v1/goals", #"{"title":"Read"}"#)
            let goalPath = goal.fields["location"]!
            switch resource {
            case .goal: try await body(server.client, goalPath, goal.fields["etag"]!, #"{"title":"Write"}"#)
            case .checkIn:
                let checkIn = try await server.client.post(goalPath + "/checkins", "{}")
                try await body(server.client, checkIn.fields["location"]!, checkIn.fields["etag"]!, #"{"note":"at last"}"#)
            case .comment:
                let comment = try await server.client.post(goalPath + "/comments", #"{"body":"well"}"#)
                try await body(server.client, comment.fields["location"]!, comment.fields["etag"]!, #"{"body":"at last"}"#)
            case .pause:
                let id = try goal.json.id
                let pause = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(id)","first":"2026-01-01","last":"2026-01-02"}"#)
                try await body(server.client, pause.fields["location"]!, pause.fields["etag"]!, #"{"note":"at last"}"#)
            }
        }
    }

    @Test(arguments: Resource.allCases) func whatAClientHasIsNotSentAgain(_ resource: Resource) async throws {
        try await Self.with(.sqlite, resource) { (client, path, etag, _) async throws in
            for condition in [etag, "W/\(etag)", "\"x\", \(etag)", "*"] {
                let answer = try await client.get(path, ["If-None-Match": condition])
                #expect(answer.status == 304 && answer.body.isEmpty, "\(condition)")
                #expect(answer.fields["etag"] == etag && answer.fields["cache-control"] == "private, no-cache")
                #expect(answer.fields["content-type"] == nil && answer.fields["content-length"] == nil)
                #expect(try await client.send("HEAD", path, ["If-None-Match": condition, "If-Match": etag]).status == 304)
            }
            for condition in ["\"x\"", "x", "\(etag), *", ""] {
                #expect(try await client.get(path, ["If-None-Match": condition]).status == 200, "\(condition)")
            }
        }
    }

    @Test(arguments: Resource.allCases) func aReadThatAsksForAnotherVersionIsRefused(_ resource: Resource) async throws {
        try await Self.with(.sqlite, resource) { (client, path, etag, _) async throws in
            for condition in [etag, "\"x\", \(etag)", "*"] {
                #expect(try await client.get(path, ["If-Match": condition]).status == 200, "\(condition)")
            }
            for condition in ["\"x\"", "W/\(etag)", "\(etag), *", "x", ""] {
                // Before If-None-Match, whatever that says (RFC 9110 §13.2.2).
                let answer = try await client.get(path, ["If-Match": condition, "If-None-Match": etag])
                #expect(answer.status == 412, "\(condition)")
                #expect(answer.fields["content-type"] == "application/problem+json")
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases, Resource.allCases)
    func aChangeWhoseConditionFailsIsNotMade(_ kind: DatabaseKind, _ resource: Resource) async throws {
        try await Self.with(kind, resource) { (client, path, etag, change) async throws in
            let before = try await client.get(path).body
            for condition in [
                ["If-None-Match": "*"], ["If-None-Match": etag], ["If-None-Match": "W/\(etag)"], ["If-None-Match": "\"x\", \(etag)"],
                ["If-Match": "\"x\""], ["If-Match": "W/\(etag)"], ["If-Match": "\(etag), *"], ["If-Match": "\"x\", *"],
                ["If-Match": etag, "If-None-Match": etag],
            ] {
                #expect(try await client.patch(path, change, condition).status == 412, "PATCH \(condition)")
                #expect(try await client.patch(path, "{}", condition).status == 412, "empty PATCH \(condition)")
                #expect(try await client.delete(path, condition).status == 412, "DELETE \(condition)")
            }
            #expect(try await client.get(path).body == before)
        }
    }

    @Test(arguments: DatabaseKind.allCases, Resource.allCases)
    func aChangeWhoseConditionsHoldIsMade(_ kind: DatabaseKind, _ resource: Resource) async throws {
        try await Self.with(kind, resource) { (client, path, etag, change) async throws in
            // There is no date that the last two could speak of.
            let date = "Thu, 01 Jan 1970 00:00:00 GMT"
            let conditions = [
                "If-Match": etag, "If-None-Match": "\"x\"", "If-Unmodified-Since": date, "If-Modified-Since": date,
            ]
            let changed = try await client.patch(path, change, conditions)
            #expect(changed.status == 200)
            // The version alone counts.
            let version = try changed.json["version"].number.map { "\"\(Int($0))-whatever\"" }
            #expect(try await client.delete(path, ["If-Match": version!, "If-None-Match": etag]).status == 204)
        }
    }

    @Test(arguments: Resource.allCases) func conditionsHideNothingElseThatIsWrong(_ resource: Resource) async throws {
        try await Self.with(.sqlite, resource) { (client, path, etag, change) async throws in
            let missing = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/01936a5e-3f2b-7c4d-8e5f-0123456789ab"
            for condition in [["If-Match": "\"x\""], ["If-Match": "*"], ["If-None-Match": "*"]] {
                #expect(try await client.get(missing, condition).status == 404)
                #expect(try await client.patch(missing, change, condition).status == 404)
                #expect(try await client.delete(missing, condition).status == 404)
                #expect(try await client.patch(path, #"{"colour":"red"}"#, condition).status == 422)
                #expect(try await client.patch(path, "{", condition).status == 400)
                #expect(try await client.patch(path, change, condition.merging(["Content-Type": "text/plain"]) { $1 }).status == 415)
                #expect(try await client.send("PUT", path, condition, change).status == 405)
                #expect(try await client.send("OPTIONS", path, condition).status == 204)
            }
            guard resource != .pause else { return }
            // In the trash, where nothing may be changed.
            let goal = path.split(separator: "/").prefix(4).reduce("") { "\($0)/\($1)" }
            #expect(try await client.delete(goal).status == 204)
            #expect(try await client.patch(path, change, ["If-Match": "\"x\""]).status == 409)
            #expect(try await client.patch(path, change, ["If-None-Match": "*"]).status == 409)
        }
    }

    @Test(arguments: Resource.allCases) func changesToWhateverIsThereAllTakeEffect(_ resource: Resource) async throws {
        try await Self.with(.sqlite, resource) { (client, path, _, change) async throws in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await client.patch(path, change, ["If-Match": "*"]).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [200, 200, 200, 200])
        }
    }

    @Test func theTagOfAPackedAnswerIsKnownToEveryCondition() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let long = String(repeating: "slowly ", count: 300)
            let path = try await server.client.post("/api/v1/goals", #"{"title":"Run","notes":"\#(long)"}"#).fields["location"]!
            let accept = ["Accept-Encoding": "gzip"]
            let etag = try #require(try await server.client.get(path, accept).fields["etag"])
            #expect(etag.hasSuffix("-gz\""))
            #expect(try await server.client.get(path, accept.merging(["If-Match": etag]) { $1 }).status == 200)
            #expect(try await server.client.get(path, accept.merging(["If-None-Match": etag]) { $1 }).status == 304)
            #expect(try await server.client.patch(path, #"{"priority":1}"#, ["If-None-Match": etag]).status == 412)
            #expect(try await server.client.patch(path, #"{"priority":1}"#, ["If-Match": etag]).status == 200)
            #expect(try await server.client.get(path, accept.merging(["If-Match": etag]) { $1 }).status == 412)
        }
    }
}
