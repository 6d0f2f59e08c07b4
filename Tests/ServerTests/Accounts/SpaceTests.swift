import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct SpaceTests {
    @Test(arguments: DatabaseKind.allCases) func aGoalOfASharedSpaceIsThereForItsMembersAlone(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob, eve) = (try await server.signUp("Anna"), try await server.signUp("Bob"), try await server.signUp("Eve"))
            let space = try await anna.make("/spaces", #"{"name":"Family"}"#)
            let goal = try await anna.make("/goals", #"{"title":"Garden","space":"\#(space.id)"}"#)
            #expect(goal["space"].string == space.id)
            #expect(try await bob.get("/goals/\(goal.id)").status == 404)
            try await server.invite(bob, to: space.id, as: .editor, by: anna)
            #expect(try await bob.get("/goals").json["items"].array?.map { $0["title"].string } == ["Garden"])
            #expect(try await bob.post("/goals/\(goal.id)/checkins", #"{"note":"dug"}"#).status == 201)
            #expect(try await bob.get("/spaces").json["items"].array?.map { $0["name"].string } == ["Personal", "Family"])
            let members = try await anna.get("/spaces/\(space.id)/members").json["items"].array ?? []
            #expect(members.map { $0["name"].string } == ["Anna", "Bob"] && members.map { $0["role"].string } == ["owner", "editor"])
            // Addresses are for owners.
            #expect(members[1]["email"].string == "bob@example.org")
            #expect(try await bob.get("/spaces/\(space.id)/members").json["items"].array?[0]["email"] == .null)
            for path in ["/spaces/\(space.id)", "/spaces/\(space.id)/members", "/goals/\(goal.id)"] {
                #expect(try await eve.get(path).status == 404, "\(path)")
            }
            #expect(try await eve.post("/goals", #"{"title":"x","space":"\#(space.id)"}"#).invalidFields == ["space"])
            // Who is taken out sees nothing of it any more, at once.
            #expect(try await anna.delete("/spaces/\(space.id)/members/\(bob.id)").status == 204)
            #expect(try await bob.get("/goals/\(goal.id)").status == 404)
            #expect(try await bob.get("/goals").json["items"].array?.isEmpty == true)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whoIsTakenOutOrSignedOutIsToldNothingMore(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            try await server.invite(bob, to: space, as: .viewer, by: anna)
            let (theirs, own) = (
                try await EventStream.open(server.client.port, cookie: bob.cookie),
                try await EventStream.open(server.client.port, cookie: anna.cookie)
            )
            _ = try await anna.make("/goals", #"{"title":"Seen","space":"\#(space)"}"#)
            #expect(await eventually { theirs.events.count == 1 && own.events.count == 1 })
            #expect(try await anna.delete("/spaces/\(space)/members/\(bob.id)").status == 204)
            _ = try await anna.make("/goals", #"{"title":"Not seen","space":"\#(space)"}"#)
            #expect(await eventually { theirs.hasEnded && own.events.count == 2 })
            #expect(theirs.events.count == 1)
            #expect(try await anna.delete("/session").status == 204)
            let again = try await server.signIn("anna@example.org")
            _ = try await again.make("/goals", #"{"title":"Not seen"}"#)
            #expect(await eventually { own.hasEnded })
            #expect(own.events.count == 2)
            #expect(try await server.client.get("/api/v1/events").status == 401)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aSpaceIsNeverWithoutAnOwner(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            #expect(try await anna.delete("/spaces/\(space)/members/\(anna.id)").status == 409)
            try await server.invite(bob, to: space, as: .viewer, by: anna)
            #expect(try await bob.patch("/spaces/\(space)/members/\(bob.id)", #"{"role":"owner"}"#).status == 403)
            #expect(try await anna.patch("/spaces/\(space)/members/\(anna.id)", #"{"role":"editor"}"#).status == 409)
            #expect(try await anna.patch("/spaces/\(space)/members/\(bob.id)", #"{"role":"owner"}"#).json["role"].string == "owner")
            // Both leave at once: one stays.
            async let first = anna.delete("/spaces/\(space)/members/\(anna.id)").status
            async let second = bob.delete("/spaces/\(space)/members/\(bob.id)").status
            #expect(try await [first, second].sorted() == [204, 409])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aSpaceGoesWithAllThatIsInIt(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let before = try await server.rowCounts()
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            try await server.invite(bob, to: space, as: .editor, by: anna)
            let goal = try await bob.make("/goals", #"{"title":"Ship","space":"\#(space)"}"#).id
            _ = try await bob.make("/goals/\(goal)/checkins", "{}")
            _ = try await bob.make("/goals/\(goal)/comments", #"{"body":"hm"}"#)
            #expect(try await bob.delete("/spaces/\(space)").status == 403)
            #expect(try await anna.delete("/spaces/\(anna.space)").status == 409)
            #expect(try await anna.patch("/spaces/\(space)", #"{"name":"Crew"}"#).json["name"].string == "Crew")
            #expect(try await bob.patch("/spaces/\(space)", #"{"name":"Mine"}"#).status == 403)
            #expect(try await anna.patch("/spaces/\(space)", #"{"name":" "}"#).invalidFields == ["name"])
            #expect(try await anna.delete("/spaces/\(space)").status == 204)
            #expect(try await bob.get("/spaces/\(space)").status == 404)
            #expect(try await server.rowCounts() == before)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anInvitationWorksOnceUntilItExpiresOrIsWithdrawn(_ kind: DatabaseKind) async throws {
        let clock = SettableClock(testClock.instant)
        try await withAccounts(kind, clock: clock) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            func invite() async throws -> JSONValue {
                try await anna.make("/invitations", #"{"space":"\#(space)","role":"viewer","expiresInDays":2}"#)
            }
            func accept(_ token: String) async throws -> Int {
                try await bob.post("/invitations/acceptance", #"{"token":"\#(token)"}"#).status
            }
            let withdrawn = try await invite()
            #expect(try await anna.get("/invitations").json["items"].array?.map(\.id) == [withdrawn.id])
            #expect(try await anna.get("/invitations").text.contains(withdrawn["token"].string!) == false)
            #expect(try await bob.get("/invitations").json["items"].array?.isEmpty == true)
            #expect(try await bob.delete("/invitations/\(withdrawn.id)").status == 404)
            #expect(try await anna.delete("/invitations/\(withdrawn.id)").status == 204)
            #expect(try await accept(withdrawn["token"].string!) == 422)
            let late = try await invite()["token"].string!
            clock.advance(days: 3)
            #expect(try await accept(late) == 422)
            let good = try await invite()["token"].string!
            let preview = try await server.client.post("/api/v1/invitations/preview", #"{"token":"\#(good)"}"#).json
            #expect(preview["inviter"].string == "Anna" && preview["space"].string == "Team" && preview["role"].string == "viewer")
            #expect(try await accept(good) == 200)
            #expect(try await accept(good) == 422)
            #expect(try await server.client.post("/api/v1/invitations/preview", #"{"token":"\#(good)"}"#).status == 422)
            // Nobody else's space, no personal one, and for the server alone only by an administrator.
            #expect(try await bob.post("/invitations", #"{"space":"\#(space)","role":"owner"}"#).status == 403)
            #expect(try await bob.post("/invitations", #"{"space":"\#(anna.space)","role":"viewer"}"#).invalidFields == ["space"])
            #expect(try await bob.post("/invitations", #"{"space":"\#(bob.space)","role":"viewer"}"#).invalidFields == ["space"])
            #expect(try await bob.post("/invitations").status == 403)
            #expect(try await anna.post("/invitations", #"{"role":"viewer"}"#).invalidFields == ["role"])
            #expect(try await anna.post("/invitations", #"{"space":"\#(space)","role":"king"}"#).invalidFields == ["role"])
            #expect(try await anna.post("/invitations", #"{"expiresInDays":0}"#).invalidFields == ["expiresInDays"])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anInvitationIsWorthWhatItsMakerMayGive(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, signUp: .invite) { server in
            let anna = try await server.signUp("Anna")
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            func secret(_ human: Human, _ json: String) async throws -> String {
                try await human.make("/invitations", json)["token"].string!
            }
            func isOpen(_ token: String) async throws -> Bool {
                try await server.client.post("/api/v1/invitations/preview", #"{"token":"\#(token)"}"#).status == 200
            }
            let bob = try await server.signUp("Bob", invitation: try await secret(anna, "{}"))
            try await server.invite(bob, to: space, as: .owner, by: anna)
            #expect(try await anna.patch("/accounts/\(bob.id)", #"{"admin":true}"#).status == 200)
            let toSpace = try await secret(bob, #"{"space":"\#(space)","role":"owner"}"#)
            let toServer = try await secret(bob, "{}")
            for token in [toSpace, toServer] { #expect(try await isOpen(token)) }
            // Who is no owner any more, whether still a member or not, comes back by no link of before, and brings nobody.
            #expect(try await anna.patch("/spaces/\(space)/members/\(bob.id)", #"{"role":"editor"}"#).status == 200)
            #expect(try await isOpen(toSpace) == false)
            #expect(try await anna.delete("/spaces/\(space)/members/\(bob.id)").status == 204)
            #expect(try await bob.post("/invitations/acceptance", #"{"token":"\#(toSpace)"}"#).status == 422)
            #expect(try await bob.get("/spaces/\(space)").status == 404)
            await #expect(throws: UnexpectedAnswer.self) { try await server.signUp("Eve", invitation: toSpace) }
            #expect(try await anna.patch("/accounts/\(bob.id)", #"{"admin":false}"#).status == 200)
            #expect(try await isOpen(toServer) == false)
            await #expect(throws: UnexpectedAnswer.self) { try await server.signUp("Eve", invitation: toServer) }
            #expect(try await anna.get("/accounts").json["items"].array?.count == 2)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whoSignsUpByAnInvitationIsInItsSpace(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind, signUp: .invite) { server in
            let anna = try await server.signUp("Anna")
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            let token = try await anna.make("/invitations", #"{"space":"\#(space)","role":"commenter"}"#)["token"].string!
            let bob = try await server.signUp("Bob", invitation: token)
            #expect(try await bob.get("/spaces/\(space)").json["role"].string == "commenter")
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anAccountGoesWithWhatIsItsOwn(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
            let own = try await bob.make("/goals", #"{"title":"Own"}"#).id
            _ = try await bob.make("/goals/\(own)/checkins", "{}")
            let space = try await anna.make("/spaces", #"{"name":"Team"}"#).id
            try await server.invite(bob, to: space, as: .editor, by: anna)
            let shared = try await bob.make("/goals", #"{"title":"Shared","space":"\#(space)"}"#).id
            _ = try await bob.make("/goals/\(shared)/comments", #"{"body":"by Bob"}"#)
            let alone = try await bob.make("/spaces", #"{"name":"Alone"}"#).id
            _ = try await bob.make("/goals", #"{"title":"Alone","space":"\#(alone)"}"#)
            #expect(try await bob.post("/me/deletion", #"{"password":"wrong"}"#).invalidFields == ["password"])
            // The last administrator stays while there are others.
            #expect(try await anna.post("/me/deletion", #"{"password":"\#(Human.password)"}"#).status == 409)
            #expect(try await bob.post("/me/deletion", #"{"password":"\#(Human.password)"}"#).status == 204)
            #expect(try await bob.get("/me").status == 401)
            #expect(
                try await server.client.post("/api/v1/session", #"{"email":"bob@example.org","password":"\#(Human.password)"}"#).status
                    == 401)
            // What he wrote in the others' space stays there, without his name.
            let comments = try await anna.get("/goals/\(shared)/comments").json["items"].array ?? []
            #expect(comments.map { $0["body"].string } == ["by Bob"] && comments[0]["author"] == .null)
            let lines = try await anna.get("/goals/\(shared)/activity").json["items"].array ?? []
            #expect(lines.count == 2 && lines.allSatisfy { $0["actor"] == .null })
            let counts = try await server.rowCounts()
            #expect(counts["goals"] == 1 && counts["check_ins"] == 0 && counts["activities"] == 2)
            let events = try await server.database.run(
                .read("SELECT address, user_agent FROM security_events WHERE user_id IS NULL AND address <> '' AND kind = 'signed-in'"))
            #expect(events.isEmpty)
            #expect(try await anna.delete("/accounts/\(bob.id)").status == 404)
            #expect(try await anna.post("/me/deletion", #"{"password":"\#(Human.password)"}"#).status == 204)
            #expect(try await server.client.get("/api/v1/session").json["needsFirstAccount"].bool == true)
        }
    }
}
