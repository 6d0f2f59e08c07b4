import EventLoop
import GoalsCore
import HTTPKit
import Postgres
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct LifecycleTests {
    @Test(arguments: DatabaseKind.allCases) func aServerThatIsReadySaysSo(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            #expect(try await server.client.get("/livez").text == #"{"status":"ok"}"#)
            #expect(try await server.client.get("/readyz").status == 200)
            let health = try await server.client.get("/health.html")
            #expect(health.status == 200)
            #expect(health.text.contains("Database: answers."))
        }
    }

    @Test func withoutItsDatabaseAServerSaysWhatIsMissing() async throws {
        try await withSettings(.sqlite) { settings in
            var settings = settings
            // Nothing listens on the discard port.
            settings.postgres = PostgresConfiguration(host: "127.0.0.1", port: 9, database: "goals", user: "goals")
            settings.postgres?.queueTimeout = .milliseconds(300)
            try await withServer(settings) { (server) async throws in
                #expect(try await server.client.get("/livez").status == 200)
                #expect(try await server.client.get("/readyz").status == 503)
                #expect(try await server.client.get("/health.html").status == 503)
                #expect(try await server.client.get("/").status == 200)
                let answer = try await server.client.get("/api/v1/goals")
                #expect(answer.status == 503)
                #expect(answer.fields["retry-after"] != nil)
                #expect(answer.fields["content-type"] == "application/problem+json")
            }
        }
    }

    @Test func aDatabaseThatGoesAwayLeavesHealthAndComesBack() async throws {
        try await PrivateServer.with { postgres in
            try await withSettings(.sqlite) { settings in
                var settings = settings
                settings.postgres = postgres.configuration
                settings.postgres?.queueTimeout = .milliseconds(500)
                try await withServer(settings) { (server) async throws in
                    // Readiness is told by one loop's connection; those of the others follow it.
                    #expect(try await eventually { try await server.client.post("/api/v1/goals", #"{"title":"Read"}"#).status == 201 })
                    try await postgres.stop()
                    #expect(try await server.client.get("/api/v1/goals").status == 503)
                    let health = try await server.client.get("/health.html")
                    #expect(health.status == 200)
                    #expect(health.text.contains("Database: does not answer."))
                    #expect(try await server.client.get("/readyz").status == 503)
                    try await postgres.start()
                    try await waitUntilReady(server.client)
                    var goals = try await server.client.get("/api/v1/goals")
                    #expect(
                        try await eventually {
                            if goals.status == 503 { goals = try await server.client.get("/api/v1/goals") }
                            return goals.status != 503
                        })
                    #expect(try goals.json["items"].array?.count == 1)
                }
            }
        }
    }

    @Test func aStoppedServerTakesNoMoreRequests() async throws {
        try await withSettings(.sqlite) { settings in
            var client: Client?
            try await withServer(settings) { (server) async throws in
                try await waitUntilReady(server.client)
                client = server.client
            }
            await #expect(throws: ClientError.self) { try await client?.get("/livez") }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func oneKnowsOnesTimeZone(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            #expect(try await server.client.get("/api/v1/me").json["timeZone"] == .null)
            // 12:00 UTC is 02:00 of the next day on Kiritimati (+14).
            let answer = try await server.client.patch("/api/v1/me", #"{"timeZone":"Pacific/Kiritimati"}"#)
            #expect(try answer.json["today"] == .string("2026-06-16"))
            #expect(try await server.client.get("/api/v1/me").body == answer.body)
            for zone in ["Mars/Olympus", "../../etc/passwd", "", "/etc/localtime"] {
                #expect(try await server.client.patch("/api/v1/me", #"{"timeZone":"\#(zone)"}"#).invalidFields == ["timeZone"])
            }
        }
    }

    @Test func unknownPathsAndMethodsAreRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            for path in ["/api", "/api/v1", "/api/v1/nothing", "/api/v2/goals", "/api/v1/goals/"] {
                let answer = try await server.client.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.fields["content-type"] == "application/problem+json")
            }
            let answer = try await server.client.send("PUT", "/api/v1/goals")
            #expect(answer.status == 405)
            #expect(answer.fields["allow"] == "GET, POST, HEAD, OPTIONS")
            #expect(try answer.json["requestId"].string?.count == 16)
        }
    }

    @Test(
        arguments: [
            (["Origin": "https://evil.example"], 403), (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403),
            (["Origin": "null"], 403), (["Origin": "http://localhost"], 201), (["Sec-Fetch-Site": "same-origin"], 201), ([:], 201),
        ] as [([String: String], Int)])
    func changesFromOtherSitesPagesAreRefused(_ fields: [String: String], _ status: Int) async throws {
        try await withServer(.sqlite) { (server) async throws in
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"a"}"#, fields).status == status)
        }
    }

    @Test func theOriginIsComparedWithAnAbsoluteTargetsAuthority() async throws {
        try await withServer(.sqlite) { (server) async throws in
            for (origin, status) in [("http://localhost", 403), ("http://goals.example", 201)] {
                let answer = try await server.client.post("http://goals.example/api/v1/goals", #"{"title":"a"}"#, ["Origin": origin])
                #expect(answer.status == status)
            }
        }
    }
}
