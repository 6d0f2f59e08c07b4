import TestSupport
import Testing

@testable import GoalsServer

@Suite struct MetricsTests {
    /// The values by name and labels.
    static func values(_ text: String) -> [String: Int] {
        var values: [String: Int] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            values[String(parts[0])] = Int(parts[1])
        }
        return values
    }

    @Test func whatTheServerHasDoneIsCounted() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let before = Self.values(try await server.client.get("/metrics").text)
            _ = try await server.client.get("/livez")
            _ = try await server.client.get("/livez", ["X": String(repeating: "a", count: 40_000)])
            let answer = try await server.client.get("/metrics")
            #expect(answer.status == 200 && answer.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let after = Self.values(answer.text)
            // The one that is refused is no request; the one that asks is.
            #expect(after["goals_http_requests_total"]! - before["goals_http_requests_total"]! == 2)
            #expect(after["goals_http_cuts_total{reason=\"fields\"}"] == 1)
            #expect(
                after["goals_http_connections"]! >= 1 && after["goals_http_connections_total"]! > before["goals_http_connections_total"]!)
        }
    }

    /// Every family has its help and type, and no name comes twice: what Prometheus's parser insists on.
    @Test func theTextIsWellFormed() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let lines = try await server.client.get("/metrics").text.split(separator: "\n")
            let names = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ")[0] }
            #expect(Set(names).count == names.count)
            for family in Set(names.map { $0.prefix { $0 != "{" } }) {
                #expect(lines.filter { $0.hasPrefix("# HELP \(family) ") }.count == 1)
                #expect(lines.filter { $0 == "# TYPE \(family) counter" || $0 == "# TYPE \(family) gauge" }.count == 1)
            }
        }
    }

    @Test func aTokenIsAskedForWhereOneIsSet() async throws {
        try await withSettings(.sqlite) { settings in
            var settings = settings
            settings.metricsToken = Secret("hunter2")
            try await withServer(settings) { (server) async throws in
                for fields in [[:], ["Authorization": "Bearer hunter3"], ["Authorization": "hunter2"]] {
                    let answer = try await server.client.get("/metrics", fields)
                    #expect(answer.status == 401 && answer.fields["www-authenticate"] == "Bearer")
                }
                #expect(try await server.client.get("/metrics", ["Authorization": "Bearer hunter2"]).status == 200)
            }
        }
    }
}
