import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// What begins with a scalar that Swift joins to the character before it: a combining mark, a skin tone.
@Suite struct CombiningTests {
    @Test(arguments: DatabaseKind.allCases) func tagsStayApart(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let tags = try JSONValue(#"["work","\#u{1F3FB}light","\#u{301}accent"]"#)
            let goal = try await server.goal(#"{"title":"Tagged","tags":["work","\#u{1F3FB}light","\#u{301}accent"]}"#)
            #expect(goal["tags"] == tags)
            #expect(try await server.read(goal.path)["tags"] == tags)
            #expect(try await server.titles("tag=work") == ["Tagged"])
            #expect(try await server.titles("tag=%F0%9F%8F%BBlight") == ["Tagged"])
            #expect(try await server.titles("tag=work,%F0%9F%8F%BBlight") == ["Tagged"])
            #expect(try await server.items("/api/v1/tags").count == 3)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func titlesArePagedThrough(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            for title in ["\u{301}a", "\u{301}b", "c"] { _ = try await server.goal(#"{"title":"\#(title)"}"#) }
            let titles = try await server.titles("sort=title")
            #expect(titles.count == 3)
            #expect(try await server.titles("sort=title", limit: 1) == titles)
            #expect(try await server.titles("sort=-title", limit: 1) == titles.reversed())
        }
    }
}
