import GoalsCore
import HTTPKit
import Synchronization
import TestSupport
import Testing

@testable import GoalsServer

/// Two people, on two servers where the database allows it, who change the same few goals at the same time.
@Suite struct ConcurrencyTests {
    @Test(arguments: DatabaseKind.allCases) func nothingIsLostWhenPeopleChangeTheSameGoals(_ kind: DatabaseKind) async throws {
        try await withServers(kind, kind == .postgres ? 2 : 1) { (servers) async throws in
            let clients = [servers[0].client, servers[servers.count - 1].client]
            let server = servers[0]
            var goals: [JSONValue] = []
            for number in 0..<5 {
                let measure = #"{"type":"number","target":1000,"aggregate":"sum"}"#
                goals.append(try await server.goal(#"{"title":"\#(number)","measure":\#(measure)}"#))
            }
            let people = goals.indices.prefix(4).map { Person(clients[$0 % 2], goals, seed: UInt64($0)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for person in people { group.addTask { for _ in 0..<50 { try await person.act() } } }
                try await group.waitForAll()
            }
            let deeds = people.map(\.deeds)
            #expect(deeds.allSatisfy { $0.unexpected.isEmpty }, "\(deeds.flatMap(\.unexpected))")

            for goal in goals {
                let present = try await server.read(goal.path)
                // Every check-in that was accepted counts.
                let checkIns = deeds.flatMap(\.checkIns).filter { $0.goal == goal.id }
                #expect((present["progress"]["current"].number ?? 0) == checkIns.reduce(0) { $0 + $1.value })
                #expect(try await Set(server.items(goal.path + "/checkins").map(\.id)) == Set(checkIns.map(\.id)))

                // Each version has its line, and each begins where the one before it has ended.
                let lines = try await server.history(goal).filter { ["created", "updated"].contains($0["action"].string) }.reversed()
                #expect(present["version"].number == Double(lines.count))
                var state: [String: JSONValue] = [:]
                for line in lines {
                    if case .object(let before) = line["before"] {
                        for name in before.names { #expect(state[name] == before[name], "\(name)") }
                    }
                    if case .object(let after) = line["after"] { for name in after.names { state[name] = after[name] } }
                }
                for name in ["title", "notes", "priority", "parent", "position", "tags"] {
                    #expect(present[name] == state[name], "\(name)")
                }

                // Every edit that was accepted is among them, and no version was the ground of two that asked for it.
                let edits = deeds.flatMap(\.edits).filter { $0.goal == goal.id }
                let titles = lines.compactMap { $0["after"]["title"].string }, notes = lines.compactMap { $0["after"]["notes"].string }
                for edit in edits { #expect((edit.field == "title" ? titles : notes).contains(edit.text)) }
                let grounds = edits.compactMap(\.ground)
                #expect(Set(grounds).count == grounds.count)

                // Upwards one comes to an end.
                var above = present["parent"].string
                var steps = 0
                while let parent = above, steps < 10 {
                    above = try await server.read("/api/v1/goals/\(parent)")["parent"].string
                    steps += 1
                }
                #expect(steps < goals.count)
            }
            #expect(Set(try await server.items("/api/v1/goals").map(\.id)) == Set(goals.map(\.id)))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func ofTwoChangesToOneVersionExactlyOneIsMade(_ kind: DatabaseKind) async throws {
        try await withServers(kind, kind == .postgres ? 2 : 1) { (servers) async throws in
            let (one, second) = (servers[0].client, servers[servers.count - 1].client)
            let goal = try await servers[0].goal()
            let checkIn = try await servers[0].checkIn(goal, "{}")
            for version in 1...12 {
                let condition = ["If-Match": "\"\(version)\""]
                async let first = one.patch(goal.path, #"{"title":"one \#(version)"}"#, condition).status
                async let other = second.patch(goal.path, #"{"notes":"two \#(version)"}"#, condition).status
                #expect(try await [first, other].sorted() == [200, 412])
                let path = "\(goal.path)/checkins/\(checkIn.id)"
                async let third = one.patch(path, #"{"value":0}"#, condition).status
                async let fourth = second.patch(path, #"{"note":"\#(version)"}"#, condition).status
                #expect(try await [third, fourth].sorted() == [200, 412])
            }
            // A change that comes first keeps the other from throwing it away unseen, and the other way round.
            for _ in 0..<8 {
                let other = try await servers[0].checkIn(goal, "{}")
                let path = "\(goal.path)/checkins/\(other.id)"
                async let changed = one.patch(path, #"{"note":"kept"}"#, ["If-Match": "\"1\""]).status
                async let deleted = second.delete(path, ["If-Match": "\"1\""]).status
                let statuses = try await [changed, deleted]
                #expect([[200, 412], [404, 204]].contains(statuses), "\(statuses)")
                #expect(try await one.get(path).status == (statuses[0] == 200 ? 200 : 404))
            }
            // And so it is with a goal and what is below it.
            for _ in 0..<8 {
                let parent = try await servers[0].goal()
                let child = try await servers[0].goal(#"{"title":"Child","parent":"\#(parent.id)"}"#)
                async let changed = one.patch(parent.path, #"{"title":"kept"}"#, ["If-Match": "\"1\""]).status
                async let deleted = second.delete(parent.path, ["If-Match": "\"1\""]).status
                let statuses = try await [changed, deleted]
                #expect([[200, 412], [409, 204], [412, 204]].contains(statuses), "\(statuses)")
                for goal in [parent, child] {
                    #expect((try await servers[0].read(goal.path)["deletedAt"] == .null) == (statuses[0] == 200))
                }
                #expect(try await servers[0].history(parent).count == 2)
            }
            // Of two who throw it away, one does.
            async let first = one.delete("\(goal.path)/checkins/\(checkIn.id)").status
            async let other = second.delete("\(goal.path)/checkins/\(checkIn.id)").status
            #expect(try await [first, other].sorted() == [204, 404])
            let deletions = try await servers[0].history(goal).filter {
                $0["action"] == .string("check-in-deleted") && $0["subject"] == checkIn["id"]
            }
            #expect(deletions.count == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func twoMovesNeverMakeACircle(_ kind: DatabaseKind) async throws {
        try await withServers(kind, kind == .postgres ? 2 : 1) { (servers) async throws in
            let (one, other) = (servers[0].client, servers[servers.count - 1].client)
            for _ in 0..<8 {
                let (a, b) = (try await servers[0].goal(), try await servers[0].goal())
                async let first = one.patch(a.path, #"{"parent":"\#(b.id)"}"#).status
                async let second = other.patch(b.path, #"{"parent":"\#(a.id)"}"#).status
                #expect(try await [first, second].sorted() == [200, 422])
            }
        }
    }
}

/// One who does this and that, and remembers what was accepted.
private final class Person: Sendable {
    struct Deeds {
        var checkIns: [(goal: String, id: String, value: Double)] = []
        /// With the version that the edit asked for, if it did.
        var edits: [(goal: String, field: String, text: String, ground: Int?)] = []
        var unexpected: [String] = []
    }

    private struct State {
        var generator: SeededGenerator
        var deeds = Deeds()
        var step = 0
    }

    private let client: Client
    private let goals: [JSONValue]
    private let seed: UInt64
    private let state: Mutex<State>

    init(_ client: Client, _ goals: [JSONValue], seed: UInt64) {
        (self.client, self.goals, self.seed) = (client, goals, seed)
        state = Mutex(State(generator: SeededGenerator(state: seed)))
    }

    var deeds: Deeds { state.withLock { $0.deeds } }

    func act() async throws {
        let (choice, goal, other, text) = state.withLock { state in
            state.step += 1
            return (
                Int.random(in: 0..<10, using: &state.generator), goals.randomElement(using: &state.generator)!,
                goals.randomElement(using: &state.generator)!, "\(seed)-\(state.step)"
            )
        }
        switch choice {
        case 0: try await expect([200], client.post(goal.path + "/move", choiceOfEnd))
        case 1: try await expect(goal == other ? [422] : [200], client.post(goal.path + "/move", #"{"before":"\#(other.id)"}"#))
        case 2: try await expect(goal == other ? [422] : [200], client.post(goal.path + "/move", #"{"after":"\#(other.id)"}"#))
        case 3: try await expect([200, 422], client.patch(goal.path, #"{"parent":"\#(other.id)"}"#))
        case 4: try await expect([200], client.patch(goal.path, #"{"parent":null}"#))
        case 5: try await edit(goal, "title", text, ground: nil)
        case 6: try await edit(goal, "notes", text, ground: nil)
        case 7:
            let version = try await client.get(goal.path).json["version"].number.map { Int($0) }
            try await edit(goal, seed % 2 == 0 ? "title" : "notes", text, ground: version)
        case 8: try await forgetCheckIn()
        default: try await checkIn(goal)
        }
    }

    private var choiceOfEnd: String { state.withLock { $0.step % 2 == 0 ? #"{"to":"first"}"# : #"{"to":"last"}"# } }

    private func edit(_ goal: JSONValue, _ field: String, _ text: String, ground: Int?) async throws {
        let condition = ground.map { ["If-Match": "\"\($0)\""] } ?? [:]
        let answer = try await client.patch(goal.path, #"{"\#(field)":"\#(text)"}"#, condition)
        try await expect(ground == nil ? [200] : [200, 412], answer)
        if answer.status == 200 { state.withLock { $0.deeds.edits.append((goal.id, field, text, ground)) } }
        if let ground, answer.status == 200, try answer.json["version"].number != Double(ground + 1) { note("a version was skipped") }
    }

    private func checkIn(_ goal: JSONValue) async throws {
        let value = state.withLock { Double($0.step) }
        let answer = try await client.post(goal.path + "/checkins", #"{"value":\#(value)}"#)
        try await expect([201], answer)
        let id = try answer.json.id
        state.withLock { $0.deeds.checkIns.append((goal.id, id, value)) }
    }

    private func forgetCheckIn() async throws {
        guard let checkIn = state.withLock({ $0.deeds.checkIns.popLast() }) else { return }
        try await expect([204], client.delete("/api/v1/goals/\(checkIn.goal)/checkins/\(checkIn.id)"))
    }

    private func expect(_ statuses: [Int], _ answer: Client.Answer) async throws {
        if !statuses.contains(answer.status) { note("\(answer.status) instead of \(statuses): \(answer.text)") }
    }

    private func note(_ text: String) { state.withLock { $0.deeds.unexpected.append(text) } }
}
