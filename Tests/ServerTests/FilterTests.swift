import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// What a list can be asked for: which goals, in which order, with which members.
@Suite struct FilterTests {
    /// Goals that differ in all that can be asked for; today is 15 June 2026.
    private func fill(_ server: TestServer) async throws {
        let number = #""measure":{"type":"number","target":100,"aggregate":"sum"}"#
        for json in [
            #"{"title":"overdue","start":"2026-05-01","due":"2026-06-01","tags":["Home"],\#(number)}"#,
            #"{"title":"behind","start":"2026-06-01","due":"2026-06-30","tags":["Work","deep"],\#(number)}"#,
            #"{"title":"further","start":"2026-01-01","due":"2026-07-31","tags":["work"],\#(number)}"#,
            #"{"title":"track","start":"2026-06-15","due":"2026-12-31","tags":["Work","home"],\#(number)}"#,
            #"{"title":"open","tags":["100%"]}"#, #"{"title":"later","start":"2026-08-01","due":"2026-09-01"}"#,
            #"{"title":"asleep","state":"paused"}"#, #"{"title":"done","state":"done"}"#, #"{"title":"dropped","state":"dropped"}"#,
            #"{"title":"missed","state":"missed","due":"2026-06-15"}"#,
        ] { _ = try await server.goal(json) }
        let reached = try await server.goal(#"{"title":"reached"}"#)
        _ = try await server.checkIn(reached, "{}")
    }

    @Test(arguments: DatabaseKind.allCases) func everyFilterLetsThroughWhatItNames(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            try await fill(server)
            let space = try await server.read("/api/v1/me")["space"].string!
            let stranger = try await server.strangersGoal()
            for (query, titles) in [
                ("state=done", ["done"]), ("state=missed,dropped", ["dropped", "missed"]), ("state=paused&tag=x", []),
                ("status=overdue", ["overdue"]), ("status=behind", ["behind", "further"]),
                ("status=on-track,achieved", ["reached", "track"]),
                ("status=upcoming", ["later"]), ("status=paused", ["asleep"]), ("status=no-deadline", ["open"]),
                ("status=missed", ["missed"]),
                ("status=at-risk", []), ("status=on-track&state=done", []),
                ("tag=work", ["behind", "further", "track"]), ("tag=WORK,HOME", ["track"]), ("tag=work,home,deep", []), ("tag=wor", []),
                ("tag=100%25", ["open"]), ("tag=100_", []), ("tag=_ome", []),
                ("dueAfter=2026-06-30&dueBefore=2026-07-31", ["behind", "further"]), ("dueBefore=2026-06-01", ["overdue"]),
                ("dueAfter=2026-12-31", ["track"]), ("dueAfter=2026-06-15&dueBefore=2026-06-15", ["missed"]),
                ("dueAfter=2026-07-01&dueBefore=2026-06-01", []), ("status=behind&dueBefore=2026-06-30&tag=deep", ["behind"]),
                ("space=\(space)&state=done", ["done"]), ("space=\(stranger.space)", []), ("parent=\(stranger.goal)", []),
                ("q=over&status=overdue", ["overdue"]), ("archived=true", []),
            ] as [(String, [String])] {
                #expect(try await server.titles(query).sorted() == titles, "\(query)")
                #expect(try await server.titles(query, limit: 1).sorted() == titles, "\(query) one by one")
            }
            #expect(try await server.titles().count == 11)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatNeedsAttentionComesFirst(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            try await fill(server)
            let whole = try await server.titles("sort=attention")
            // Overdue; behind, the furthest first; the others; what is reached; what does not run; what is closed, by its due day.
            #expect(whole.prefix(5) == ["overdue", "further", "behind", "track", "open"])
            #expect(whole[5] == "reached")
            #expect(Set(whole[6...7]) == ["later", "asleep"])
            #expect(whole[8] == "missed")
            #expect(Set(whole[9...]) == ["done", "dropped"])
            for limit in [1, 2, 3, 7, 11] { #expect(try await server.titles("sort=attention", limit: limit) == whole) }
            #expect(try await server.titles("sort=-attention", limit: 4) == whole.reversed())
            #expect(try await server.titles("sort=attention&status=behind,overdue", limit: 1) == ["overdue", "further", "behind"])
            #expect(try await server.titles("sort=title&status=behind,overdue", limit: 2) == ["behind", "further", "overdue"])
            #expect(try await server.titles("sort=-due&status=behind,overdue", limit: 1) == ["further", "behind", "overdue"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func everyCursorStaysRightWhileGoalsComeAndGo(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            try await fill(server)
            for sort in ["attention", "-attention", "position", "-title", "due", "created", "-updated"] {
                let all = try await server.items("/api/v1/goals?sort=\(sort)")
                let first = try await server.read("/api/v1/goals?sort=\(sort)&limit=4")
                #expect(first["items"].array! == Array(all.prefix(4)))
                // The one that the cursor stands on goes, one before it, and one after it.
                let gone = [3, 1, 5].map { all[$0] }
                for goal in gone { #expect(try await server.client.delete(goal.path).status == 204) }
                let come = try await server.goal(#"{"title":"come","due":"2026-07-15"}"#)
                let rest = try await server.items("/api/v1/goals?sort=\(sort)&cursor=\(first["nextCursor"].string!)")
                #expect(rest.map(\.id).filter { $0 != come.id } == [4, 6, 7, 8, 9, 10].map { all[$0].id }, "\(sort)")

                #expect(try await server.client.delete(come.path).status == 204)
                #expect(try await server.client.delete("/api/v1/trash/\(come.id)").status == 204)
                for goal in gone { #expect(try await server.client.send("POST", goal.path + "/restore").status == 200) }
            }
        }
    }

    @Test func onlyTheFieldsThatAreAskedForAreSent() async throws {
        try await withServer(.sqlite, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            let names = { (value: JSONValue) -> [String] in if case .object(let members) = value { members.names } else { [] } }
            #expect(
                names(goal) == [
                    "id", "space", "parent", "title", "notes", "measure", "start", "due", "priority", "weight", "tags", "state", "position",
                    "cadenceDays", "progress", "version", "createdAt", "updatedAt", "archivedAt", "deletedAt",
                ])
            for query in ["fields=title,progress,title", "fields=progress,title&sort=attention"] {
                #expect(names(try await server.items("/api/v1/goals?\(query)")[0]) == ["title", "progress"], "\(query)")
            }
            #expect(names(try await server.read(goal.path + "?fields=id")) == ["id"])
            #expect(try await server.read(goal.path + "?fields=") == goal)
            // What is not sent does not count for the tag either.
            let etag = try #require(try await server.client.get(goal.path + "?fields=title").fields["etag"])
            _ = try await server.checkIn(goal, "{}")
            #expect(try await server.client.get(goal.path + "?fields=title", ["If-None-Match": etag]).status == 304)
            for path in [
                "/api/v1/goals?fields=colour", goal.path + "?fields=title,", goal.path + "?fields=Title", "/api/v1/review?fields=x",
            ] {
                let answer = try await server.client.get(path)
                if path.hasSuffix(",") { #expect(answer.status == 200) } else { #expect(try answer.invalidFields == ["fields"], "\(path)") }
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aParameterThatCannotBeAcceptedIsNamed(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let id = "01936a5e-3f2b-7c4d-8e5f-0123456789ab"
            for (query, parameter) in [
                ("status=fine", "status"), ("status=behind,", ""), ("tag=a,b,c,d", "tag"),
                ("tag=\(String(repeating: "x", count: 51))", "tag"),
                ("tag=a%00", "tag"), ("space=x", "space"), ("parent=x", "parent"), ("parent=NONE", "parent"), ("archived=yes", "archived"),
                ("dueAfter=today", "dueAfter"), ("dueBefore=2026-02-30", "dueBefore"), ("q=\(String(repeating: "x", count: 201))", "q"),
                ("q=e\(String(repeating: "%CC%81", count: 400))", "q"), ("tag=e\(String(repeating: "%CC%81", count: 100))", "tag"),
                ("q=a%00b", ""), ("sort=progress", "sort"), ("sort=--title", "sort"),
                ("sort=attention&cursor=\(base64("attention \(id) a1,2"))", "cursor"),
                ("sort=attention&cursor=\(base64("attention \(id) a1,2,3,!"))", "cursor"),
                ("sort=attention&cursor=\(base64("attention \(id) tx"))", "cursor"),
                ("sort=title&cursor=\(base64("title \(id) ta\u{0}b"))", "cursor"),
                ("sort=due&cursor=\(base64("due \(id) d-2147483648"))", ""), ("sort=due&cursor=\(base64("due \(id) d2147483647"))", ""),
                ("sort=created&cursor=\(base64("created \(id) i-9223372036854775808"))", "cursor"),
                ("sort=-created&cursor=\(base64("created \(id) i9223372036854775807"))", "cursor"),
                ("sort=due&cursor=\(base64("due \(id) d2147483648"))", "cursor"),
            ] {
                let answer = try await server.client.get("/api/v1/goals?\(query)")
                #expect(answer.status == (parameter.isEmpty ? 200 : 422), "\(query): \(answer.text)")
                if !parameter.isEmpty { #expect(try answer.invalidFields == [parameter], "\(query)") }
            }
        }
    }
}

/// base64url without padding (RFC 4648 §5), as cursors are written.
private func base64(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var bits = 0
    var count = 0
    var result = ""
    for byte in text.utf8 {
        bits = bits << 8 | Int(byte)
        count += 8
        while count >= 6 {
            count -= 6
            result.append(alphabet[bits >> count & 63])
        }
        bits &= (1 << count) - 1
    }
    if count > 0 { result.append(alphabet[bits << (6 - count) & 63]) }
    return result
}
