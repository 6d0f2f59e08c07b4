import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

private let weight =
    #"{"title":"Weight","measure":{"type":"number","unit":"kg","baseline":82,"target":75},"start":"2026-01-01","due":"2026-12-31"}"#

@Suite struct CheckInsAPITests {
    @Test(arguments: DatabaseKind.allCases) func aCheckInIsMadeReadChangedAndForgotten(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(weight)
            let goalPath = "/api/v1/goals/\(goal["id"].string!)"
            let created = try await server.client.post(goalPath + "/checkins", #"{"value":78.125,"note":"after lunch"}"#)
            #expect(created.status == 201)
            let checkIn = try created.json
            let path = "\(goalPath)/checkins/\(checkIn["id"].string!)"
            #expect(created.fields["location"] == path)
            #expect(checkIn["day"] == .string("2026-06-15"))
            #expect(checkIn["value"] == .number("78.125"))
            #expect(try await server.client.get(path).body == created.body)

            let changed = try await server.client.patch(path, #"{"day":"2026-06-01","value":77}"#, ["If-Match": created.fields["etag"]!])
            #expect(changed.status == 200)
            #expect(try changed.json["note"] == .string("after lunch"))
            #expect(try changed.json["version"].number == 2)
            #expect(try await server.client.patch(path, #"{"value":76}"#, ["If-Match": created.fields["etag"]!]).status == 412)
            #expect(try await server.client.get(goalPath).json["progress"]["current"].number == 77)
            #expect(try await server.client.get(goalPath).json["progress"]["lastCheckIn"] == .string("2026-06-01"))

            #expect(try await server.client.delete(path, ["If-Match": "\"1\""]).status == 412)
            #expect(try await server.client.delete(path).status == 204)
            #expect(try await server.client.get(path).status == 404)
            #expect(try await server.client.get(goalPath).json["progress"]["current"] == .null)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theLatestDayCountsWhateverTheOrderOfEntry(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(weight)
            for (day, value) in [("2026-06-10", 79), ("2026-06-01", 81), ("2026-06-05", 80)] {
                _ = try await server.checkIn(goal, #"{"day":"\#(day)","value":\#(value)}"#)
            }
            #expect(try await server.client.get("/api/v1/goals/\(goal["id"].string!)").json["progress"]["current"].number == 79)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func checkInsAreListedFromTheLatestDay(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(weight)
            for day in 1...7 { _ = try await server.checkIn(goal, #"{"day":"2026-06-0\#(day)","value":\#(90 - day)}"#) }
            var days: [String] = []
            var cursor = ""
            repeat {
                let page = try await server.client.get("/api/v1/goals/\(goal["id"].string!)/checkins?limit=3\(cursor)").json
                days += page["items"].array?.compactMap { $0["day"].string } ?? []
                cursor = page["nextCursor"].string.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(days == (1...7).reversed().map { "2026-06-0\($0)" })
            #expect(try await server.client.get("/api/v1/goals/\(goal["id"].string!)/checkins?cursor=zz").invalidFields == ["cursor"])
        }
    }

    @Test func aDoneGoalIsDoneByOneCheckInAndUndoneByItsEnd() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let goal = try await server.goal()
            let checkIn = try await server.checkIn(goal, "{}")
            #expect(checkIn["value"].number == 1)
            let path = "/api/v1/goals/\(goal["id"].string!)"
            #expect(try await server.client.get(path).json["progress"]["status"] == .string("achieved"))
            #expect(try await server.client.delete("\(path)/checkins/\(checkIn["id"].string!)").status == 204)
            #expect(try await server.client.get(path).json["progress"]["status"] == .string("no-deadline"))
        }
    }

    @Test(
        arguments: [
            (#"{}"#, ["value"]), (#"{"value":"5"}"#, ["value"]), (#"{"value":1e13}"#, ["value"]),
            (#"{"value":5,"day":"2026-06-17"}"#, ["day"]),
            (#"{"value":5,"day":"yesterday"}"#, ["day"]), (#"{"value":5,"when":"now"}"#, ["when"]),
        ] as [(String, [String])])
    func aFieldThatCannotBeAcceptedIsNamed(_ json: String, _ fields: [String]) async throws {
        try await withServer(.sqlite) { (server) async throws in
            let goal = try await server.goal(weight)
            let answer = try await server.client.post("/api/v1/goals/\(goal["id"].string!)/checkins", json)
            #expect(answer.status == 422)
            #expect(try answer.invalidFields == fields)
        }
    }
}
