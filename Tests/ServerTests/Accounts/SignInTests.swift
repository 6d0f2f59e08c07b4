import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct SignInTests {
    @Test(arguments: DatabaseKind.allCases) func whoIsSignedOutIsNobody(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let anna = try await server.signUp("Anna")
            #expect(try await anna.get("/me").status == 200)
            let out = try await anna.delete("/session")
            #expect(out.status == 204)
            #expect(out.fields["set-cookie"] == "goals_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
            let answer = try await anna.get("/me")
            #expect(answer.status == 401 && answer.fields["www-authenticate"] == "Bearer")
            #expect(answer.fields["content-type"] == "application/problem+json")
            #expect(try await anna.get("/session").json["user"] == .null)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anUnknownAddressAndAWrongPasswordLookTheSame(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            _ = try await server.signUp("Anna")
            let wrong = try await server.client.post("/api/v1/session", #"{"email":"anna@example.org","password":"wrong password"}"#)
            let unknown = try await server.client.post("/api/v1/session", #"{"email":"bob@example.org","password":"wrong password"}"#)
            let nonsense = try await server.client.post("/api/v1/session", #"{"email":"bob","password":"wrong password"}"#)
            for answer in [wrong, unknown, nonsense] {
                #expect(answer.status == 401 && answer.fields["set-cookie"] == nil)
                #expect(try answer.json["detail"] == wrong.json["detail"])
                #expect(try answer.json["errors"] == wrong.json["errors"])
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theSessionIsANewOneEachTime(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let anna = try await server.signUp("Anna")
            // Who signs in where a session is, ends that one.
            let again = try await server.client.post(
                "/api/v1/session", #"{"email":"anna@example.org","password":"\#(Human.password)"}"#,
                ["Cookie": anna.cookie, "Sec-Fetch-Site": "same-origin"])
            #expect(again.status == 201)
            #expect(again.fields["set-cookie"]?.hasPrefix(anna.cookie) == false)
            #expect(again.fields["set-cookie"]?.contains("; HttpOnly; SameSite=Lax") == true)
            #expect(try await anna.get("/me").status == 401)
            let other = try await server.signIn("anna@example.org")
            let sessions = try await other.get("/sessions").json["items"].array ?? []
            #expect(sessions.count == 2)
            #expect(sessions.filter { $0["present"].bool == true }.count == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func sessionsAreEndedOneByOneOrAllButOne(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let anna = try await server.signUp("Anna")
            let phone = try await server.signIn("anna@example.org")
            let tablet = try await server.signIn("anna@example.org")
            let bob = try await server.signUp("Bob")
            let id = try await phone.get("/sessions").json["items"].array!.first { $0["present"].bool == true }!["id"].string!
            #expect(try await bob.delete("/sessions/\(id)").status == 404)
            #expect(try await anna.delete("/sessions/\(id)").status == 204)
            #expect(try await phone.get("/me").status == 401)
            #expect(try await tablet.get("/me").status == 200)
            #expect(try await anna.delete("/sessions").status == 204)
            #expect(try await tablet.get("/me").status == 401)
            #expect(try await anna.get("/me").status == 200)
            #expect(try await bob.get("/me").status == 200)
            #expect(try await anna.delete("/sessions/x").status == 404)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aSessionEndsWhenItIsNotUsedForLong(_ kind: DatabaseKind) async throws {
        let clock = SettableClock(testClock.instant)
        try await withAccounts(kind, clock: clock) { server in
            let anna = try await server.signUp("Anna")
            // Used now and then it lasts, but not for ever.
            for _ in 0..<3 {
                clock.advance(days: 29)
                server.app.authenticator.forgetEveryone()
                #expect(try await anna.get("/me").status == 200)
            }
            clock.advance(days: 4)
            server.app.authenticator.forgetEveryone()
            #expect(try await anna.get("/me").status == 401)
            let again = try await server.signIn("anna@example.org")
            clock.advance(days: 31)
            server.app.authenticator.forgetEveryone()
            #expect(try await again.get("/me").status == 401)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aPasswordIsChangedByWhoKnowsIt(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let anna = try await server.signUp("Anna")
            let other = try await server.signIn("anna@example.org")
            let wrong = try await anna.put("/me/password", #"{"current":"not this one","new":"another long one"}"#)
            #expect(wrong.status == 422)
            #expect(try wrong.invalidFields == ["current"])
            #expect(try await anna.put("/me/password", #"{"current":"\#(Human.password)","new":"short"}"#).invalidFields == ["new"])
            #expect(try await anna.put("/me/password", #"{"current":"\#(Human.password)","new":"another long one"}"#).status == 204)
            // Whoever knew the old one is out.
            #expect(try await other.get("/me").status == 401)
            #expect(try await anna.get("/me").status == 200)
            #expect(
                try await server.client.post("/api/v1/session", #"{"email":"anna@example.org","password":"\#(Human.password)"}"#).status
                    == 401)
            #expect(try await server.signIn("anna@example.org", "another long one").get("/me").status == 200)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anAdministratorsLinkSetsAPasswordOnce(_ kind: DatabaseKind) async throws {
        let clock = SettableClock(testClock.instant)
        try await withAccounts(kind, clock: clock) { server in
            let anna = try await server.signUp("Anna")
            let bob = try await server.signUp("Bob")
            #expect(try await bob.post("/accounts/\(anna.id)/password-reset").status == 403)
            #expect(try await anna.post("/accounts/\(anna.space)/password-reset").status == (anna.space == anna.id ? 201 : 404))
            let old = try await anna.make("/accounts/\(bob.id)/password-reset", "{}")["token"].string!
            let new = try await anna.make("/accounts/\(bob.id)/password-reset", "{}")["token"].string!
            func reset(_ token: String) async throws -> Int {
                try await server.client.post("/api/v1/password-resets", #"{"token":"\#(token)","password":"brand new one"}"#).status
            }
            #expect(try await reset(old) == 422)
            #expect(try await reset("gr_x") == 422)
            #expect(try await reset(new) == 204)
            #expect(try await reset(new) == 422)
            #expect(try await bob.get("/me").status == 401)
            #expect(try await server.signIn("bob@example.org", "brand new one").get("/me").status == 200)
            let late = try await anna.make("/accounts/\(bob.id)/password-reset", "{}")["token"].string!
            clock.advance(days: 2)
            #expect(try await reset(late) == 422)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anAddressIsChangedByWhoKnowsThePassword(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let anna = try await server.signUp("Anna")
            let bob = try await server.signUp("Bob")
            #expect(try await bob.put("/me/email", #"{"password":"wrong","email":"b@example.org"}"#).invalidFields == ["password"])
            #expect(
                try await bob.put("/me/email", #"{"password":"\#(Human.password)","email":"Anna@example.org"}"#).invalidFields == ["email"])
            #expect(try await bob.put("/me/email", #"{"password":"\#(Human.password)","email":"none"}"#).invalidFields == ["email"])
            #expect(try await bob.put("/me/email", #"{"password":"\#(Human.password)","email":"b@example.org"}"#).status == 204)
            #expect(try await bob.get("/me").json["email"] == .string("b@example.org"))
            #expect(try await server.signIn("b@example.org").get("/me").status == 200)
            #expect(try await anna.get("/me").json["email"] == .string("anna@example.org"))
        }
    }
}
