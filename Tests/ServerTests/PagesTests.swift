import TestSupport
import Testing

@testable import GoalsServer

@Suite struct PagesTests {
    @Test func everyAddressOfTheApplicationLeadsToItsPage() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let page = try await server.client.get("/")
            #expect(page.status == 200)
            #expect(page.fields["content-type"] == "text/html; charset=utf-8")
            for path in ["/trash", "/goals/01936a5e-3f2b-7c4d-8e5f-0123456789ab", "/no/such/page"] {
                #expect(try await server.client.get(path).body == page.body)
            }
            #expect(try await server.client.get("/", ["If-None-Match": page.fields["etag"]!]).status == 304)
            #expect(try await server.client.send("POST", "/").status == 405)
            #expect(try await server.client.get("/favicon.ico").status == 404)
        }
    }

    @Test func nothingInlineAndNothingFromElsewhereIsAllowed() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let page = try await server.client.get("/")
            let policy = try #require(page.fields["content-security-policy"])
            #expect(policy.contains("default-src 'none'"))
            #expect(policy.contains("script-src 'self';"))
            #expect(!policy.contains("unsafe"))
            #expect(page.fields["x-content-type-options"] == "nosniff")
            #expect(!page.text.contains("<style"))
            #expect(!page.text.contains("style=\""))
            #expect(!page.text.contains("http://"))
        }
    }

    @Test func whatThePageRefersToIsThereAndMayBeKeptForEver() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let page = try await server.client.get("/").text
            let paths = page.split(separator: "\"").filter { $0.hasPrefix("/assets/") }
            #expect(paths.count >= 3)
            for path in paths {
                let answer = try await server.client.get(String(path))
                #expect(answer.status == 200, "\(path)")
                #expect(answer.fields["cache-control"] == "public, max-age=31536000, immutable")
                #expect(answer.fields["etag"] != nil)
                #expect(answer.fields["x-content-type-options"] == "nosniff")
            }
            #expect(try await server.client.get("/assets/js/main.js").status == 404)
        }
    }

    @Test(arguments: [
        "/../Package.swift", "/assets/../../Package.swift", "/%2e%2e/Package.swift", "/assets/%2e%2e%2f%2e%2e%2fPackage.swift",
    ])
    func nothingOutsideTheFolderIsServed(_ path: String) async throws {
        try await withServer(.sqlite) { (server) async throws in
            #expect([400, 404].contains(try await server.client.get(path).status))
        }
    }
}
