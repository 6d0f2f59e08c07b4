import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct ListTests {
    private func titles(_ json: JSONValue) -> [String] { json["items"].array?.compactMap { $0["title"].string } ?? [] }

    /// All titles, page by page.
    private func pages(_ client: Client, _ path: String, limit: Int) async throws -> [[String]] {
        var pages: [[String]] = []
        var cursor = ""
        repeat {
            let answer = try await client.get("\(path)\(path.contains("?") ? "&" : "?")limit=\(limit)\(cursor)")
            #expect(answer.status == 200)
            let json = try answer.json
            pages.append(titles(json))
            cursor = json["nextCursor"].string.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty && pages.count < 50
        return pages
    }

    @Test(arguments: DatabaseKind.allCases) func theNewestGoalStandsFirst(_ kind: DatabaseKind) async throws {
        try await withSettings(kind) { settings in
            try await withServer(settings, clock: SystemWallClock()) { (server) async throws in
                try await waitUntilReady(server.client)
                for number in 1...7 { _ = try await server.goal(#"{"title":"\#(number)"}"#) }
                let pages = try await pages(server.client, "/api/v1/goals", limit: 3)
                #expect(pages == [["7", "6", "5"], ["4", "3", "2"], ["1"]])
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func everyOrderIsPagedWithoutGapsOrRepeats(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let dues = ["\"2026-08-01\"", "null", "\"2026-07-01\"", "null", "\"2026-08-01\""]
            for (index, title) in ["pear", "Apple", "äpfel", "apple", "Zebra"].enumerated() {
                _ = try await server.goal(#"{"title":"\#(title)","due":\#(dues[index])}"#)
            }
            for sort in ["position", "title", "due", "created", "updated"] {
                let whole = try await pages(server.client, "/api/v1/goals?sort=\(sort)", limit: 200)[0]
                #expect(whole.count == 5)
                for limit in 1...4 {
                    #expect(try await pages(server.client, "/api/v1/goals?sort=\(sort)", limit: limit).flatMap { $0 } == whole)
                    let reversed = try await pages(server.client, "/api/v1/goals?sort=-\(sort)", limit: limit).flatMap { $0 }
                    #expect(reversed == whole.reversed())
                }
            }
            // The same bytes decide in both databases: no locale.
            let byTitle = try await pages(server.client, "/api/v1/goals?sort=title", limit: 200)[0]
            #expect(byTitle.map { $0.lowercased() } == ["apple", "apple", "pear", "zebra", "äpfel"])
            let byDue = try await pages(server.client, "/api/v1/goals?sort=due", limit: 200)[0]
            #expect(byDue.first == "äpfel")
            #expect(Set(byDue.suffix(2)) == ["Apple", "apple"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aCursorStaysRightWhileGoalsComeAndGo(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            for title in ["b", "d", "f", "h"] { _ = try await server.goal(#"{"title":"\#(title)"}"#) }
            let first = try await server.client.get("/api/v1/goals?sort=title&limit=2").json
            #expect(titles(first) == ["b", "d"])
            _ = try await server.goal(#"{"title":"a"}"#)
            _ = try await server.goal(#"{"title":"e"}"#)
            #expect(try await server.client.delete("/api/v1/goals/\(first["items"][1]["id"].string!)").status == 204)
            let rest = try await server.client.get("/api/v1/goals?sort=title&limit=9&cursor=\(first["nextCursor"].string!)").json
            #expect(titles(rest) == ["e", "f", "h"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func goalsAreFoundByStateAndText(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            for (title, state) in [("Read 100% of it", "active"), ("read_me", "paused"), ("Run\\walk", "done"), ("ÜBEN", "active")] {
                let json = #"{"title":"\#(title.replacing("\\", with: "\\\\"))","state":"\#(state)"}"#
                _ = try await server.goal(json)
            }
            let found = { (query: String) async throws -> Set<String> in
                Set(titles(try await server.client.get("/api/v1/goals?\(query)").json))
            }
            #expect(try await found("state=paused") == ["read_me"])
            #expect(try await found("state=paused,done") == ["read_me", "Run\\walk"])
            #expect(try await found("q=READ") == ["Read 100% of it", "read_me"])
            // Signs are in no word.
            #expect(try await found("q=%25").isEmpty)
            #expect(try await found("q=read%20me") == ["read_me"])
            #expect(try await found("q=walk%5C") == ["Run\\walk"])
            #expect(try await found("q=%C3%BCb") == ["ÜBEN"])
            #expect(try await found("q=read&state=active") == ["Read 100% of it"])
            #expect(try await found("q=nothing").isEmpty)
        }
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("sort=colour", "sort"), ("sort=deleted", "sort"),
        ("state=asleep", "state"), ("cursor=x", "cursor"), ("cursor=bm9uZQ", "cursor"),
        // Made for the order by title.
        ("sort=due&cursor=dGl0bGUgMDE5MzZhNWUtM2YyYi03YzRkLThlNWYtMDEyMzQ1Njc4OWFiIHRh", "cursor"),
    ])
    func aParameterThatCannotBeAcceptedIsNamed(_ query: String, _ parameter: String) async throws {
        try await withServer(.sqlite) { (server) async throws in
            let answer = try await server.client.get("/api/v1/goals?\(query)")
            #expect(answer.status == 422)
            #expect(try answer.invalidFields == [parameter])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theFirstPageIsOneRoundTrip(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            for number in 1...5 { _ = try await server.goal(#"{"title":"\#(number)"}"#) }
            let counting = CountingDatabase(server.database)
            let page = try await Store(counting).goals(
                matching: GoalQuery(), for: Viewer(user: User.ID(Self.localUser)!, today: Day("2026-06-15")!))
            #expect(page.items.count == 5)
            #expect(counting.runs == 1)
            #expect(counting.statements == 1)
        }
    }

    private static let localUser = "00000000-0000-7000-8000-000000000001"
}
