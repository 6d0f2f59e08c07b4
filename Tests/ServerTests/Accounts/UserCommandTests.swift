import GoalsCore
import HTTPKit
import Postgres
import TestSupport
import Testing

@testable import GoalsServer

/// `GoalsServer user`, beside a server that runs.
@Suite struct UserCommandTests {
    private static func environment(_ settings: Settings) -> [String: String] {
        var variables = ["DATA_DIR": settings.dataDirectory, "PUBLIC_URL": settings.publicURL ?? ""]
        if let postgres = settings.postgres {
            variables.merge(["DB_SERVER": "\(postgres.host):\(postgres.port)", "DB_DATABASE": postgres.database]) { $1 }
        }
        return variables
    }

    @Test(arguments: DatabaseKind.allCases) func whoCannotSignInIsHelped(_ kind: DatabaseKind) async throws {
        try await withSettings(kind) { settings in
            var settings = settings
            settings.auth = .password
            settings.signUp = .open
            settings.rateLimits = .off
            settings.publicURL = "https://goals.example.org"
            try await withServer(settings, clock: SystemWallClock()) { (server) async throws in
                try await waitUntilReady(server.client)
                let (anna, bob) = (try await server.signUp("Anna"), try await server.signUp("Bob"))
                func run(_ arguments: String...) async throws -> String {
                    try await runCommand([ProcessTests.program, "user"] + arguments, environment: Self.environment(settings))
                }
                #expect(try await run("list") == "anna@example.org\tAnna\tadmin\nbob@example.org\tBob\t\n")
                let link = try await run("reset-password", "Bob@example.org")
                let token = try #require(link.split(separator: "#").last).filter { !$0.isWhitespace }
                #expect(link.hasPrefix("https://goals.example.org/reset#gr_"))
                let reset = try await server.client.post(
                    "/api/v1/password-resets", #"{"token":"\#(token)","password":"a brand new one"}"#,
                    ["Origin": "https://goals.example.org"])
                #expect(reset.status == 204)
                #expect(try await run("admin", "bob@example.org", "on").isEmpty)
                server.app.authenticator.forgetEveryone()
                #expect(try await server.signIn("bob@example.org", "a brand new one").get("/accounts").status == 200)
                #expect(try await run("remove-second-factor", "anna@example.org").isEmpty)
                _ = (anna, bob)
                await #expect(throws: (any Error).self) { try await run("reset-password", "nobody@example.org") }
                #expect(try await run("admin", "anna@example.org", "off").isEmpty)
                await #expect(throws: (any Error).self) { try await run("admin", "bob@example.org", "off") }
                let log = try await server.signIn("bob@example.org", "a brand new one").get("/audit").json["items"].array ?? []
                #expect(log.contains { $0["kind"].string == "password-reset-requested" && $0["address"].string == "command line" })
            }
        }
    }
}
