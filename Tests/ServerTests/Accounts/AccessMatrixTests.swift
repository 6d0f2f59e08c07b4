import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Every route by everybody: what each may do, from one table that must name each route.
@Suite struct AccessMatrixTests {
    /// Who may do it.
    private enum Rule {
        /// Anybody: the status for all.
        case anybody(Int)
        /// Whoever is signed in, with what is their own.
        case own(Int)
        /// Members of the space from this role on; 403 for lower ones, and 404 for who is none.
        case member(Role, Int)
        /// The same where the status says that what a body names is not there.
        case named(Role, Int)
        /// Owners alone, who alone know of it.
        case hidden(Int)
        case admin(Int)
    }

    private enum Caller: String, CaseIterable {
        case nobody, wrongToken, stranger, viewer, commenter, editor, owner, admin

        var role: Role? { Role(rawValue: rawValue) }
    }

    private struct Case {
        let rule: Rule
        var body: String?
    }

    private static let table: [String: Case] = [
        "GET /session": Case(rule: .anybody(200)),
        "POST /session": Case(rule: .anybody(401), body: #"{"email":"x@example.org","password":"wrong"}"#),
        "DELETE /session": Case(rule: .anybody(204)),
        // None is configured here; OpenIDSignInTests has what they do.
        "GET /session/oidc": Case(rule: .anybody(404)),
        "GET /session/callback": Case(rule: .anybody(404)),
        "GET /sessions": Case(rule: .own(200)),
        "DELETE /sessions": Case(rule: .own(204)),
        "DELETE /sessions/{session}": Case(rule: .own(204)),
        "POST /accounts": Case(rule: .anybody(201), body: #"{"email":"{new}@example.org","name":"New","password":"\#(Human.password)"}"#),
        "GET /accounts": Case(rule: .admin(200)),
        "PATCH /accounts/{account}": Case(rule: .admin(200), body: #"{"admin":false}"#),
        "DELETE /accounts/{account}": Case(rule: .admin(204)),
        "POST /accounts/{account}/password-reset": Case(rule: .admin(201), body: "{}"),
        "POST /password-resets": Case(rule: .anybody(422), body: #"{"token":"gr_x","password":"\#(Human.password)"}"#),
        "GET /me": Case(rule: .own(200)),
        "PATCH /me": Case(rule: .own(200), body: #"{"weekStart":7}"#),
        "PUT /me/password": Case(rule: .own(204), body: #"{"current":"\#(Human.password)","new":"another long one"}"#),
        "PUT /me/email": Case(rule: .own(204), body: #"{"password":"\#(Human.password)","email":"{new}@example.org"}"#),
        "POST /me/deletion": Case(rule: .own(204), body: #"{"password":"\#(Human.password)"}"#),
        "GET /me/second-factor": Case(rule: .own(200)),
        "POST /me/second-factor": Case(rule: .own(201), body: #"{"password":"\#(Human.password)"}"#),
        "PUT /me/second-factor": Case(rule: .own(409), body: #"{"code":"123456"}"#),
        "POST /me/second-factor/removal": Case(rule: .own(204), body: #"{"password":"\#(Human.password)"}"#),
        "GET /tokens": Case(rule: .own(200)),
        "POST /tokens": Case(rule: .own(201), body: #"{"name":"script"}"#),
        "DELETE /tokens/{token}": Case(rule: .own(204)),
        "GET /spaces": Case(rule: .own(200)),
        "POST /spaces": Case(rule: .own(201), body: #"{"name":"Another"}"#),
        "GET /spaces/{space}": Case(rule: .member(.viewer, 200)),
        "PATCH /spaces/{space}": Case(rule: .member(.owner, 200), body: #"{"name":"Renamed"}"#),
        "DELETE /spaces/{space}": Case(rule: .member(.owner, 204)),
        "GET /spaces/{space}/members": Case(rule: .member(.viewer, 200)),
        "PATCH /spaces/{space}/members/{member}": Case(rule: .member(.owner, 200), body: #"{"role":"editor"}"#),
        "DELETE /spaces/{space}/members/{member}": Case(rule: .member(.owner, 204)),
        "GET /invitations": Case(rule: .own(200)),
        "POST /invitations": Case(rule: .named(.owner, 201), body: #"{"space":"{space}","role":"viewer"}"#),
        "DELETE /invitations/{invitation}": Case(rule: .hidden(204)),
        "POST /invitations/preview": Case(rule: .anybody(422), body: #"{"token":"gi_x"}"#),
        "POST /invitations/acceptance": Case(rule: .own(422), body: #"{"token":"gi_x"}"#),
        "GET /goals": Case(rule: .own(200)),
        "POST /goals": Case(rule: .named(.editor, 201), body: #"{"title":"New","space":"{space}"}"#),
        "POST /goals/parse": Case(rule: .own(200), body: #"{"text":"Run 5 km"}"#),
        "GET /goals/{goal}": Case(rule: .member(.viewer, 200)),
        "PATCH /goals/{goal}": Case(rule: .member(.editor, 200), body: #"{"title":"Changed"}"#),
        "DELETE /goals/{goal}": Case(rule: .member(.editor, 204)),
        "POST /goals/{trashed}/restore": Case(rule: .member(.editor, 200)),
        "POST /goals/{goal}/move": Case(rule: .member(.editor, 200), body: #"{"to":"last"}"#),
        "POST /goals/{goal}/copy": Case(rule: .member(.editor, 201), body: "{}"),
        "GET /goals/{goal}/link": Case(rule: .member(.viewer, 200)),
        "POST /goals/{goal}/link": Case(rule: .member(.editor, 201), body: "{}"),
        "DELETE /goals/{linked}/link": Case(rule: .member(.editor, 204)),
        "GET /shared": Case(rule: .anybody(401)),
        "GET /trash": Case(rule: .own(200)),
        "DELETE /trash": Case(rule: .own(204)),
        "DELETE /trash/{trashed}": Case(rule: .member(.editor, 204)),
        "GET /goals/{goal}/checkins": Case(rule: .member(.viewer, 200)),
        "POST /goals/{goal}/checkins": Case(rule: .member(.editor, 201), body: "{}"),
        "GET /goals/{goal}/checkins/{checkIn}": Case(rule: .member(.viewer, 200)),
        "PATCH /goals/{goal}/checkins/{checkIn}": Case(rule: .member(.editor, 200), body: #"{"note":"x"}"#),
        "DELETE /goals/{goal}/checkins/{checkIn}": Case(rule: .member(.editor, 204)),
        // Each is refused on its own.
        "POST /checkins": Case(rule: .own(200), body: #"{"items":[{"goal":"{goal}"}]}"#),
        "GET /goals/{goal}/comments": Case(rule: .member(.viewer, 200)),
        "POST /goals/{goal}/comments": Case(rule: .member(.commenter, 201), body: #"{"body":"x"}"#),
        "GET /goals/{goal}/comments/{comment}": Case(rule: .member(.viewer, 200)),
        // Nobody changes another's words; the owner has written these.
        "PATCH /goals/{goal}/comments/{comment}": Case(rule: .member(.owner, 200), body: #"{"body":"y"}"#),
        "DELETE /goals/{goal}/comments/{comment}": Case(rule: .member(.editor, 204)),
        "GET /goals/{goal}/activity": Case(rule: .member(.viewer, 200)),
        "POST /goals/{goal}/activity/{activity}/undo": Case(rule: .member(.editor, 200)),
        "GET /activity": Case(rule: .own(200)),
        "POST /activity/{activity}/undo": Case(rule: .member(.editor, 200)),
        "GET /pauses": Case(rule: .own(200)),
        "POST /pauses": Case(rule: .named(.editor, 201), body: #"{"goal":"{goal}"}"#),
        "GET /pauses/{pause}": Case(rule: .member(.viewer, 200)),
        "PATCH /pauses/{pause}": Case(rule: .member(.editor, 200), body: #"{"note":"x"}"#),
        "DELETE /pauses/{pause}": Case(rule: .member(.editor, 204)),
        "GET /audit": Case(rule: .own(200)),
        "GET /tags": Case(rule: .own(200)),
        "GET /summary": Case(rule: .own(200)),
        "GET /review": Case(rule: .own(200)),
        // Ends with the connection; what it tells is in EventsTests.
        "GET /events": Case(rule: .own(200)),
    ]

    @Test func theTableNamesEveryRoute() {
        let routes = Set(Routes.api.map { "\($0.method) \($0.path)" })
        let named = Set(Self.table.keys.map { $0.replacing("{trashed}", with: "{goal}").replacing("{linked}", with: "{goal}") })
        #expect(routes.subtracting(named) == [])
        #expect(named.subtracting(routes) == [])
    }

    @Test(arguments: DatabaseKind.allCases) func everybodyMayDoWhatTheyMayAndNothingElse(_ kind: DatabaseKind) async throws {
        try await withAccounts(kind) { server in
            let admin = try await server.signUp("Admin")
            let owner = try await server.signUp("Owner")
            let space = try await owner.make("/spaces", #"{"name":"Team"}"#).id
            var number = 0
            for (route, entry) in Self.table where route != "GET /events" {
                for caller in Caller.allCases {
                    number += 1
                    let scene = Scene(server: server, owner: owner, admin: admin, space: space, number: number)
                    let status = try await scene.ask(route, entry.body, as: caller)
                    #expect(status == Self.expected(entry.rule, caller), "\(route) by \(caller)")
                }
            }
        }
    }

    private static func expected(_ rule: Rule, _ caller: Caller) -> Int {
        if case .anybody(let status) = rule { return status }
        if caller == .nobody || caller == .wrongToken { return 401 }
        switch rule {
        case .anybody(let status), .own(let status): return status
        case .admin(let status): return caller == .admin ? status : 403
        case .member(let needed, let status): return caller.role.map { $0 >= needed ? status : 403 } ?? 404
        case .hidden(let status): return caller == .owner ? status : 404
        case .named(let needed, let status): return caller.role.map { $0 >= needed ? status : 403 } ?? 422
        }
    }

    /// One request by one caller, with fresh things that it is about.
    private struct Scene {
        let server: TestServer
        let owner: Human
        let admin: Human
        let space: String
        let number: Int

        func ask(_ route: String, _ body: String?, as caller: Caller) async throws -> Int {
            let parts = route.split(separator: " ")
            let isOwnAffair = ["session", "accounts", "me", "tokens", "password-resets"].contains { parts[1].hasPrefix("/\($0)") }
            // What may end the space or a membership gets a space of its own.
            let space = parts[0] != "GET" && parts[1].hasPrefix("/spaces/") ? try await owner.make("/spaces", #"{"name":"T"}"#).id : space
            let human = try await human(caller, in: space, fresh: isOwnAffair)
            var path = String(parts[1])
            var json = body?.replacing("{new}", with: "new\(number)").replacing("{space}", with: space)
            for name in path.split(separator: "/").filter({ $0.hasPrefix("{") }).map({ String($0.dropFirst().dropLast()) }) {
                path = path.replacing("{\(name)}", with: try await thing(name, in: path, space, human))
            }
            if json?.contains("{goal}") == true { json = json?.replacing("{goal}", with: try await goal(in: space)) }
            switch caller {
            case .nobody: return try await server.client.send(String(parts[0]), "/api/v1" + path, [:], json).status
            case .wrongToken:
                let token = ["Authorization": "Bearer \(OpaqueToken(.apiToken).text)"]
                return try await server.client.send(String(parts[0]), "/api/v1" + path, token, json).status
            default: return try await human!.send(String(parts[0]), path, json).status
            }
        }

        private func human(_ caller: Caller, in space: String, fresh: Bool) async throws -> Human? {
            switch caller {
            case .nobody, .wrongToken: return nil
            case .owner where !fresh: return owner
            case .admin:
                guard fresh else { return admin }
                let human = try await server.signUp("A\(number)")
                _ = try await admin.patch("/accounts/\(human.id)", #"{"admin":true}"#)
                return human
            case .stranger, .viewer, .commenter, .editor, .owner:
                let human = try await server.signUp("H\(number)")
                if let role = caller.role { try await server.invite(human, to: space, as: role, by: owner) }
                return human
            }
        }

        private func goal(in space: String) async throws -> String {
            try await owner.make("/goals", #"{"title":"G","space":"\#(space)"}"#).id
        }

        /// The id of what a placeholder stands for. What is one's own is the caller's, all else the owner's.
        private func thing(_ name: String, in path: String, _ space: String, _ human: Human?) async throws -> String {
            switch name {
            case "space": return space
            case "goal": return try await goal(in: space)
            case "trashed":
                let goal = try await goal(in: space)
                _ = try await owner.delete("/goals/\(goal)")
                return goal
            case "linked":
                let goal = try await goal(in: space)
                _ = try await owner.make("/goals/\(goal)/link", "{}")
                return goal
            case "checkIn", "comment":
                let goal = String(path.split(separator: "/")[1])
                return try await owner.make("/goals/\(goal)/\(name)s".lowercased(), name == "comment" ? #"{"body":"x"}"# : "{}").id
            case "activity":
                let isOfGoal = path.hasPrefix("/goals")
                let goal = isOfGoal ? String(path.split(separator: "/")[1]) : try await goal(in: space)
                return try await owner.get("/goals/\(goal)/activity").json["items"].array![0].id
            case "pause": return try await owner.make("/pauses", #"{"goal":"\#(try await goal(in: space))"}"#).id
            case "invitation": return try await owner.make("/invitations", #"{"space":"\#(space)","role":"viewer"}"#).id
            case "member", "account":
                let guest = try await server.signUp("G\(number)")
                if name == "member" { try await server.invite(guest, to: space, as: .viewer, by: owner) }
                return guest.id
            case "session", "token":
                guard let human else { return "01936a5e-3f2b-7c4d-8e5f-0123456789ab" }
                if name == "token" { return try await human.make("/tokens", #"{"name":"x"}"#).id }
                _ = try await server.signIn(human.email)
                return try await human.get("/sessions").json["items"].array!.first { $0["present"].bool == false }!.id
            default: throw UnknownPlaceholder(name: name)
            }
        }
    }

    private struct UnknownPlaceholder: Error {
        let name: String
    }
}
