import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// The order that people arrange by hand.
@Suite struct MoveTests {
    /// Goals `a`, `b`, … that stand in this order.
    private func goals(_ server: TestServer, _ count: Int) async throws -> [JSONValue] {
        var goals: [JSONValue] = []
        for index in (0..<count).reversed() {
            goals.insert(try await server.goal(#"{"title":"\#(Character(Unicode.Scalar(UInt8(97 + index))))"}"#), at: 0)
        }
        return goals
    }

    private func move(_ server: TestServer, _ goal: JSONValue, _ json: String) async throws {
        let answer = try await server.client.post(goal.path + "/move", json)
        guard answer.status == 200 else { throw UnexpectedAnswer(answer) }
        #expect(try answer.json == (try await server.read(goal.path)))
    }

    @Test(arguments: DatabaseKind.allCases) func aGoalIsMovedNextToAnotherOrToAnEnd(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goals = try await goals(server, 5)
            let order = { () async throws -> String in try await server.titles().joined() }
            #expect(try await order() == "abcde")
            try await move(server, goals[4], #"{"before":"\#(goals[1].id)"}"#)
            #expect(try await order() == "aebcd")
            try await move(server, goals[0], #"{"after":"\#(goals[2].id)"}"#)
            #expect(try await order() == "ebcad")
            try await move(server, goals[2], #"{"to":"first"}"#)
            #expect(try await order() == "cebad")
            try await move(server, goals[4], #"{"to":"last"}"#)
            #expect(try await order() == "cbade")
            // To where it is already.
            try await move(server, goals[2], #"{"to":"first"}"#)
            try await move(server, goals[1], #"{"after":"\#(goals[2].id)"}"#)
            try await move(server, goals[1], #"{"before":"\#(goals[0].id)"}"#)
            #expect(try await order() == "cbade")
            #expect(try await server.titles("", limit: 2).joined() == "cbade")
            #expect(try await server.titles("sort=-position").joined() == "edabc")
            // What is new stands first all the same, and what is put before it before that.
            let new = try await server.goal(#"{"title":"n"}"#)
            #expect(try await order() == "ncbade")
            try await move(server, goals[3], #"{"before":"\#(new.id)"}"#)
            _ = try await server.goal(#"{"title":"o"}"#)
            #expect(try await order() == "odncbae")
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aMoveMayNameTheParent(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goals = try await goals(server, 4)
            try await move(server, goals[2], #"{"to":"first","parent":"\#(goals[0].id)"}"#)
            try await move(server, goals[3], #"{"before":"\#(goals[2].id)","parent":"\#(goals[0].id)"}"#)
            #expect(try await server.titles("parent=\(goals[0].id)").joined() == "dc")
            // Without one it stays below the one that it has.
            try await move(server, goals[3], #"{"after":"\#(goals[2].id)"}"#)
            #expect(try await server.titles("parent=\(goals[0].id)").joined() == "cd")
            try await move(server, goals[3], #"{"after":"\#(goals[0].id)","parent":null}"#)
            #expect(try await server.titles("parent=none").joined() == "adb")
            #expect(
                try await server.client.post(goals[0].path + "/move", #"{"to":"last","parent":"\#(goals[2].id)"}"#).invalidFields == [
                    "parent"
                ])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aPlaceThatIsNoneIsRefused(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goals = try await goals(server, 2)
            let stranger = try await server.strangersGoal()
            for (json, field) in [
                ("{}", "to"), (#"{"to":"middle"}"#, "to"), (#"{"to":"first","before":"\#(goals[1].id)"}"#, "to"), (#"{"to":null}"#, "to"),
                (#"{"before":"x"}"#, "before"), (#"{"before":"\#(goals[0].id)"}"#, "before"), (#"{"after":"\#(goals[0].id)"}"#, "after"),
                (#"{"after":"\#(stranger.goal)"}"#, "after"), (#"{"before":"01936a5e-3f2b-7c4d-8e5f-0123456789ab"}"#, "before"),
                (#"{"to":"last","parent":7}"#, "parent"),
            ] {
                let answer = try await server.client.post(goals[0].path + "/move", json)
                #expect(answer.status == 422, "\(json)")
                #expect(try answer.invalidFields == [field], "\(json)")
            }
            #expect(try await server.read(goals[0].path) == goals[0])
            _ = try await server.client.delete(goals[0].path)
            #expect(try await server.client.post(goals[0].path + "/move", #"{"to":"last"}"#).status == 409)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func threeHundredMovesIntoOneGapStillSort(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goals = try await goals(server, 4)
            // Each goes between `a` and what was put there before, by turns.
            var order = ["a", "b", "c", "d"]
            for step in 0..<300 {
                let moved = goals[1 + step % 3]
                try await move(server, moved, #"{"after":"\#(goals[0].id)"}"#)
                let title = moved["title"].string!
                order.removeAll { $0 == title }
                order.insert(title, at: 1)
                if step % 50 == 49 { #expect(try await server.titles() == order) }
            }
            let positions = try await server.items("/api/v1/goals").compactMap { $0["position"].string }
            #expect(Set(positions).count == 4)
            #expect(positions.allSatisfy { $0.utf8.count < 400 && $0.utf8.last != UInt8(ascii: "0") })
        }
    }
}
