import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// What holds for every endpoint below `/api/v1`, from one table of them.
@Suite struct EndpointTests {
    struct Endpoint: Sendable {
        let method: String
        /// With the names of ids in braces.
        let path: String
        /// One that is accepted; nil where the endpoint reads none.
        var body: String?
        /// Whether what it concerns has a version that conditions can name.
        var isVersioned = false

        init(_ method: String, _ path: String, _ body: String? = nil, versioned: Bool = false) {
            (self.method, self.path, self.body, isVersioned) = (method, path, body, versioned)
        }

        var names: [String] {
            path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        }

        func send(_ client: Client, _ ids: [String: String], _ fields: [String: String] = [:], body: String? = nil) async throws
            -> Client.Answer
        {
            let path = ids.reduce(path) { $0.replacing("{\($1.key)}", with: $1.value) }
            return try await client.send(
                method, "/api/v1" + path, fields, (body ?? self.body)?.replacing("{goal}", with: ids["goal"] ?? ""))
        }
    }

    static let endpoints = [
        Endpoint("PATCH", "/me", #"{"weekStart":7}"#, versioned: true),
        Endpoint("POST", "/goals", #"{"title":"Another"}"#),
        Endpoint("GET", "/goals/{goal}"),
        Endpoint("PATCH", "/goals/{goal}", #"{"title":"Changed"}"#, versioned: true),
        Endpoint("POST", "/goals/{goal}/move", #"{"to":"last"}"#, versioned: true),
        Endpoint("POST", "/goals/{goal}/copy", #"{"title":"Again"}"#),
        Endpoint("GET", "/goals/{goal}/checkins"),
        Endpoint("POST", "/goals/{goal}/checkins", #"{"note":"done"}"#),
        Endpoint("GET", "/goals/{goal}/checkins/{checkIn}"),
        Endpoint("PATCH", "/goals/{goal}/checkins/{checkIn}", #"{"note":"changed"}"#, versioned: true),
        Endpoint("DELETE", "/goals/{goal}/checkins/{checkIn}", versioned: true),
        Endpoint("GET", "/goals/{goal}/comments"),
        Endpoint("POST", "/goals/{goal}/comments", #"{"body":"well done"}"#),
        Endpoint("GET", "/goals/{goal}/comments/{comment}"),
        Endpoint("PATCH", "/goals/{goal}/comments/{comment}", #"{"body":"changed"}"#, versioned: true),
        Endpoint("DELETE", "/goals/{goal}/comments/{comment}", versioned: true),
        Endpoint("GET", "/goals/{goal}/activity"),
        Endpoint("POST", "/goals/{goal}/activity/{activity}/undo", versioned: true),
        Endpoint("POST", "/activity/{noted}/undo", versioned: true),
        Endpoint("POST", "/pauses", #"{"goal":"{goal}","note":"rest"}"#),
        Endpoint("GET", "/pauses/{pause}"),
        Endpoint("PATCH", "/pauses/{pause}", #"{"note":"changed"}"#, versioned: true),
        Endpoint("DELETE", "/pauses/{pause}", versioned: true),
        Endpoint("POST", "/checkins", #"{"items":[{"goal":"{goal}"},{"goal":"{goal}","day":"2026-06-01"}]}"#),
        Endpoint("DELETE", "/goals/{goal}", versioned: true),
        Endpoint("POST", "/goals/{trashed}/restore", versioned: true),
        Endpoint("DELETE", "/trash/{trashed}", versioned: true),
    ]

    /// A goal of one's own with one of everything, and one in the trash.
    private static func own(_ server: TestServer) async throws -> [String: String] {
        let goal = try await server.goal(#"{"title":"Mine"}"#)
        let checkIn = try await server.checkIn(goal, #"{"day":"2026-06-02"}"#)
        let comment = try await server.client.post(goal.path + "/comments", #"{"body":"hm"}"#).json
        let pause = try await server.client.post("/api/v1/pauses", #"{"goal":"\#(goal.id)","first":"2026-01-01","last":"2026-01-02"}"#).json
        _ = try await server.patch(goal, #"{"priority":2}"#)
        let activity = try await server.history(goal)[0]
        _ = try await server.patch(goal, #"{"notes":"more"}"#)
        let noted = try await server.history(goal)[0]
        let trashed = try await server.goal(#"{"title":"Gone"}"#)
        #expect(try await server.client.delete(trashed.path).status == 204)
        return [
            "goal": goal.id, "checkIn": checkIn.id, "comment": comment.id, "pause": pause.id, "activity": activity.id, "noted": noted.id,
            "trashed": trashed.id,
        ]
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsNotThereOrNotOnesOwnIs404(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let own = try await Self.own(server)
            let stranger = try await server.strangersGoal()
            let theirs = [
                "goal": "\(stranger.goal)", "checkIn": "\(stranger.checkIn)", "comment": "\(stranger.comment)",
                "pause": "\(stranger.pause)",
                "activity": "\(stranger.activity)", "noted": "\(stranger.activity)", "trashed": "\(stranger.goal)",
            ]
            let before = try await server.rowCounts()
            for endpoint in Self.endpoints {
                for name in endpoint.names {
                    for id in [theirs[name]!, "01936a5e-3f2b-7c4d-8e5f-0123456789ab", "x"] {
                        var ids = own
                        ids[name] = id
                        // What is in the body is one's own.
                        let body = endpoint.body?.replacing("{goal}", with: own["goal"]!)
                        let answer = try await endpoint.send(server.client, ids, body: body)
                        #expect(answer.status == 404, "\(endpoint.method) \(endpoint.path) with \(name) \(id)")
                        #expect(answer.fields["content-type"] == "application/problem+json")
                    }
                }
                // Where all is theirs, nothing is given away either.
                if !endpoint.names.isEmpty, endpoint.path != "/pauses" {
                    let body = endpoint.body?.replacing("{goal}", with: own["goal"]!)
                    #expect(try await endpoint.send(server.client, theirs, body: body).status == 404, "\(endpoint.method) \(endpoint.path)")
                }
            }
            #expect(try await server.rowCounts() == before)
        }
    }

    @Test func aBodyThatCannotBeAcceptedChangesNothing() async throws {
        try await withServer(.sqlite, clock: TickingClock()) { (server) async throws in
            let ids = try await Self.own(server)
            let before = try await server.rowCounts()
            for endpoint in Self.endpoints where endpoint.body != nil {
                let name = "\(endpoint.method) \(endpoint.path)"
                let unknown = try await endpoint.send(
                    server.client, ids, body: endpoint.body!.replacing("{", with: "{\"colour\":1,", maxReplacements: 1))
                #expect(unknown.status == 422, "\(name)")
                #expect(try unknown.invalidFields == ["colour"], "\(name)")
                #expect(try await endpoint.send(server.client, ids, body: "{").status == 400, "\(name)")
                #expect(try await endpoint.send(server.client, ids, body: "").status == 400, "\(name)")
                #expect(try await endpoint.send(server.client, ids, body: "[]").status == 422, "\(name)")
                #expect(try await endpoint.send(server.client, ids, ["Content-Type": "text/plain"]).status == 415, "\(name)")
                #expect(try await endpoint.send(server.client, ids, ["Content-Type": "application/x-www-form-urlencoded"]).status == 415)
            }
            #expect(try await server.rowCounts() == before)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aRepeatedPostIsDoneOnce(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let ids = try await Self.own(server)
            for (number, endpoint) in Self.endpoints.enumerated() where endpoint.method == "POST" {
                let name = "\(endpoint.method) \(endpoint.path)"
                let key = ["Idempotency-Key": "key-\(number)"]
                let first = try await endpoint.send(server.client, ids, key)
                #expect((200..<300).contains(first.status), "\(name): \(first.text)")
                let after = try await server.rowCounts()
                let second = try await endpoint.send(server.client, ids, key)
                #expect(second.status == first.status && second.body == first.body, "\(name): \(second.text)")
                #expect(second.fields["location"] == first.fields["location"], "\(name)")
                #expect(second.fields["etag"] == first.fields["etag"], "\(name)")
                #expect(try await server.rowCounts() == after, "\(name)")
                // The key is taken for any other request.
                #expect(try await server.client.post("/api/v1/goals", #"{"title":"\#(number)"}"#, key).status == 422, "\(name)")
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aChangeToAnotherVersionIsRefused(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let ids = try await Self.own(server)
            let before = try await server.rowCounts()
            let activities = try await server.items("/api/v1/activity")
            for endpoint in Self.endpoints where endpoint.isVersioned {
                for condition in [["If-Match": "\"99\""], ["If-Match": "\"x\""], ["If-None-Match": "*"]] {
                    let answer = try await endpoint.send(server.client, ids, condition)
                    #expect(answer.status == 412, "\(endpoint.method) \(endpoint.path) \(condition): \(answer.status)")
                }
            }
            #expect(try await server.rowCounts() == before)
            #expect(try await server.items("/api/v1/activity") == activities)
        }
    }

    @Test func everyAnswerIsForOneAlone() async throws {
        try await withServer(.sqlite, clock: TickingClock()) { (server) async throws in
            let ids = try await Self.own(server)
            for endpoint in Self.endpoints where endpoint.method == "GET" {
                let answer = try await endpoint.send(server.client, ids)
                #expect(answer.status == 200, "\(endpoint.path)")
                #expect(answer.fields["cache-control"] == "private, no-cache", "\(endpoint.path)")
                #expect(answer.fields["content-type"] == "application/json", "\(endpoint.path)")
            }
        }
    }
}
