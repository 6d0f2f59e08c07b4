import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct TrashTests {
    /// `top` with `a` and `b` below it, and `c` below `a`.
    private struct Tree {
        let top: JSONValue, a: JSONValue, b: JSONValue, c: JSONValue

        init(_ server: TestServer) async throws {
            top = try await server.goal(#"{"title":"top"}"#)
            a = try await server.goal(#"{"title":"a","parent":"\#(top.id)"}"#)
            b = try await server.goal(#"{"title":"b","parent":"\#(top.id)"}"#)
            c = try await server.goal(#"{"title":"c","parent":"\#(a.id)"}"#)
        }
    }

    private func trashed(_ server: TestServer) async throws -> [String] {
        try await server.items("/api/v1/trash").compactMap { $0["title"].string }
    }

    @Test(arguments: DatabaseKind.allCases) func aSubtreeGoesTogetherAndComesBackTogether(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let tree = try await Tree(server)
            #expect(try await server.client.delete(tree.b.path).status == 204)
            #expect(try await server.client.delete(tree.top.path).status == 204)
            #expect(try await server.titles("archived=any").isEmpty)
            // The latest first, and what went along only within it.
            #expect(try await trashed(server) == ["top", "b"])
            #expect(try await server.read(tree.c.path)["deletedAt"] != .null)
            #expect(try await server.client.patch(tree.c.path, #"{"title":"x"}"#).status == 409)

            #expect(try await server.client.send("POST", tree.top.path + "/restore").status == 200)
            #expect(try await Set(server.titles()) == ["top", "a", "c"])
            // What was there before stays.
            #expect(try await trashed(server) == ["b"])
            #expect(try await server.client.send("POST", tree.b.path + "/restore").status == 200)
            #expect(try await Set(server.titles()) == ["top", "a", "b", "c"])
            #expect(try await server.read(tree.b.path)["parent"] == tree.top["id"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aPartThatWentAlongComesBackAlone(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let tree = try await Tree(server)
            #expect(try await server.client.delete(tree.top.path).status == 204)
            #expect(try await server.client.send("POST", tree.a.path + "/restore").status == 200)
            // Its parent is not there: it stands at the top, and what is below it has come along.
            #expect(try await server.titles("parent=none") == ["a"])
            #expect(try await Set(server.titles()) == ["a", "c"])
            // It can be changed and copied like any other.
            #expect(try await server.client.patch(tree.a.path, #"{"title":"aa"}"#).status == 200)
            #expect(try await server.client.post(tree.a.path + "/copy", "{}").status == 201)
            #expect(try await server.client.send("POST", tree.top.path + "/restore").status == 200)
            #expect(try await server.read(tree.b.path)["deletedAt"] == .null)
            #expect(try await trashed(server).isEmpty)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theTrashIsEmptiedInPartAndWhole(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stranger = try await server.strangersGoal()
            let store = Store(server.database)
            let theirs = try await store.goal(stranger.goal, for: Viewer(user: stranger.user, today: Day("2026-06-15")!)).goal
            var gone = theirs
            (gone.deletedAt, gone.version) = (theirs.createdAt, theirs.version + 1)
            try await store.trash(gone, for: Viewer(user: stranger.user, today: Day("2026-06-15")!))

            let tree = try await Tree(server)
            let other = try await server.goal(#"{"title":"other"}"#)
            #expect(try await server.client.delete("/api/v1/trash/\(tree.top.id)").status == 404)
            for goal in [tree.top, other] { #expect(try await server.client.delete(goal.path).status == 204) }
            #expect(try await server.client.delete("/api/v1/trash/\(tree.top.id)", ["If-Match": "\"1\""]).status == 412)
            #expect(try await server.client.delete("/api/v1/trash/\(tree.top.id)", ["If-Match": "\"2\""]).status == 204)
            for goal in [tree.top, tree.a, tree.b, tree.c] { #expect(try await server.client.get(goal.path).status == 404) }
            #expect(try await trashed(server) == ["other"])
            #expect(try await server.client.delete("/api/v1/trash").status == 204)
            #expect(try await server.client.delete("/api/v1/trash").status == 204)
            #expect(try await trashed(server).isEmpty)
            #expect(try await server.client.get(other.path).status == 404)
            // What is in another's trash is theirs.
            let kept = try await store.goal(stranger.goal, for: Viewer(user: stranger.user, today: Day("2026-06-15")!))
            #expect(kept.goal.deletedAt != nil)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func goalsLeaveTheTrashAfterThirtyDays(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let tree = try await Tree(server)
            for goal in [tree.b, tree.top] { #expect(try await server.client.delete(goal.path).status == 204) }
            let kept = try await server.goal(#"{"title":"kept"}"#)
            let deleted = try await server.read(tree.b.path)["deletedAt"].string.flatMap { Instant($0) }
            let store = Store(server.database)
            #expect(Store.trashLifetime == 30 * 24 * 3_600 * 1_000_000)
            #expect(try await store.expireTrash(before: #require(deleted)) == 0)
            #expect(try await trashed(server) == ["top", "b"])
            #expect(try await store.expireTrash(before: Instant(microseconds: deleted!.microseconds + 1)) == 1)
            #expect(try await trashed(server) == ["top"])
            #expect(try await store.expireTrash(before: Instant("2026-06-16T00:00:00Z")!) == 3)
            #expect(try await trashed(server).isEmpty)
            #expect(try await server.client.get(tree.c.path).status == 404)
            #expect(try await server.read(kept.path)["deletedAt"] == .null)
        }
    }

    /// The goals that lines of the history are about, straight from the table.
    private func goalsWithLines(_ server: TestServer) async throws -> Set<String> {
        let rows = try await server.database.run(.read("SELECT DISTINCT goal_id FROM activities WHERE goal_id IS NOT NULL"))
        return Set(rows.map { "\(Goal.ID(bits: $0.uuid(0)))" })
    }

    @Test(arguments: DatabaseKind.allCases) func theHistoryGoesWithItsGoals(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stranger = try await server.strangersGoal()
            let always = try await server.goal()
            #expect(try await server.client.post("/api/v1/pauses", #"{"note":"everything"}"#).status == 201)
            let kept: Set = [always.id, "\(stranger.goal)"]
            let ways: [(Tree) async throws -> Bool] = [
                { tree in
                    let other = try await server.goal()
                    #expect(try await server.client.delete(other.path).status == 204)
                    let answer = try await server.client.delete("/api/v1/trash/\(tree.top.id)")
                    // What else is in the trash has its history still.
                    #expect(try await server.history(other).count == 2)
                    #expect(try await server.client.delete("/api/v1/trash/\(other.id)").status == 204)
                    return answer.status == 204
                },
                { _ in try await server.client.delete("/api/v1/trash").status == 204 },
                { _ in try await Store(server.database).expireTrash(before: Instant("2026-06-16T00:00:00Z")!) == 4 },
            ]
            for forget in ways {
                let tree = try await Tree(server)
                let waiting = try await server.goal()
                let gone = [tree.top, tree.a, tree.b, tree.c]
                for goal in gone {
                    _ = try await server.checkIn(goal, "{}")
                    #expect(try await server.client.post(goal.path + "/comments", #"{"body":"x"}"#).status == 201)
                }
                #expect(try await server.client.delete(tree.top.path).status == 204)
                #expect(try await goalsWithLines(server) == kept.union(gone.map(\.id)).union([waiting.id]))
                #expect(try await forget(tree))
                #expect(try await goalsWithLines(server) == kept.union([waiting.id]))
                #expect(try await server.client.delete(waiting.path).status == 204)
                #expect(try await server.client.delete("/api/v1/trash").status == 204)
                #expect(try await goalsWithLines(server) == kept)
            }
            // Nor does what is about no goal go.
            #expect(try await server.items("/api/v1/activity").map { $0["action"] } == [.string("pause-created"), .string("created")])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theTrashIsPaged(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            for number in 1...5 {
                let goal = try await server.goal(#"{"title":"\#(number)"}"#)
                _ = try await server.client.delete(goal.path)
            }
            let items = try await server.items("/api/v1/trash", limit: 2)
            #expect(items.compactMap { $0["title"].string } == ["5", "4", "3", "2", "1"])
            #expect(try await server.client.get("/api/v1/trash?cursor=x").invalidFields == ["cursor"])
            #expect(try await server.client.get("/api/v1/trash?limit=0").invalidFields == ["limit"])
        }
    }
}
