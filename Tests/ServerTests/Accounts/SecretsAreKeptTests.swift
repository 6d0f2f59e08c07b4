import EventLoop
import GoalsCore
import HTTPKit
import Logging
import Synchronization
import TestSupport
import Testing

@testable import GoalsServer

/// No password, cookie, token or code is ever written to a log or told in an error.
@Suite struct SecretsAreKeptTests {
    @Test(arguments: DatabaseKind.allCases) func whatIsSecretStaysOutOfLogsAndErrors(_ kind: DatabaseKind) async throws {
        let log = Log()
        try await withSettings(kind) { settings in
            var settings = settings
            settings.auth = .password
            settings.signUp = .open
            settings.rateLimits = .off
            let app = try await App.start(
                settings, logger: Logger(label: "test") { _ in LogHandler(log: log) }, clock: TickingClock(), passwords: .quick)
            let server = TestServer(app: app, client: Client(port: app.address.port))
            let witness = Witness(server: server)
            do {
                try await waitUntilReady(server.client)
                try await witness.useEverything()
            } catch {
                await app.stop()
                throw error
            }
            await app.stop()
            let secrets = witness.secrets.withLock { $0 }
            #expect(secrets.count > 20)
            let told = log.text + witness.errors.withLock { $0.joined(separator: "\n") }
            // What is logged at all is seen here.
            #expect(log.text.contains("/api/v1/session") && told.contains("\"status\":401"))
            for secret in secrets { #expect(!told.contains(secret), "\(secret.prefix(3))…") }
        }
    }

    /// Does with secrets all that can be done with them, rightly and wrongly.
    private final class Witness: Sendable {
        let server: TestServer
        let secrets = Mutex<Set<String>>([])
        let errors = Mutex<[String]>([])

        init(server: TestServer) { self.server = server }

        func useEverything() async throws {
            let right = plant("right planted passphrase"), wrong = plant("wrong planted passphrase"),
                next = plant("next planted passphrase")
            try await send("POST", "/accounts", #"{"email":"anna@example.org","name":"Anna","password":"\#(right)"}"#)
            try await send("POST", "/accounts", #"{"email":"anna@example.org","name":"Anna","password":"\#(right)"}"#)
            try await send("POST", "/accounts", #"{"email":"","name":"","password":"\#(wrong)","colour":"\#(wrong)"}"#)
            try await send("POST", "/session", #"{"email":"anna@example.org","password":"\#(wrong)"}"#)
            try await send("POST", "/session", #"{"email":"anna@example.org","password":["\#(wrong)"]}"#)
            try await send("POST", "/session", #"{"email":"anna@example.org","password":"\#(wrong)"#)
            try await send("POST", "/session", #"{"email":"\#(wrong)","\#(wrong)":"\#(wrong)"}"#)
            let signedIn = try await send("POST", "/session", #"{"email":"anna@example.org","password":"\#(right)"}"#)
            let cookie = String(signedIn.fields["set-cookie"]!.prefix { $0 != ";" })
            plant(String(cookie.split(separator: "=")[1]))
            let fields = ["Cookie": cookie, "Sec-Fetch-Site": "same-origin"]
            try await send("PUT", "/me/password", #"{"current":"\#(wrong)","new":"\#(next)"}"#, fields)
            try await send("PUT", "/me/email", #"{"password":"\#(wrong)","email":"x"}"#, fields)
            try await send("POST", "/me/deletion", #"{"password":"\#(wrong)"}"#, fields)
            // The same cookie from another site's page, and a cookie that is none.
            try await send("POST", "/goals", "{}", ["Cookie": cookie, "Sec-Fetch-Site": "cross-site"])
            try await send("GET", "/me", nil, ["Cookie": "goals_session=\(plant(OpaqueToken(.session).text))"])
            let goal = try await send("POST", "/goals", #"{"title":"Run"}"#, fields).json.id
            for (path, json) in [
                ("/tokens", #"{"name":"script"}"#), ("/invitations", "{}"), ("/goals/\(goal)/link", "{}"),
                ("/accounts/00000000-0000-7000-8000-000000000001/password-reset", "{}"),
            ] {
                let made = try await send("POST", path, json, fields)
                let token = plant(try #require(made.json["token"].string, "\(path)"))
                for path in ["/goals", "/shared", "/none"] { try await send("GET", path, nil, ["Authorization": "Bearer \(token)"]) }
                try await send("GET", "/goals?cursor=\(token)", nil, fields)
                for path in ["/invitations/preview", "/invitations/acceptance", "/password-resets"] {
                    try await send("POST", path, #"{"token":"\#(token)","password":"x"}"#, fields)
                }
            }
            let factor = try await send("POST", "/me/second-factor", #"{"password":"\#(right)"}"#, fields).json["secret"].string!
            let app = TOTP(secret: Base32.decode(plant(factor))!)
            try await send("PUT", "/me/second-factor", #"{"code":"\#(plant("planted code"))"}"#, fields)
            let code = app.code(at: TOTP.step(at: testClock.now()))
            let codes = try await send("PUT", "/me/second-factor", #"{"code":"\#(code)"}"#, fields).json["recoveryCodes"].array ?? []
            for code in codes {
                try await send("POST", "/session", #"{"email":"anna@example.org","password":"\#(wrong)","code":"\#(plant(code.string!))"}"#)
                try await send("POST", "/session", #"{"email":"anna@example.org","password":"\#(right)","code":"\#(code.string!)x"}"#)
            }
        }

        @discardableResult func plant(_ secret: String) -> String {
            secrets.withLock { _ = $0.insert(secret) }
            return secret
        }

        @discardableResult func send(
            _ method: String, _ path: String, _ json: String? = nil, _ fields: [String: String] = [:]
        ) async throws -> Client.Answer {
            let answer = try await server.client.send(method, "/api/v1" + path, fields, json)
            // A name of a field that there is none of is the sender's own, and is told so.
            if answer.status >= 400, !(json ?? "").contains("\"wrong planted passphrase\":") { errors.withLock { $0.append(answer.text) } }
            return answer
        }
    }

    private final class Log: Sendable {
        private let lines = Mutex<[String]>([])

        var text: String { lines.withLock { $0.joined(separator: "\n") } }

        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private struct LogHandler: Logging.LogHandler {
        let log: Log
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { log.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }
}
