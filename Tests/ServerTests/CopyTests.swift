import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Copies with dates moved, and the archive.
@Suite struct CopyTests {
    private static let members = ["title", "notes", "measure", "priority", "weight", "tags", "cadenceDays"]

    @Test(arguments: DatabaseKind.allCases) func aCopyIsTheSameSubtreeFromAnotherStart(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let above = try await server.goal(#"{"title":"Above"}"#)
            let top = try await server.goal(
                #"{"title":"2026","notes":"*plan*","parent":"\#(above.id)","measure":{"type":"rollup"},"start":"2026-01-01","#
                    + #""due":"2026-12-31","priority":2,"weight":2.5,"tags":["Work"],"cadenceDays":30,"state":"done"}"#)
            let measure = #"{"type":"habit","times":2,"weekdays":[1,5],"unit":"h"}"#
            let child = try await server.goal(
                #"{"title":"Q1","parent":"\#(top.id)","measure":\#(measure),"start":"2026-01-15","due":"2026-03-31"}"#)
            let last = try await server.goal(#"{"title":"Leaf","parent":"\#(child.id)","start":"2025-12-31"}"#)
            let trashed = try await server.goal(#"{"title":"Trashed","parent":"\#(top.id)"}"#)
            _ = try await server.client.delete(trashed.path)
            _ = try await server.checkIn(last, "{}")

            let answer = try await server.client.post(top.path + "/copy", #"{"start":"2027-01-01","title":"2027"}"#)
            #expect(answer.status == 201)
            let copy = try answer.json
            #expect(answer.fields["location"] == copy.path)
            #expect(copy["title"] == .string("2027") && copy["state"] == .string("active") && copy["version"].number == 1)
            #expect(copy["parent"] == above["id"])
            #expect(copy["start"] == .string("2027-01-01") && copy["due"] == .string("2027-12-31"))
            for name in Self.members.dropFirst() { #expect(copy[name] == top[name], "\(name)") }

            let below = try await server.items("/api/v1/goals?parent=\(copy.id)")
            #expect(below.count == 1)
            for name in Self.members { #expect(below[0][name] == child[name], "\(name)") }
            #expect(below[0]["start"] == .string("2027-01-15") && below[0]["due"] == .string("2027-03-31"))
            let lowest = try await server.items("/api/v1/goals?parent=\(below[0].id)")
            #expect(lowest.map { $0["start"] } == [.string("2026-12-31")])
            #expect(lowest[0]["due"] == .null && lowest[0]["progress"]["lastCheckIn"] == .null)
            // The originals are as they were, and each copy is in the history.
            #expect(try await server.read(child.path)["version"].number == 1)
            for goal in [copy, below[0], lowest[0]] {
                #expect(try await server.history(goal).map { $0["action"] } == [.string("created")])
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func withoutMoreACopyStartsToday(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","start":"2026-06-05","due":"2026-06-10"}"#)
            let copy = try await server.client.post(goal.path + "/copy", #"{"start":null,"title":null}"#).json
            #expect(copy["title"] == .string("a"))
            #expect(copy["start"] == .string("2026-06-15") && copy["due"] == .string("2026-06-20"))
            // It stands where what is new stands.
            #expect(try await server.items("/api/v1/goals")[0]["id"] == copy["id"])
        }
    }

    @Test func aCopyThatCannotBeIsRefused() async throws {
        try await withServer(.sqlite, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","start":"2026-01-01","due":"2100-01-01"}"#)
            let before = try await server.rowCounts()
            for (json, fields) in [
                (#"{"start":"soon"}"#, ["start"]), (#"{"title":""}"#, ["title"]), (#"{"title":7}"#, ["title"]),
                (#"{"start":"2200-12-31"}"#, ["due"]), (#"{"start":"1800-01-01"}"#, ["start"]),
            ] {
                let answer = try await server.client.post(goal.path + "/copy", json)
                #expect(answer.status == 422, "\(json)")
                #expect(try Set(answer.invalidFields).isSuperset(of: fields), "\(json)")
            }
            #expect(try await server.rowCounts() == before)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsArchivedIsListedOnlyWhenAskedFor(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"old","tags":["t"]}"#)
            _ = try await server.goal(#"{"title":"new","tags":["t"]}"#)
            let archived = try await server.patch(goal, #"{"archived":true}"#)
            let moment = archived["archivedAt"]
            #expect(moment.string?.hasPrefix("2026-06-15T12:00:0") == true)
            // Archived already: since when stays.
            #expect(try await server.patch(goal, #"{"archived":true}"#)["archivedAt"] == moment)
            for query in ["", "q=&", "tag=t&", "sort=attention&"] {
                #expect(try await server.titles("\(query)archived=false") == ["new"], "\(query)")
                #expect(try await server.titles("\(query)archived=true") == ["old"], "\(query)")
                #expect(try await Set(server.titles("\(query)archived=any")) == ["new", "old"], "\(query)")
            }
            #expect(try await server.checkIn(goal, "{}")["value"].number == 1)
            #expect(try await server.patch(goal, #"{"archived":false}"#)["archivedAt"] == .null)
            #expect(try await server.titles().count == 2)
            #expect(try await server.client.patch(goal.path, #"{"archived":"yes"}"#).invalidFields == ["archived"])
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"a","archived":true}"#).invalidFields == ["archived"])
        }
    }
}
