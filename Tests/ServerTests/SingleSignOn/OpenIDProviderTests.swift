import Crypto
import GoalsCore
import HTTPClient
import HTTPTypes
import Testing

@testable import GoalsServer

@Suite struct OpenIDProviderTests {
    /// The whole way.
    private func signIn(_ issuer: TestIssuer, _ provider: OpenIDProvider, returnTo: String = "/") async throws -> (Identity, String) {
        let (url, cookie) = try await provider.authorizationURL(returnTo: returnTo)
        let (code, state) = try await issuer.authorize(url)
        return try await provider.complete(code: code, state: state, cookie: cookie)
    }

    private func fails(
        _ error: SingleSignOnError, _ issuer: TestIssuer, _ provider: OpenIDProvider, sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        await #expect(throws: error, sourceLocation: sourceLocation) { try await signIn(issuer, provider) }
    }

    @Test func somebodySignsIn() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let (identity, path) = try await signIn(issuer, issuer.provider(), returnTo: "/goals/1?tab=history#top")
            #expect(
                identity == Identity(issuer: issuer.url, subject: "ada-1", email: "ada@example.org", emailVerified: true, name: "Ada"))
            #expect(path == "/goals/1?tab=history#top")
            #expect(issuer.asked("/userinfo") == 0)
        }
    }

    /// Any process with the same settings can finish what another began.
    @Test func anotherProcessFinishesTheSignIn() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let (url, cookie) = try await issuer.provider().authorizationURL(returnTo: "/today")
            let (code, state) = try await issuer.authorize(url)
            let (identity, path) = try await issuer.provider().complete(code: code, state: state, issuer: issuer.url, cookie: cookie)
            #expect(identity.subject == "ada-1")
            #expect(path == "/today")
        }
    }

    @Test func theSecretGoesIntoTheFormWhereTheProviderWantsItThere() async throws {
        try await TestIssuer.with { (issuer) async throws in
            issuer.change { $0.metadata = ["token_endpoint_auth_methods_supported": #"["client_secret_post","private_key_jwt"]"#] }
            #expect(try await signIn(issuer, issuer.provider()).0.subject == "ada-1")
        }
    }

    @Test func whatTheTokenLeavesOutIsAskedFor() async throws {
        try await TestIssuer.with { (issuer) async throws in
            issuer.change { $0.claims = ["email": "null", "email_verified": "null", "name": "null"] }
            let provider = issuer.provider()
            let (identity, _) = try await signIn(issuer, provider)
            #expect(
                identity == Identity(issuer: issuer.url, subject: "ada-1", email: "ada@example.org", emailVerified: true, name: "Ada"))
            issuer.change { $0.userInfo = #"{"sub":"bob-2","email":"bob@example.org","email_verified":true}"# }
            await fails(.token(.claim("sub")), issuer, provider)
        }
    }

    @Test func anAddressIsNotVerifiedUnlessTheIssuerSaysSo() async throws {
        try await TestIssuer.with { (issuer) async throws in
            issuer.change { $0.claims = ["email_verified": "null"] }
            #expect(try await signIn(issuer, issuer.provider()).0.emailVerified == false)
        }
    }

    @Test(arguments: [
        ("nonce", #""another""#, "nonce"), ("nonce", "null", "nonce"), ("aud", #""another""#, "aud"), ("aud", "null", "aud"),
        ("aud", #"["goals:1","another"]"#, "azp"), ("azp", #""another""#, "azp"), ("iss", #""https://another.example.org""#, "iss"),
        ("sub", "null", "sub"), ("sub", #""""#, "sub"), ("exp", "1", "exp"), ("exp", "null", "exp"), ("iat", "null", "iat"),
        ("iat", "99999999999", "iat"), ("nbf", "99999999999", "nbf"),
    ])
    func aTokenWithAWrongClaimIsNotBelieved(_ claim: String, _ value: String, _ wrong: String) async throws {
        try await TestIssuer.with { (issuer) async throws in
            issuer.change { $0.claims = [claim: value] }
            await fails(.token(.claim(wrong)), issuer, issuer.provider())
        }
    }

    @Test func aTokenThatAnotherKeyHasSignedIsNotBelieved() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            _ = try await signIn(issuer, provider)
            // The key's id stays, and the keys are believed for a while.
            issuer.change { $0.key = P256.Signing.PrivateKey() }
            await fails(.token(.signature), issuer, provider)
            issuer.change { $0.header = #"{"alg":"none"}"# }
            await fails(.token(.algorithm), issuer, provider)
        }
    }

    @Test func aNewKeyIsFetchedOnceAMinute() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            for _ in 0..<3 { _ = try await signIn(issuer, provider) }
            #expect(issuer.asked("/keys") == 1)
            issuer.change { ($0.key, $0.keyID) = (P256.Signing.PrivateKey(), "key-2") }
            // Too soon after the last time.
            await fails(.token(.unknownKey), issuer, provider)
            #expect(issuer.asked("/keys") == 1)
            issuer.clock.advance(seconds: 61)
            #expect(try await signIn(issuer, provider).0.subject == "ada-1")
            #expect(issuer.asked("/keys") == 2)
            issuer.change { $0.header = #"{"alg":"ES256","kid":"made up"}"# }
            for _ in 0..<3 { await fails(.token(.unknownKey), issuer, provider) }
            #expect(issuer.asked("/keys") == 2)
        }
    }

    @Test func whatWasFetchedIsBelievedForAnHour() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            _ = try await signIn(issuer, provider)
            issuer.clock.advance(seconds: 3599)
            _ = try await signIn(issuer, provider)
            #expect(issuer.asked("/keys") == 1)
            issuer.clock.advance(seconds: 1)
            _ = try await signIn(issuer, provider)
            #expect(issuer.asked("/keys") == 2)
            #expect(issuer.asked("/.well-known/openid-configuration") == 2)
        }
    }

    @Test func theFlowMustBeThisBrowsers() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            let (url, cookie) = try await provider.authorizationURL(returnTo: "/")
            let (_, other) = try await provider.authorizationURL(returnTo: "/")
            let (code, state) = try await issuer.authorize(url)
            var changed = Array(cookie)
            changed[20] = changed[20] == "A" ? "B" : "A"
            for (state, cookie) in [
                (state, other), ("", cookie), (state + "x", cookie), (state, ""), (state, String(changed)), (state, "AAAA"),
                (state, String(repeating: "A", count: 10_000)),
            ] {
                await #expect(throws: SingleSignOnError.unknownFlow) {
                    try await provider.complete(code: code, state: state, cookie: cookie)
                }
            }
            // Another issuer's answer; a server with another secret.
            await #expect(throws: SingleSignOnError.unknownFlow) {
                try await provider.complete(code: code, state: state, issuer: "https://another.example.org", cookie: cookie)
            }
            await #expect(throws: SingleSignOnError.unknownFlow) {
                try await issuer.provider(secret: "another").complete(code: code, state: state, cookie: cookie)
            }
            #expect(issuer.asked("/token") == 0)
            #expect(try await provider.complete(code: code, state: state, cookie: cookie).identity.subject == "ada-1")
        }
    }

    @Test func aFlowEndsAfterTenMinutes() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            for (seconds, isKnown) in [(599, true), (600, false)] {
                let (url, cookie) = try await provider.authorizationURL(returnTo: "/")
                let (code, state) = try await issuer.authorize(url)
                issuer.clock.advance(seconds: seconds)
                if isKnown {
                    #expect(try await provider.complete(code: code, state: state, cookie: cookie).identity.subject == "ada-1")
                } else {
                    await #expect(throws: SingleSignOnError.unknownFlow) {
                        try await provider.complete(code: code, state: state, cookie: cookie)
                    }
                }
            }
        }
    }

    @Test func aCodeIsGoodOnceAndForItsFlow() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            let (url, cookie) = try await provider.authorizationURL(returnTo: "/")
            let (code, state) = try await issuer.authorize(url)
            _ = try await provider.complete(code: code, state: state, cookie: cookie)
            await #expect(throws: SingleSignOnError.codeRefused) { try await provider.complete(code: code, state: state, cookie: cookie) }
            // A code that was stolen from another's flow: the verifier is not that flow's.
            let (theirs, _) = try await provider.authorizationURL(returnTo: "/")
            let stolen = try await issuer.authorize(theirs).code
            await #expect(throws: SingleSignOnError.codeRefused) { try await provider.complete(code: stolen, state: state, cookie: cookie) }
        }
    }

    @Test func anIssuerThatIsDownIsSaidToBe() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let provider = issuer.provider()
            issuer.change { $0.failure = .serviceUnavailable }
            await fails(.unavailable(.failed("status 503")), issuer, provider)
            issuer.change { $0.failure = nil }
            _ = try await signIn(issuer, provider)
            issuer.change { $0.tokenFailure = (.badGateway, "") }
            await fails(.unavailable(.failed("status 502")), issuer, provider)
            await issuer.stop()
            let error = await #expect(throws: SingleSignOnError.self) { try await issuer.provider().authorizationURL(returnTo: "/") }
            guard case .unavailable(.failed(let reason)) = error else { return #expect(Bool(false), "\(error as Any)") }
            #expect(reason.contains("127.0.0.1"))
        }
    }

    @Test(arguments: [
        (HTTPResponse.Status.unauthorized, #"{"error":"invalid_client"}"#), (.badRequest, #"{"error":"unauthorized_client"}"#), (.ok, "[]"),
        (.ok, #"{"access_token":"a"}"#), (.badRequest, "<html>"),
    ])
    func anIssuerThatRefusesThisClientIsMisconfigured(_ status: HTTPResponse.Status, _ body: String) async throws {
        try await TestIssuer.with { (issuer) async throws in
            issuer.change { $0.tokenFailure = (status, body) }
            let error = await #expect(throws: SingleSignOnError.self) { try await signIn(issuer, issuer.provider()) }
            guard case .misconfigured = error else { return #expect(Bool(false), "\(error as Any)") }
        }
    }

    @Test(arguments: [
        ["issuer": #""https://another.example.org""#], ["issuer": "null"], ["token_endpoint": "null"], ["jwks_uri": "7"],
        ["authorization_endpoint": #""javascript:alert(1)""#], ["token_endpoint_auth_methods_supported": #"["private_key_jwt"]"#],
    ])
    func aDescriptionThatIsNotTheIssuersOwnIsRefused(_ metadata: [String: String]) async throws {
        try await TestIssuer.with { (issuer) async throws in
            issuer.change { $0.metadata = metadata }
            let error = await #expect(throws: SingleSignOnError.self) { try await issuer.provider().authorizationURL(returnTo: "/") }
            guard case .misconfigured = error else { return #expect(Bool(false), "\(error as Any)") }
        }
    }

    /// Of an issuer with TLS, no address is without it.
    @Test func anIssuersAddressesHaveTLSIfItHas() throws {
        func read(_ keys: String) -> Result<OpenIDMetadata, SingleSignOnError> {
            let json = """
                {"issuer":"https://id.example.org","authorization_endpoint":"https://id.example.org/a",\
                "token_endpoint":"https://id.example.org/t","jwks_uri":"\(keys)"}
                """
            return OpenIDMetadata.read(Array(json.utf8), issuer: "https://id.example.org")
        }
        _ = try read("https://id.example.org/k").get()
        #expect(throws: SingleSignOnError.self) { try read("http://id.example.org/k").get() }
        #expect(OpenIDMetadata.address(of: "https://a/b/") == "https://a/b/.well-known/openid-configuration")
        #expect(OpenIDMetadata.address(of: "https://a") == "https://a/.well-known/openid-configuration")
    }

    @Test(arguments: [
        ("/", "/"), ("/goals", "/goals"), ("/a?b=//c#d", "/a?b=//c#d"), ("//evil.example.org", "/"), ("/\\evil.example.org", "/"),
        ("https://evil.example.org", "/"), ("javascript:alert(1)", "/"), ("", "/"), ("goals", "/"), ("/\t/evil.example.org", "/"),
        ("/\n/evil.example.org", "/"), (" /goals", "/"), ("/a\\b", "/"), ("/ü", "/"), ("/" + String(repeating: "a", count: 2048), "/"),
    ])
    func aBrowserReturnsToOurOwnPaths(_ path: String, _ checked: String) {
        #expect(SignInFlow(returnTo: path, now: testClock.now()).returnTo == checked)
    }

    @Test func theCookieShowsNothing() async throws {
        try await TestIssuer.with { (issuer) async throws in
            let (url, cookie) = try await issuer.provider().authorizationURL(returnTo: "/somewhere")
            let plain = String(decoding: Base64URL.decode(cookie)!, as: UTF8.self)
            #expect(!plain.contains("somewhere") && !plain.contains("verifier") && !url.contains("somewhere"))
            #expect(cookie.utf8.count < 4096)
        }
    }
}
