import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

/// Goals below goals.
@Suite struct StructureTests {
    @Test(arguments: DatabaseKind.allCases) func aGoalIsPutBelowAnotherAndBack(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let parent = try await server.goal(#"{"title":"Parent"}"#)
            let child = try await server.goal(#"{"title":"Child","parent":"\#(parent.id)"}"#)
            #expect(child["parent"] == parent["id"])
            #expect(try await server.titles("parent=\(parent.id)") == ["Child"])
            #expect(try await server.titles("parent=none") == ["Parent"])
            #expect(try await server.patch(child, #"{"parent":null}"#)["parent"] == .null)
            #expect(try await server.titles("parent=\(parent.id)").isEmpty)
            #expect(try await server.patch(child, #"{"parent":"\#(parent.id)"}"#)["parent"] == parent["id"])
            // The same again is no trouble.
            #expect(try await server.patch(child, #"{"parent":"\#(parent.id)"}"#)["parent"] == parent["id"])
            #expect(try await server.goal(#"{"title":"Top","parent":null}"#)["parent"] == .null)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aParentThatCannotBeIsRefused(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stranger = try await server.strangersGoal()
            let goal = try await server.goal(#"{"title":"Goal"}"#)
            let child = try await server.goal(#"{"title":"Child","parent":"\#(goal.id)"}"#)
            let grandchild = try await server.goal(#"{"title":"Grandchild","parent":"\#(child.id)"}"#)
            let trashed = try await server.goal(#"{"title":"Trashed"}"#)
            _ = try await server.client.delete(trashed.path)
            let elsewhere = try await Self.goalInAnotherSpace(server)

            for parent in [
                #""x""#, "5", "[]", #""01936a5e-3f2b-7c4d-8e5f-0123456789ab""#, #""\#(stranger.goal)""#, #""\#(trashed.id)""#,
                #""\#(elsewhere)""#,
            ] {
                let made = try await server.client.post("/api/v1/goals", #"{"title":"a","parent":\#(parent)}"#)
                #expect(made.status == 422, "\(parent)")
                #expect(try made.invalidFields == ["parent"])
                #expect(try await server.client.patch(goal.path, #"{"parent":\#(parent)}"#).invalidFields == ["parent"])
                let moved = try await server.client.post(goal.path + "/move", #"{"to":"last","parent":\#(parent)}"#)
                #expect(try moved.status == 422 && moved.invalidFields == ["parent"])
            }
            for parent in [goal, child, grandchild] {
                let answer = try await server.client.patch(goal.path, #"{"parent":"\#(parent.id)"}"#)
                #expect(try answer.status == 422 && answer.invalidFields == ["parent"])
            }
            #expect(try await server.read(goal.path) == goal)
        }
    }

    /// A goal of one's own in a second space.
    private static func goalInAnotherSpace(_ server: TestServer) async throws -> Goal.ID {
        let now = testClock.now()
        let space = Space.ID.make(at: now)
        let user = User.ID("00000000-0000-7000-8000-000000000001")!
        _ = try await server.database.run([
            .write("INSERT INTO spaces (id, name, created_at) VALUES ($1, 'Club', $2)", .uuid(space.bits), .instant(now.microseconds)),
            .write("INSERT INTO memberships (user_id, space_id, role) VALUES ($1, $2, 'owner')", .uuid(user.bits), .uuid(space.bits)),
        ])
        let today = Day("2026-06-15")!
        let goal = try CreateGoal(title: "Elsewhere").goal(
            id: .make(at: now), space: space, today: today, now: now, position: .newest(at: now))
        try await Store(server.database).insert(goal, for: Viewer(user: user, today: today))
        return goal.id
    }

    @Test(arguments: DatabaseKind.allCases) func goalsStandThirtyLevelsDeep(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            var goals = [try await server.goal(#"{"title":"0","measure":{"type":"rollup"}}"#)]
            for level in 1...30 {
                let measure = level == 30 ? "done" : "rollup"
                goals.append(
                    try await server.goal(#"{"title":"\#(level)","parent":"\#(goals[level - 1].id)","measure":{"type":"\#(measure)"}}"#))
            }
            #expect(try await server.progress(goals[0])["fraction"].number == 0)
            _ = try await server.checkIn(goals[30], "{}")
            for level in [0, 15, 29] {
                #expect(try await server.progress(goals[level])["status"] == .string("achieved"))
            }
            #expect(try await server.client.patch(goals[0].path, #"{"parent":"\#(goals[30].id)"}"#).invalidFields == ["parent"])
            // The lowest becomes the top, and then the circle would be the other way round.
            _ = try await server.patch(goals[30], #"{"parent":null}"#)
            _ = try await server.patch(goals[0], #"{"parent":"\#(goals[30].id)"}"#)
            #expect(try await server.client.patch(goals[30].path, #"{"parent":"\#(goals[29].id)"}"#).invalidFields == ["parent"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aRollupWeighsWhatIsBelowIt(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let top = try await server.goal(#"{"title":"Top","measure":{"type":"rollup"}}"#)
            #expect(top["progress"]["fraction"] == .null)
            let number = #""measure":{"type":"number","target":10}"#
            let one = try await server.goal(#"{"title":"One","weight":3,"parent":"\#(top.id)",\#(number)}"#)
            let middle = try await server.goal(#"{"title":"Middle","parent":"\#(top.id)","measure":{"type":"rollup"}}"#)
            let two = try await server.goal(#"{"title":"Two","parent":"\#(middle.id)",\#(number)}"#)
            _ = try await server.checkIn(one, #"{"value":5}"#)
            #expect(try await server.progress(top)["fraction"].number == 0.375)
            _ = try await server.checkIn(two, #"{"value":10}"#)
            // (3 · 0.5 + 1 · 1) / 4.
            #expect(try await server.progress(top)["fraction"].number == 0.625)
            #expect(try await server.progress(middle)["status"] == .string("achieved"))
            // The list says the same, even where it does not show what is below.
            for query in ["parent=none", "q=top", "sort=attention&parent=none"] {
                let items = try await server.items("/api/v1/goals?\(query)")
                #expect(items.map { $0["progress"]["fraction"].number } == [0.625], "\(query)")
            }
            // What is below a goal that counts itself does not count.
            let below = try await server.goal(#"{"title":"Below","parent":"\#(one.id)",\#(number)}"#)
            _ = try await server.checkIn(below, #"{"value":10}"#)
            #expect(try await server.progress(top)["fraction"].number == 0.625)
            // Dropped or in the trash: no longer there.
            _ = try await server.patch(middle, #"{"state":"dropped"}"#)
            #expect(try await server.progress(top)["fraction"].number == 0.5)
            _ = try await server.patch(middle, #"{"state":"active"}"#)
            _ = try await server.client.delete(middle.path)
            #expect(try await server.progress(top)["fraction"].number == 0.5)
            let restored = try await server.client.send("POST", middle.path + "/restore")
            #expect(try restored.json["progress"]["fraction"].number == 1)
            #expect(try await server.progress(top)["fraction"].number == 0.625)
        }
    }
}
