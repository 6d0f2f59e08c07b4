import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// What is too much is refused, by all servers together.
@Suite struct LimitTests {
    @Test(arguments: DatabaseKind.allCases) func passwordsCannotBeGuessedForLong(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, limits: .on, clock: SettableClock(testClock.instant)) { server in
            _ = try await server.signUp("Anna")
            var statuses: [Int] = []
            for _ in 0..<12 {
                let answer = try await server.client.post("/api/v1/session", #"{"email":"Anna@example.org","password":"wrong"}"#)
                statuses.append(answer.status)
                if answer.status == 429 { #expect(Int(answer.fields["retry-after"] ?? "") ?? 0 > 0) }
            }
            #expect(statuses == Array(repeating: 401, count: 10) + [429, 429])
            // The right one neither, and for another account there is room yet.
            #expect(
                try await server.client.post("/api/v1/session", #"{"email":"anna@example.org","password":"\#(Human.password)"}"#).status
                    == 429)
            #expect(try await server.client.post("/api/v1/session", #"{"email":"bob@example.org","password":"wrong"}"#).status == 401)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func accountsAreNotMadeByTheDozen(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, limits: .on, clock: SettableClock(testClock.instant)) { server in
            for number in 0..<10 { _ = try await server.signUp("P\(number)") }
            await #expect(throws: UnexpectedAnswer.self) { try await server.signUp("P10") }
            for _ in 0..<30 {
                #expect(try await server.client.post("/api/v1/invitations/preview", #"{"token":"gi_x"}"#).status == 422)
            }
            #expect(try await server.client.post("/api/v1/invitations/preview", #"{"token":"gi_x"}"#).status == 429)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func linksCannotBeGuessedForLong(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, limits: .on, clock: SettableClock(testClock.instant)) { server in
            let anna = try await server.signUp("Anna")
            let goal = try await anna.make("/goals", #"{"title":"Run"}"#).id
            let link = try await anna.make("/goals/\(goal)/link", "{}")["token"].string!
            func show(_ token: String) async throws -> Int {
                try await server.client.get("/api/v1/shared", ["Authorization": "Bearer \(token)"]).status
            }
            for _ in 0..<30 { #expect(try await show(OpaqueToken(.publicLink).text) == 404) }
            #expect(try await show(OpaqueToken(.publicLink).text) == 429)
            // Whoever has one that is good goes on.
            #expect(try await show(link) == 200)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func changesAreCountedOnAllServersTogether(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, limits: .on, clock: SettableClock(testClock.instant)) { server in
            let anna = try await server.signUp("Anna")
            let goal = try await anna.make("/goals", #"{"title":"Run"}"#).id
            let items = (0..<900).map { _ in #"{"goal":"\#(goal)"}"# }.joined(separator: ",")
            #expect(try await anna.post("/checkins", #"{"items":[\#(items)]}"#).status == 200)
            #expect(try await anna.post("/checkins", #"{"items":[\#(items)]}"#).status == 200)
            #expect(try await anna.post("/checkins", #"{"items":[\#(items)]}"#).status == 429)
            #expect(try await anna.get("/goals").status == 200)
            #expect(try await anna.post("/goals/\(goal)/checkins").status == 201)
        }
    }
}
