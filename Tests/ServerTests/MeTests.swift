import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// When one's days and weeks begin.
@Suite struct MeTests {
    @Test(arguments: DatabaseKind.allCases) func oneSaysWhenDaysAndWeeksBegin(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let first = try await server.client.get("/api/v1/me")
            #expect(try first.json["dayStartHour"].number == 0 && first.json["weekStart"].number == 1 && first.json["version"].number == 1)
            let etag = first.fields["etag"]!
            #expect(try await server.client.get("/api/v1/me", ["If-None-Match": etag]).status == 304)
            let changed = try await server.client.patch(
                "/api/v1/me", #"{"timeZone":"Pacific/Auckland","dayStartHour":4,"weekStart":7}"#, ["If-Match": etag])
            #expect(changed.status == 200)
            let me = try changed.json
            #expect(me["timeZone"] == .string("Pacific/Auckland") && me["dayStartHour"].number == 4 && me["weekStart"].number == 7)
            #expect(me["version"].number == 2)
            // Noon in UTC is midnight there, and the day begins four hours later.
            #expect(me["today"] == .string("2026-06-15"))
            #expect(try await server.client.get("/api/v1/me").body == changed.body)
            #expect(try await server.client.get("/api/v1/me", ["If-None-Match": etag]).status == 200)
            #expect(try await server.client.patch("/api/v1/me", #"{"weekStart":1}"#, ["If-Match": etag]).status == 412)
            #expect(try await server.client.patch("/api/v1/me", #"{"dayStartHour":0}"#).json["today"] == .string("2026-06-16"))
            // The same again changes nothing.
            #expect(try await server.client.patch("/api/v1/me", #"{"dayStartHour":0}"#).json["version"].number == 3)
        }
    }

    @Test func whatCannotBeIsRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            for (json, field) in [
                (#"{"timeZone":"Mars/Phobos"}"#, "timeZone"), (#"{"timeZone":"../../etc/passwd"}"#, "timeZone"),
                (#"{"timeZone":5}"#, "timeZone"),
                (#"{"timeZone":""}"#, "timeZone"), (#"{"dayStartHour":24}"#, "dayStartHour"), (#"{"dayStartHour":-1}"#, "dayStartHour"),
                (#"{"dayStartHour":4.5}"#, "dayStartHour"), (#"{"weekStart":0}"#, "weekStart"), (#"{"weekStart":8}"#, "weekStart"),
                (#"{"weekStart":"monday"}"#, "weekStart"), (#"{"colour":"x"}"#, "colour"), (#"{"name":" "}"#, "name"),
                (#"{"name":"a\nb"}"#, "name"),
            ] {
                let answer = try await server.client.patch("/api/v1/me", json)
                #expect(answer.status == 422, "\(json)")
                #expect(try answer.invalidFields == [field], "\(json)")
            }
            #expect(try await server.read("/api/v1/me")["version"].number == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func nightOwlsCheckInForTheDayBefore(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: FixedClock(Instant("2026-06-15T02:00:00Z")!)) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"habit"},"start":"2026-06-01"}"#)
            #expect(try await server.checkIn(goal, "{}")["day"] == .string("2026-06-15"))
            _ = try await server.client.patch("/api/v1/me", #"{"dayStartHour":4}"#)
            #expect(try await server.read("/api/v1/me")["today"] == .string("2026-06-14"))
            #expect(try await server.checkIn(goal, "{}")["day"] == .string("2026-06-14"))
            // What was entered for the 15th is tomorrow's now.
            #expect(try await server.progress(goal)["period"]["first"] == .string("2026-06-14"))
            let made = try await server.goal()
            #expect(made["start"] == .string("2026-06-14"))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theWeekOfAHabitBeginsWhenOnesOwnDoes(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"habit","times":2,"period":"week"},"start":"2026-06-01"}"#)
            for day in ["2026-06-14", "2026-06-15"] { _ = try await server.checkIn(goal, #"{"day":"\#(day)"}"#) }
            // Sunday and Monday: two weeks from Monday on, one from Sunday on.
            #expect(try await server.progress(goal)["current"].number == 1)
            #expect(try await server.progress(goal)["period"]["first"] == .string("2026-06-15"))
            let etag = try await server.client.get(goal.path).fields["etag"]!
            _ = try await server.client.patch("/api/v1/me", #"{"weekStart":7}"#)
            let progress = try await server.progress(goal)
            #expect(progress["current"].number == 2 && progress["period"]["first"] == .string("2026-06-14"))
            #expect(progress["period"]["outcome"] == .string("met") && progress["streak"].number == 1)
            #expect(try await server.client.get(goal.path, ["If-None-Match": etag]).status == 200)
        }
    }

    @Test func changesOfOneServerAreSeenByTheOther() async throws {
        try await withServers(.postgres, 2) { (servers) async throws in
            #expect(try await servers[0].read("/api/v1/me")["weekStart"].number == 1)
            _ = try await servers[1].client.patch("/api/v1/me", #"{"weekStart":6}"#)
            #expect(try await eventually { try await servers[0].read("/api/v1/me")["weekStart"].number == 6 })
        }
    }
}
