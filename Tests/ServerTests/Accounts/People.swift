import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Somebody with an account, and the session in which they are signed in.
struct Human: Sendable {
    static let password = "correct horse battery"

    let client: Client
    let email: String
    let cookie: String
    let id: String
    let space: String

    func get(_ path: String, _ fields: [String: String] = [:]) async throws -> Client.Answer { try await send("GET", path, fields: fields) }
    func post(_ path: String, _ json: String = "{}") async throws -> Client.Answer { try await send("POST", path, json) }
    func put(_ path: String, _ json: String) async throws -> Client.Answer { try await send("PUT", path, json) }
    func patch(_ path: String, _ json: String) async throws -> Client.Answer { try await send("PATCH", path, json) }
    func delete(_ path: String) async throws -> Client.Answer { try await send("DELETE", path) }

    /// As a browser does it: with the session's cookie, and saying that the page asking is our own.
    func send(_ method: String, _ path: String, _ json: String? = nil, fields: [String: String] = [:]) async throws -> Client.Answer {
        let own = ["Cookie": cookie, "Sec-Fetch-Site": "same-origin"]
        return try await client.send(method, "/api/v1" + path, own.merging(fields) { $1 }, json)
    }

    /// Makes something and returns its JSON.
    func make(_ path: String, _ json: String) async throws -> JSONValue {
        let answer = try await post(path, json)
        guard (200..<300).contains(answer.status) else { throw UnexpectedAnswer(answer) }
        return try answer.json
    }
}

extension TestServer {
    /// Signs up and stays signed in.
    func signUp(_ name: String, invitation: String? = nil) async throws -> Human {
        let email = "\(name.lowercased())@example.org"
        let invited = invitation.map { #","invitation":"\#($0)""# } ?? ""
        let answer = try await client.post(
            "/api/v1/accounts", #"{"email":"\#(email)","name":"\#(name)","password":"\#(Human.password)"\#(invited)}"#)
        return try person(answer, email)
    }

    func signIn(_ email: String, _ password: String = Human.password) async throws -> Human {
        try person(try await client.post("/api/v1/session", #"{"email":"\#(email)","password":"\#(password)"}"#), email)
    }

    private func person(_ answer: Client.Answer, _ email: String) throws -> Human {
        guard answer.status == 201, let cookie = answer.fields["set-cookie"]?.split(separator: ";").first else {
            throw UnexpectedAnswer(answer)
        }
        let user = try answer.json["user"]
        return Human(client: client, email: email, cookie: String(cookie), id: user["id"].string!, space: user["space"].string!)
    }

    /// Makes `guest` a member of a space that `owner` owns.
    func invite(_ guest: Human, to space: String, as role: Role, by owner: Human) async throws {
        let invitation = try await owner.make("/invitations", #"{"space":"\#(space)","role":"\#(role.rawValue)"}"#)
        _ = try await guest.make("/invitations/acceptance", #"{"token":"\#(invitation["token"].string!)"}"#)
    }
}

/// Runs `body` with a server whose people sign in by passwords.
func withAccounts(
    _ kind: DatabaseKind, signUp: Settings.SignUpRule = .open, limits: Settings.Switch = .off, clock: any WallClock = TickingClock(),
    _ body: (TestServer) async throws -> Void
) async throws {
    try await withSettings(kind) { settings in
        var settings = settings
        settings.auth = .password
        settings.signUp = signUp
        settings.rateLimits = limits
        try await withServer(settings, clock: clock) { (server) async throws in
            try await waitUntilReady(server.client)
            try await body(server)
        }
    }
}

extension SettableClock {
    func advance(days: Int) { advance(seconds: days * 86_400) }
}
