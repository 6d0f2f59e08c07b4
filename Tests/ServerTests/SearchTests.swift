import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

/// One set of texts and queries, which both databases must answer alike.
@Suite struct SearchTests {
    private static let long = String(repeating: "donaudampfschiff", count: 12)
    private static let goals: [(name: String, json: String)] = [
        ("cafe", #"{"title":"Café crème","notes":"in the *evening*"}"#),
        ("decomposed", #"{"title":"cafe\u0301 noir"}"#),
        ("street", #"{"title":"Straße fegen"}"#),
        ("run", #"{"title":"Run 500 km","notes":"slowly,\nin the park!","tags":["Health","road-bike"]}"#),
        ("tower", #"{"title":"東京タワー"}"#),
        ("russian", #"{"title":"Привет, мир"}"#),
        ("nordic", #"{"title":"naïve Ångström Øre"}"#),
        ("party", #"{"title":"🎉 Party🎈now"}"#),
        ("signs", #"{"title":"!!! ???"}"#),
        ("long", #"{"title":"Long","notes":"\#(long) end"}"#),
        ("code", #"{"title":"x_y-z 3.14","notes":"100% 'quoted' \"words\" \\ back"}"#),
        ("greek", #"{"title":"ΟΔΟΣ"}"#),
        ("hindi", #"{"title":"हिन्दी सीखना"}"#),
        ("korean", #"{"title":"한국어 공부"}"#),
        ("turkish", #"{"title":"İstanbul ıssız"}"#),
        ("ligature", #"{"title":"ﬁnance"}"#),
        ("letters", #"{"title":"Ⓐnarchy Ⅷ"}"#),
        ("twice", #"{"title":"again again","notes":"again"}"#),
    ]

    private static let queries: [(text: String, found: [String])] = [
        ("cafe", ["cafe", "decomposed"]), ("CAFÉ", ["cafe", "decomposed"]), ("cafe\u{301}", ["cafe", "decomposed"]),
        ("caf", ["cafe", "decomposed"]),
        ("creme", ["cafe"]), ("afe", []), ("cafe noir", ["decomposed"]), ("noir cafe", ["decomposed"]), ("cafe run", []),
        ("EVEN", ["cafe"]),
        ("strasse", ["street"]), ("Straße", ["street"]), ("STRASSE", ["street"]), ("stra", ["street"]), ("feg str", ["street"]),
        ("run", ["run"]), ("rú", ["run"]), ("un", []), ("50", ["run"]), ("km 500", ["run"]), ("health", ["run"]), ("HEAL", ["run"]),
        ("bike", ["run"]), ("road-bike", ["run"]), ("park!", ["run"]), ("  park  ", ["run"]), ("slowly,in", ["run"]),
        ("東京", ["tower"]), ("京", ["tower"]), ("タ", ["tower"]), ("大阪", []), ("東大", []),
        ("привет", ["russian"]), ("МИР", ["russian"]), ("ми", ["russian"]), ("angstrom", ["nordic"]), ("NAIVE", ["nordic"]),
        ("øre", ["nordic"]),
        ("ore", ["nordic"]), ("party", ["party"]), ("now", ["party"]), ("🎉 party", ["party"]), ("🎉", []), ("!!!", []), ("%", []), ("'", []),
        ("\"", []),
        ("*", []), (long, ["long"]), (String(long.prefix(64)), ["long"]), ("donaudampf", ["long"]), ("end", ["long"]), ("dampf", []),
        ("y", ["code"]), ("3.14", ["code"]), ("14", ["code"]), ("x y z", ["code"]), ("100", ["code"]), ("quoted'", ["code"]),
        ("\\back", ["code"]),
        ("a'b", []), ("NOT run", []), ("run OR party", []), ("run AND health", []), ("run*", ["run"]), ("\"run\"", ["run"]),
        ("run:*", ["run"]),
        ("run & health", ["run"]), ("(run", ["run"]), ("-run", ["run"]), ("words:run", []),
        ("οδος", ["greek"]), ("ΟΔ", ["greek"]), ("हिन्दी", ["hindi"]), ("सीख", ["hindi"]), ("दी", []), ("한국", ["korean"]), ("국", []),
        ("istanbul", ["turkish"]), ("İST", ["turkish"]), ("finance", ["ligature"]), ("ﬁn", ["ligature"]), ("again again again", ["twice"]),
        ("ⓐ", ["letters"]), ("ⅷ", ["letters"]), ("narchy", []),
    ]

    @Test(arguments: DatabaseKind.allCases) func bothDatabasesFindTheSame(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            _ = try await server.strangersGoal()
            var names: [String: String] = [:]
            for (name, json) in Self.goals { names[try await server.goal(json).id] = name }
            for (text, found) in Self.queries {
                let items = try await server.items("/api/v1/goals?fields=id&q=\(encoded(text))")
                #expect(Set(items.map { names[$0.id] ?? "another's" }) == Set(found), "\(text)")
            }
            // Others' are not found.
            for text in ["secret", "hidden"] { #expect(try await server.titles("q=\(text)").isEmpty) }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theIndexFollowsEveryChange(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"Swim","notes":"in lakes","tags":["summer"]}"#)
            let other = try await server.goal(#"{"title":"Swim far"}"#)
            let found = { (text: String) async throws -> Int in try await server.items("/api/v1/goals?q=\(text)").count }
            #expect(try await found("swim") == 2)
            _ = try await server.patch(goal, #"{"title":"Dive"}"#)
            #expect(try await found("swim") == 1)
            #expect(try await found("dive") == 1)
            #expect(try await found("lakes") == 1)
            _ = try await server.patch(goal, #"{"notes":"","tags":["winter"]}"#)
            for (text, count) in [("lakes", 0), ("summer", 0), ("winter", 1), ("dive", 1)] {
                #expect(try await found(text) == count, "\(text)")
            }
            // What does not concern the text leaves it findable, and so does coming back from the trash.
            _ = try await server.patch(goal, #"{"priority":3}"#)
            #expect(try await found("dive") == 1)
            _ = try await server.client.delete(goal.path)
            #expect(try await found("dive") == 0)
            _ = try await server.client.send("POST", goal.path + "/restore")
            #expect(try await found("dive") == 1)
            for path in [goal.path, other.path] { _ = try await server.client.delete(path) }
            _ = try await server.client.delete("/api/v1/trash")
            for text in ["dive", "swim", "winter"] { #expect(try await found(text) == 0) }
            let again = try await server.goal(#"{"title":"Dive"}"#)
            #expect(try await server.items("/api/v1/goals?q=dive").map(\.id) == [again.id])
            guard kind == .sqlite else { return }
            // Fails when the index does not fit the table.
            _ = try await server.database.run(.write("INSERT INTO goals_search (goals_search, rank) VALUES ('integrity-check', 1)"))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func searchIsPagedInEveryOrder(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            for number in 1...7 {
                _ = try await server.goal(#"{"title":"Goal \#(number)","notes":"\#(number % 2 == 0 ? "even" : "odd")"}"#)
            }
            for limit in 1...3 {
                #expect(try await server.titles("q=odd&sort=title", limit: limit) == ["Goal 1", "Goal 3", "Goal 5", "Goal 7"])
                #expect(try await server.titles("q=odd&sort=-title", limit: limit) == ["Goal 7", "Goal 5", "Goal 3", "Goal 1"])
                #expect(try await server.titles("q=goal+ev&sort=created", limit: limit) == ["Goal 2", "Goal 4", "Goal 6"])
                #expect(try await server.titles("q=even&sort=attention", limit: limit).count == 3)
            }
        }
    }
}

/// A text as a part of a query.
private func encoded(_ text: String) -> String {
    text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
