import Crypto
import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Single sign-on as browsers and load balancers meet it.
@Suite struct OpenIDSignInTests {
    /// A server whose people an issuer of the tests' own vouches for.
    private func withIssuer(
        _ kind: DatabaseKind, signUp: Settings.SignUpRule = .open, _ body: (TestServer, TestIssuer) async throws -> Void
    ) async throws {
        try await TestIssuer.with { (issuer) async throws in
            try await withSettings(kind) { settings in
                var settings = settings
                settings.auth = .oidc
                settings.signUp = signUp
                settings.openIDProvider = .init(
                    issuer: issuer.url, clientID: "goals:1", clientSecret: Secret(TestIssuer.secret),
                    publicURL: "https://goals.example.org")
                settings.publicURL = "https://goals.example.org"
                try await withServer(settings, clock: issuer.clock) { (server) async throws in
                    try await waitUntilReady(server.client)
                    try await body(server, issuer)
                }
            }
        }
    }

    /// A browser's way through the sign-in.
    private func signIn(_ server: TestServer, _ issuer: TestIssuer, to path: String = "/goals") async throws -> Client.Answer {
        let begun = try await server.client.get("/api/v1/session/oidc?return=\(path)")
        #expect(begun.status == 303 && begun.fields["cache-control"] == "no-store")
        let cookie = begun.fields["set-cookie"] ?? ""
        #expect(cookie.hasPrefix("__Host-goals_sign_in=") && cookie.hasSuffix("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"))
        let (code, state) = try await issuer.authorize(begun.fields["location"] ?? "")
        return try await server.client.get(
            "/api/v1/session/callback?code=\(PercentEncoding.encode(code))&state=\(PercentEncoding.encode(state))",
            ["Cookie": String(cookie.prefix { $0 != ";" })])
    }

