import FoundationEssentials
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct SecurityHeadersTests {
    private static let fixed = [
        "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    ]

    /// What is wrong with the head of an answer; nil when nothing is.
    private static func fault(_ head: String, page: Bool = false, secure: Bool = false) -> String? {
        var fields: [String: String] = [:]
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let name = parts[0].lowercased()
            if fields[name] != nil, name != "vary" { return "\(name) comes twice" }
            fields[name] = parts[1].trimmed
        }
        for (name, value) in fixed where fields[name] != value { return "\(name) is \(fields[name] ?? "missing")" }
        for part in ["camera=()", "geolocation=()", "publickey-credentials-get=(self)"] {
            if fields["permissions-policy"]?.contains(part) != true { return "\(part) is missing" }
        }
        let policy = fields["content-security-policy"] ?? "missing"
        let fits =
            page
            ? policy.contains("default-src 'none'; script-src 'self'; ")
            : policy == "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
        if !fits || !policy.contains("frame-ancestors 'none'") { return "the policy is \(policy)" }
        if fields["strict-transport-security"] != (secure ? "max-age=63072000" : nil) { return "strict transport does not fit" }
        return nil
    }

    private static func head(_ client: Client, _ text: String) async throws -> String {
        let bytes = try await client.exchange(Array(text.replacing("⏎", with: "\r\n").utf8))
        let end = try #require(bytes.firstRange(of: "\r\n\r\n".utf8))
        return String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    }

    private static func routes() throws -> [(method: String, path: String)] {
        let document = try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: "\(repository)/Public/openapi.json"))))
        guard case .object(let paths) = document["paths"] else { return [] }
        var routes: [(method: String, path: String)] = []
        for path in paths.names {
            if case .object(let methods)? = paths[path] { routes += methods.names.map { ($0.uppercased(), path) } }
        }
        return routes
    }

    @Test func everyRoutesAnswersHaveThem() async throws {
        let routes = try Self.routes()
        #expect(routes.count > 40)
        try await withServer(.sqlite) { (server) async throws in
            let goal = try await server.goal().id
            for (method, path) in routes where !path.hasSuffix("/events") {
                let path = path.replacing("{goal}", with: goal).replacing("{", with: "").replacing("}", with: "")
                // Whether a body fits or not: errors are answers.
                for body in ["{}", "{"] {
                    let fields = "Host: localhost⏎Connection: close⏎Content-Type: application/json⏎Content-Length: \(body.utf8.count)"
                    let head = try await Self.head(server.client, "\(method) \(path) HTTP/1.1⏎\(fields)⏎⏎\(body)")
                    #expect(Self.fault(head, page: path == "/openapi.json") == nil, "\(method) \(path)\n\(head)")
                }
            }
        }
    }

    @Test func soDoErrorsPagesFilesAndStreams() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let page = try await server.client.get("/")
            let tag = try #require(page.fields["etag"])
            let asset = try #require(page.text.split(separator: "\"").first { $0.hasPrefix("/assets/") && $0.hasSuffix(".js") })
            let goal = try await server.client.get((try await server.goal()).path)
            let goalTag = try #require(goal.fields["etag"])
            let close = "Host: localhost⏎Connection: close⏎"
            for (text, status, isPage) in [
                ("GET / HTTP/1.1⏎\(close)⏎", 200, true), ("HEAD /docs HTTP/1.1⏎\(close)⏎", 200, true),
                ("GET / HTTP/1.1⏎\(close)If-None-Match: \(tag)⏎⏎", 304, true), ("GET / HTTP/1.1⏎\(close)Accept-Encoding: br⏎⏎", 200, true),
                ("GET \(asset) HTTP/1.1⏎\(close)⏎", 200, true), ("GET \(asset) HTTP/1.1⏎\(close)Range: bytes=0-9⏎⏎", 206, true),
                ("GET \(asset) HTTP/1.1⏎\(close)Range: bytes=99999999-⏎⏎", 416, false),
                ("GET / HTTP/1.1⏎\(close)If-Match: \"x\"⏎⏎", 412, false), ("POST / HTTP/1.1⏎\(close)Content-Length: 0⏎⏎", 405, false),
                ("GET \((try goal.json).path) HTTP/1.1⏎\(close)If-None-Match: \(goalTag)⏎⏎", 304, false),
                ("OPTIONS /api/v1/goals HTTP/1.1⏎\(close)⏎", 204, false), ("OPTIONS * HTTP/1.1⏎\(close)⏎", 204, false),
                ("GET /api/v1/nothing HTTP/1.1⏎\(close)⏎", 404, false), ("GET /favicon.ico HTTP/1.1⏎\(close)⏎", 404, false),
                ("POST /api/v1/goals HTTP/1.1⏎\(close)Origin: http://evil.example⏎Content-Length: 0⏎⏎", 403, false),
                ("BREW / HTTP/1.1⏎\(close)⏎", 501, false), ("GET / HTTP/1.1⏎⏎", 400, false), ("nonsense⏎⏎", 400, false),
                ("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1⏎\(close)⏎", 414, false),
            ] {
                let head = try await Self.head(server.client, text)
                #expect(head.split(separator: " ")[1] == "\(status)", "\(text.prefix(80))")
                #expect(Self.fault(head, page: isPage) == nil, "\(text.prefix(80))\n\(head)")
            }
            let stream = try await EventStream.open(server.client.port)
            #expect(Self.fault(stream.head) == nil, "\(stream.head)")
        }
    }

    /// `PUBLIC_URL`, `TRUSTED_PROXIES`, what a proxy on this machine says, and whether strict transport is asked for.
    @Test(
        arguments: [
            (nil, "", nil, false), (nil, "", "https", false), ("http://a", "", "https", false), ("https://a", "", nil, true),
            ("https://a", "private", "http", true), (nil, "private", "https", true), (nil, "private", "http", false),
            (nil, "10.0.0.0/8", "https", false),
        ] as [(String?, String, String?, Bool)])
    func strictTransportIsAskedForOverHttpsAlone(_ url: String?, _ trusted: String, _ scheme: String?, _ isSecure: Bool) async throws {
        try await withSettings(.sqlite) { settings in
            var settings = settings
            settings.publicURL = url
            settings.trustedProxies = try TrustedProxies(trusted)
            try await withServer(settings) { (server) async throws in
                try await waitUntilReady(server.client)
                let said = scheme.map { "X-Forwarded-Proto: \($0)⏎" } ?? ""
                for (path, isPage) in [("/", true), ("/api/v1/me", false), ("/livez", false), ("/api/v1/nothing", false)] {
                    let head = try await Self.head(server.client, "GET \(path) HTTP/1.1⏎Host: localhost⏎Connection: close⏎\(said)⏎")
                    #expect(Self.fault(head, page: isPage, secure: isSecure) == nil, "\(path)\n\(head)")
                }
            }
        }
    }
}
