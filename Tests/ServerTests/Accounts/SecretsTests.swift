import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// API tokens, second factors and public links.
@Suite struct SecretsTests {
    @Test(arguments: DatabaseKind.allCases) func aTokenActsWithinItsScopeUntilItEnds(_ kind: DatabaseKind) async throws {
        let clock = SettableClock(testClock.instant)
        try await withAccounts(kind, clock: clock) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let goal = try await anna.make("/goals", #"{"title":"Run"}"#).id
            var fields: [APIToken.Scope: [String: String]] = [:]
            var ids: [String] = []
            for scope in APIToken.Scope.allCases {
                let made = try await anna.make("/tokens", #"{"name":"\#(scope)","scope":"\#(scope.rawValue)","expiresInDays":10}"#)
                fields[scope] = ["Authorization": "Bearer \(made["token"].string!)"]
                ids.append(made.id)
            }
            func status(_ scope: APIToken.Scope, _ method: String, _ path: String, _ json: String? = nil) async throws -> Int {
                try await server.client.send(method, "/api/v1" + path, fields[scope]!, json).status
            }
            for scope in APIToken.Scope.allCases {
                #expect(try await status(scope, "GET", "/goals/\(goal)") == 200)
                #expect(try await status(scope, "POST", "/goals/\(goal)/checkins", "{}") == (scope >= .checkIn ? 201 : 403))
                #expect(try await status(scope, "POST", "/goals", #"{"title":"x"}"#) == (scope >= .write ? 201 : 403))
                // No script gets at accounts.
                #expect(try await status(scope, "GET", "/tokens") == 403)
                #expect(try await status(scope, "DELETE", "/sessions") == 403)
            }
            let refused = try await server.client.send("POST", "/api/v1/goals", fields[.read]!, #"{"title":"x"}"#)
            #expect(refused.fields["www-authenticate"] == #"Bearer error="insufficient_scope", scope="write""#)
            let listed = try await anna.get("/tokens")
            #expect(listed.text.contains("gt_") == false)
            #expect(try listed.json["items"].array?.allSatisfy { $0["lastUsedAt"].string != nil } == true)
            #expect(try await bob.delete("/tokens/\(ids[0])").status == 404)
            #expect(try await anna.delete("/tokens/\(ids[0])").status == 204)
            #expect(try await status(.read, "GET", "/goals") == 401)
            clock.advance(days: 11)
            server.app.authenticator.forgetEveryone()
            #expect(try await status(.write, "GET", "/goals") == 401)
            // A token that is none counts, whatever cookie comes with it.
            #expect(try await anna.get("/goals", ["Authorization": "Bearer gt_x"]).status == 401)
            #expect(try await anna.get("/goals", ["Authorization": "Basic eDp5"]).status == 401)
        }
    }

    @Test func aTokenThatCannotBeIsRefused() async throws {
        try await withAccounts(.sqlite) { server in
            let anna = try await server.signUp("Anna")
            for (json, field) in [
                (#"{}"#, "name"), (#"{"name":""}"#, "name"), (#"{"name":"x","scope":"admin"}"#, "scope"),
                (#"{"name":"x","expiresInDays":0}"#, "expiresInDays"), (#"{"name":"x","colour":1}"#, "colour"),
            ] {
                #expect(try await anna.post("/tokens", json).invalidFields == [field], "\(json)")
            }
            for number in 0..<Store.tokensPerUser { _ = try await anna.make("/tokens", #"{"name":"\#(number)"}"#) }
            #expect(try await anna.post("/tokens", #"{"name":"one more"}"#).status == 409)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aSecondFactorIsAskedForOnceItIsConfirmed(_ kind: DatabaseKind) async throws {
        let clock = SettableClock(testClock.instant)
        try await withAccounts(kind, clock: clock) { server in
            let anna = try await server.signUp("Anna")
            func signIn(_ code: String?) async throws -> Client.Answer {
                let code = code.map { #","code":"\#($0)""# } ?? ""
                return try await server.client.post(
                    "/api/v1/session", #"{"email":"anna@example.org","password":"\#(Human.password)"\#(code)}"#)
            }
            #expect(try await anna.post("/me/second-factor", #"{"password":"wrong"}"#).invalidFields == ["password"])
            let made = try await anna.make("/me/second-factor", #"{"password":"\#(Human.password)"}"#)
            #expect(made["uri"].string?.hasPrefix("otpauth://totp/Goals:anna%40example.org?secret=\(made["secret"].string!)") == true)
            #expect(try await signIn(nil).status == 201)
            let app = TOTP(secret: try #require(Base32.decode(made["secret"].string!)))
            func code(_ steps: Int64 = 0) -> String { app.code(at: TOTP.step(at: clock.now()) + steps) }
            #expect(try await anna.put("/me/second-factor", #"{"code":"000000"}"#).invalidFields == ["code"])
            let confirmed = try await anna.put("/me/second-factor", #"{"code":"\#(code())"}"#)
            let recovery = try confirmed.json["recoveryCodes"].array?.compactMap(\.string) ?? []
            #expect(Set(recovery).count == 10)
            #expect(try await anna.post("/me/second-factor", #"{"password":"\#(Human.password)"}"#).status == 409)
            let asked = try await signIn(nil)
            #expect(asked.status == 401 && asked.fields["set-cookie"] == nil)
            #expect(try asked.invalidFields == ["code"])
            // The code that confirmed it has been used.
            #expect(try await signIn(code()).status == 401)
            #expect(try await signIn(code(1)).status == 201)
            #expect(try await signIn(code(1)).status == 401)
            #expect(try await signIn(recovery[3].uppercased()).status == 201)
            #expect(try await signIn(recovery[3]).status == 401)
            let state = try await anna.get("/me/second-factor").json
            #expect(state["on"].bool == true && state["recoveryCodes"].number == 9)
            // A wrong password says nothing of the second factor.
            let wrong = try await server.client.post("/api/v1/session", #"{"email":"anna@example.org","password":"wrong"}"#)
            #expect(try wrong.status == 401 && wrong.json["errors"] == .null)
            #expect(try await anna.post("/me/second-factor/removal", #"{"password":"\#(Human.password)"}"#).status == 204)
            #expect(try await signIn(nil).status == 201)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aPublicLinkShowsOneGoalUntilItIsTakenBack(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let goal = try await anna.make("/goals", #"{"title":"Run","notes":"for all to see","tags":["private"]}"#).id
            _ = try await anna.make("/goals/\(goal)/checkins", #"{"note":"secret note"}"#)
            #expect(try await anna.get("/goals/\(goal)/link").json["createdAt"] == .null)
            #expect(try await bob.post("/goals/\(goal)/link").status == 404)
            let first = try await anna.make("/goals/\(goal)/link", "{}")["token"].string!
            let token = try await anna.make("/goals/\(goal)/link", "{}")["token"].string!
            func shared(_ token: String) async throws -> Client.Answer {
                try await server.client.get("/api/v1/shared", ["Authorization": "Bearer \(token)"])
            }
            #expect(try await shared(first).status == 404)
            let page = try await shared(token)
            #expect(page.status == 200)
            #expect(try page.json["goal"]["title"].string == "Run" && page.json["checkIns"].array?.count == 1)
            #expect(
                page.text.contains("secret note") == false && page.text.contains("private") == false && page.text.contains(goal) == false)
            // It opens nothing else.
            #expect(try await server.client.get("/api/v1/goals", ["Authorization": "Bearer \(token)"]).status == 401)
            #expect(try await server.client.get("/api/v1/shared").status == 401)
            #expect(try await bob.delete("/goals/\(goal)/link").status == 404)
            #expect(try await anna.delete("/goals/\(goal)/link").status == 204)
            #expect(try await anna.delete("/goals/\(goal)/link").status == 404)
            #expect(try await shared(token).status == 404)
            let again = try await anna.make("/goals/\(goal)/link", "{}")["token"].string!
            #expect(try await anna.delete("/goals/\(goal)").status == 204)
            #expect(try await shared(again).status == 404)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theAuditLogTellsOnesOwnAndAdministratorsAll(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            _ = try await server.client.post("/api/v1/session", #"{"email":"bob@example.org","password":"wrong"}"#)
            let own = try await bob.get("/audit").json["items"].array ?? []
            #expect(own.map { $0["kind"].string } == ["sign-in-failed", "signed-in", "signed-up"])
            #expect(own.allSatisfy { $0["address"].string == "127.0.0.1" })
            #expect(try await bob.get("/audit?scope=all").status == 403)
            #expect(try await anna.get("/audit?scope=all").json["items"].array?.count == 5)
            #expect(try await anna.get("/audit").json["items"].array?.count == 2)
            let page = try await bob.get("/audit?limit=2").json
            #expect(try await bob.get("/audit?limit=2&cursor=\(page["nextCursor"].string!)").json["items"].array?.count == 1)
        }
    }
}
