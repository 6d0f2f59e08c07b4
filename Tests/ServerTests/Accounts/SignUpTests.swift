import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct SignUpTests {
    @Test(arguments: DatabaseKind.allCases) func theFirstAccountManagesTheServerAndTheDoorClosesBehindIt(_ kind: DatabaseKind) async throws
    {
        try await withAccounts(kind, signUp: .first) { server in
            let before = try await server.client.get("/api/v1/session").json
            #expect(before["needsFirstAccount"].bool == true && before["user"] == .null && before["auth"] == .string("password"))
            let anna = try await server.signUp("Anna")
            let me = try await anna.get("/me").json
            #expect(me["admin"].bool == true && me["email"] == .string("anna@example.org") && me["name"] == .string("Anna"))
            let after = try await anna.get("/session").json
            #expect(after["needsFirstAccount"].bool == false && after["user"]["id"].string == anna.id)
            let second = try await server.client.post(
                "/api/v1/accounts", #"{"email":"b@example.org","name":"B","password":"\#(Human.password)"}"#)
            #expect(second.status == 403 && second.fields["set-cookie"] == nil)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func ofTwoWhoWantToBeTheFirstOneIs(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, signUp: .first) { server in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await server.client.post(
                            "/api/v1/accounts", #"{"email":"p\#(number)@example.org","name":"P","password":"\#(Human.password)"}"#
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 201 } == 1)
            #expect(statuses.allSatisfy { $0 == 201 || $0 == 403 })
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theFirstAccountTakesOverWhatWasThereBefore(_ kind: DatabaseKind) async throws {
        try await withSettings(kind) { settings in
            try await withServer(settings) { (server) async throws in
                try await waitUntilReady(server.client)
                _ = try await server.goal(#"{"title":"From before"}"#)
            }
            var settings = settings
            settings.auth = .password
            try await withServer(settings) { (server) async throws in
                try await waitUntilReady(server.client)
                let anna = try await server.signUp("Anna")
                #expect(try await anna.get("/goals").json["items"].array?.first?["title"] == .string("From before"))
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anAddressHasOneAccountHoweverItIsWritten(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            _ = try await server.signUp("Anna")
            let again = try await server.client.post(
                "/api/v1/accounts", #"{"email":" ANNA@Example.org ","name":"B","password":"\#(Human.password)"}"#)
            #expect(again.status == 422)
            #expect(try again.invalidFields == ["email"])
            #expect(try await server.signIn("Anna@EXAMPLE.org").get("/me").status == 200)
        }
    }

    @Test func whatCannotBeIsRefused() async throws {
        try await withAccounts(.sqlite) { server in
            for (json, fields) in [
                (#"{}"#, ["email", "password"]), (#"{"email":"x","name":"A","password":"long enough 1"}"#, ["email"]),
                (#"{"email":"a@b.c","name":"","password":"long enough 1"}"#, ["name"]),
                (#"{"email":"a@b.c","name":"A\u0007","password":"long enough 1"}"#, ["name"]),
                (#"{"email":"a@b.c","name":"A","password":"short"}"#, ["password"]),
                (#"{"email":"a@b.c","name":"A","password":"long enough 1","admin":true}"#, ["admin"]),
                (#"{"email":5,"name":"A","password":"long enough 1"}"#, ["email"]),
            ] {
                let answer = try await server.client.post("/api/v1/accounts", json)
                #expect(answer.status == 422, "\(json)")
                #expect(Set(try answer.invalidFields).isSuperset(of: fields), "\(json): \(answer.text)")
            }
            #expect(try await server.client.get("/api/v1/session").json["needsFirstAccount"].bool == true)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anInvitationLetsOnePersonIn(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, signUp: .invite) { server in
            let anna = try await server.signUp("Anna")
            let invitation = try await anna.make("/invitations", "{}")["token"].string!
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        try await server.client.post(
                            "/api/v1/accounts",
                            #"{"email":"p\#(number)@example.org","name":"P","password":"\#(Human.password)","invitation":"\#(invitation)"}"#
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 403, 403, 403])
            let accounts = try await anna.get("/accounts").json["items"].array ?? []
            #expect(accounts.count == 2 && accounts[1]["admin"].bool == false)
        }
    }
}