    @Test(arguments: DatabaseKind.allCases) func whoTheIssuerKnowsIsSignedIn(_ kind: DatabaseKind) async throws {
        try await withIssuer(kind) { (server, issuer) async throws in
            for _ in 0..<2 {
                let done = try await signIn(server, issuer)
                #expect(done.status == 303 && done.fields["location"] == "/goals")
                let session = try #require(done.sessionCookie)
                let me = try await server.client.get("/api/v1/me", ["Cookie": session]).json
                #expect(me["name"].string == "Ada" && me["email"].string == "ada@example.org" && me["admin"].bool == true)
            }
            issuer.change {
                $0.claims["sub"] = #""bob-2""#
                $0.claims["email"] = "null"
                $0.claims["name"] = "null"
                $0.userInfo = #"{"sub":"bob-2","name":"Bob"}"#
            }
            let bob = try #require(try await signIn(server, issuer).sessionCookie)
            let me = try await server.client.get("/api/v1/me", ["Cookie": bob]).json
            #expect(me["name"].string == "Bob" && me["admin"].bool == false)
            // Nobody signs in or up by a password here.
            let password = try await server.client.post("/api/v1/session", #"{"email":"ada@example.org","password":"x"}"#)
            #expect(password.status == 403)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func onlyThoseWhoHaveAnAccountWhereTheSettingsSaySo(_ kind: DatabaseKind) async throws {
        try await withIssuer(kind, signUp: .first) { (server, issuer) async throws in
            #expect(try await signIn(server, issuer).sessionCookie != nil)
            issuer.change {
                $0.claims["sub"] = #""bob-2""#
                $0.claims["email"] = "null"
                $0.claims["name"] = "null"
                $0.userInfo = #"{"sub":"bob-2","name":"Bob"}"#
            }
            #expect(try await signIn(server, issuer).status == 403)
        }
    }

    /// Somebody may have made an account under another's address, which nobody verifies, and wait in it.
    @Test(arguments: DatabaseKind.allCases) func whoComesToAnAccountOfTheirAddressIsAloneInIt(_ kind: DatabaseKind) async throws {
        try await TestIssuer.with { (issuer) async throws in
            try await withSettings(kind) { settings in
                var settings = settings
                settings.auth = .password
                settings.signUp = .open
                var (cookie, token) = ("", "")
                try await withServer(settings, clock: issuer.clock) { (server) async throws in
                    try await waitUntilReady(server.client)
                    _ = try await server.signUp("Admin")
                    let eve = try await server.signUp("Ada")
                    cookie = eve.cookie
                    token = try await eve.make("/tokens", #"{"name":"x","scope":"write"}"#)["token"].string!
                    #expect(try await server.client.get("/api/v1/me", ["Authorization": "Bearer \(token)"]).status == 200)
                }
                settings.auth = .oidc
                settings.openIDProvider = .init(
                    issuer: issuer.url, clientID: "goals:1", clientSecret: Secret(TestIssuer.secret), publicURL: "https://goals.example.org"
                )
                try await withServer(settings, clock: issuer.clock) { (server) async throws in
                    try await waitUntilReady(server.client)
                    func status(_ fields: [String: String]) async throws -> Int { try await server.client.get("/api/v1/me", fields).status }
                    // Until its owner comes they are who they were; but addresses and passwords are not theirs to change any more.
                    #expect(try await status(["Cookie": cookie]) == 200)
                    let own = ["Cookie": cookie, "Sec-Fetch-Site": "same-origin"]
                    for (method, path, json) in [
                        ("PUT", "/me/email", #"{"email":"victim@example.org"}"#), ("PUT", "/me/password", #"{"new":"brand new one"}"#),
                        ("POST", "/me/second-factor/removal", "{}"),
                    ] {
                        #expect(try await server.client.send(method, "/api/v1" + path, own, json).status == 403, "\(path)")
                    }
                    let begun = try await server.client.get("/api/v1/session/oidc")
                    let (code, state) = try await issuer.authorize(begun.fields["location"] ?? "")
                    let done = try await server.client.get(
                        "/api/v1/session/callback?code=\(PercentEncoding.encode(code))&state=\(PercentEncoding.encode(state))",
                        ["Cookie": String((begun.fields["set-cookie"] ?? "").prefix { $0 != ";" })])
                    let session = try #require(done.sessionCookie)
                    let me = try await server.client.get("/api/v1/me", ["Cookie": session]).json
                    #expect(me["email"].string == "ada@example.org" && me["admin"].bool == false)
                    #expect(try await status(["Cookie": cookie]) == 401)
                    #expect(try await status(["Authorization": "Bearer \(token)"]) == 401)
                }
                // And the password that they chose opens nothing where passwords do again.
                settings.auth = .password
                try await withServer(settings, clock: issuer.clock) { (server) async throws in
                    try await waitUntilReady(server.client)
                    await #expect(throws: UnexpectedAnswer.self) { try await server.signIn("ada@example.org") }
                }
            }
        }
    }

    @Test func whatIsMadeUpIsNotTakenForLong() async throws {
        try await withIssuer(.sqlite) { (server, issuer) async throws in
            let admin = try #require(try await signIn(server, issuer).sessionCookie)
            func fail() async throws -> Client.Answer {
                try await server.client.get("/api/v1/session/callback?code=x&state=y", ["Cookie": "__Host-goals_sign_in=made-up"])
            }
            for _ in 0..<30 { #expect(try await fail().fields["location"] == "/?sign-in=failed") }
            #expect(try await fail().status == 429)
            let log = try await server.client.get("/api/v1/audit?scope=all&limit=100", ["Cookie": admin]).json["items"].array ?? []
            #expect(log.count { $0["kind"].string == "sign-in-failed" } == 30)
            // Who really signs in is not in the way of those who do not.
            #expect(try await signIn(server, issuer).sessionCookie != nil)
        }
    }

    /// A neighbour below the same domain can set cookies without the prefix, to have people work in a session of theirs.
    @Test func overHTTPSOnlyCookiesOfThisVeryHostCount() async throws {
        try await withIssuer(.sqlite) { (server, issuer) async throws in
            let session = try #require(try await signIn(server, issuer).sessionCookie)
            #expect(session.hasPrefix("__Host-goals_session="))
            let bare = String(session.dropFirst("__Host-".count))
            #expect(try await server.client.get("/api/v1/me", ["Cookie": bare]).status == 401)
            #expect(try await server.client.get("/api/v1/me", ["Cookie": "\(bare); \(session)"]).status == 200)
            let begun = try await server.client.get("/api/v1/session/oidc")
            let (code, state) = try await issuer.authorize(begun.fields["location"]!)
            let flow = String(begun.fields["set-cookie"]!.prefix { $0 != ";" }.dropFirst("__Host-".count))
            let path = "/api/v1/session/callback?code=\(PercentEncoding.encode(code))&state=\(PercentEncoding.encode(state))"
            #expect(try await server.client.get(path, ["Cookie": flow]).sessionCookie == nil)
        }
    }

    @Test func whatWasNotBegunHereSignsNobodyIn() async throws {
        try await withIssuer(.sqlite) { (server, issuer) async throws in
            let begun = try await server.client.get("/api/v1/session/oidc?return=//evil.example.org")
            let (code, state) = try await issuer.authorize(begun.fields["location"]!)
            let cookie = String(begun.fields["set-cookie"]!.prefix { $0 != ";" })
            let path = "/api/v1/session/callback?code=\(PercentEncoding.encode(code))&state="
            for (query, fields) in [
                (path + PercentEncoding.encode(state), [:]), (path + "other", ["Cookie": cookie]),
                ("/api/v1/session/callback?error=access_denied&state=x", ["Cookie": cookie]),
            ] {
                let answer = try await server.client.get(query, fields)
                #expect(answer.status == 303 && answer.fields["location"] == "/?sign-in=failed" && answer.sessionCookie == nil)
            }
            // And nobody is sent elsewhere.
            let done = try await server.client.get(path + PercentEncoding.encode(state), ["Cookie": cookie])
            #expect(done.fields["location"] == "/")
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whomTheLoadBalancerSignsInNeedsNoSession(_ kind: DatabaseKind) async throws {
        let key = P256.Signing.PrivateKey()
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/goals/50dc6c495c0c9188"
        let keyID = "12345678-90ab-cdef-1234-567890ABCDEF"
        try await TestIssuer.with { (issuer) async throws in
            let pem = key.publicKey.pemRepresentation
            issuer.change { $0.pem[keyID] = pem }
            try await withSettings(kind) { settings in
                var settings = settings
                settings.auth = .alb
                settings.signUp = .open
                settings.loadBalancer = .init(signer: arn, issuer: "https://id.example.org", keysURL: issuer.url)
                try await withServer(settings, clock: issuer.clock) { (server) async throws in
                    try await waitUntilReady(server.client)
                    let expiry = testClock.now().microseconds / 1_000_000 + 120
                    func data(_ subject: String, by key: P256.Signing.PrivateKey) throws -> [String: String] {
                        let header =
                            #"{"alg":"ES256","kid":"\#(keyID)","signer":"\#(arn)","iss":"https://id.example.org","exp":\#(expiry)}"#
                        let claims =
                            #"{"sub":"\#(subject)","email":"\#(subject)@example.org","email_verified":"true","name":"\#(subject)"}"#
                        return ["x-amzn-oidc-data": try Issued.token(header: header, claims, by: key, padded: true)]
                    }
                    let ada = try data("ada", by: key)
                    #expect(try await server.client.get("/api/v1/me", ada).json["name"].string == "ada")
                    let goal = try await server.client.post("/api/v1/goals", #"{"title":"Run"}"#, ada).json
                    #expect(try await server.client.get(goal.path, try data("bob", by: key)).status == 404)
                    #expect(try await server.client.get(goal.path, ada).status == 200)
                    // The plain headers, and what another has signed, are nobody's.
                    #expect(try await server.client.get("/api/v1/me", ["x-amzn-oidc-identity": "ada"]).status == 401)
                    #expect(try await server.client.get("/api/v1/me", try data("ada", by: P256.Signing.PrivateKey())).status == 401)
                    #expect(try await server.client.get("/api/v1/me").status == 401)
                }
            }
        }
    }
}

extension Client.Answer {
    /// The cookie of a session that the answer sets.
    fileprivate var sessionCookie: String? {
        fields["set-cookie"]?.split(separator: "\n").map { String($0.prefix { $0 != ";" }) }.first { $0.contains("goals_session=gs_") }
    }
}
