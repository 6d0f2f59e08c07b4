import Crypto
import EventLoop
import FoundationEssentials
import GoalsCore
import HTTPClient
import HTTPKit
import HTTPTypes
import Synchronization
import TestSupport

@testable import GoalsServer

/// An OpenID Connect provider on a port of its own, with everybody signed in already; and the address of a load balancer's keys.
final class TestIssuer: Sendable {
    /// What it does, rightly unless a test says otherwise.
    struct Behaviour: Sendable {
        var key = P256.Signing.PrivateKey()
        var keyID = "key-1"
        /// Answers everything with this, when set.
        var failure: HTTPResponse.Status?
        var tokenFailure: (HTTPResponse.Status, String)?
        /// Put over the claims of the ID tokens; null takes one away.
        var claims: [String: String] = [:]
        var header: String?
        var userInfo = #"{"sub":"ada-1","email":"ada@example.org","email_verified":true,"name":"Ada"}"#
        /// Put over what it says of itself.
        var metadata: [String: String] = [:]
        /// How often each path has been asked for.
        var asked: [String: Int] = [:]
        /// What a code was given out for.
        var codes: [String: (nonce: String, challenge: String, redirect: String)] = [:]
        /// Keys of a load balancer, in PEM.
        var pem: [String: String] = [:]
    }

    let behaviour = Mutex(Behaviour())
    let clock: SettableClock
    private let server: HTTPServer
    let url: String

    static let secret = "s3cret/ with:signs&"

    /// Runs `body` with an issuer that is gone afterwards.
    static func with(_ body: (TestIssuer) async throws -> Void) async throws {
        let issuer = try await TestIssuer()
        var failure: (any Error)?
        do { try await body(issuer) } catch { failure = error }
        await issuer.stop()
        if let failure { throw failure }
    }

    private init() async throws {
        let box = Box()
        clock = SettableClock(testClock.instant)
        server = HTTPServer(loops: loops, handler: { request in try await box.issuer.withLock { $0 }!.answer(request) })
        url = "http://127.0.0.1:\(try await server.start(on: SocketAddress(host: "127.0.0.1", port: 0)!).port)"
        box.issuer.withLock { $0 = self }
    }

    private final class Box: Sendable {
        let issuer = Mutex<TestIssuer?>(nil)
    }

    func stop() async { await server.shutDown(within: .zero) }

    func change(_ change: @Sendable (inout Behaviour) -> Void) { behaviour.withLock { change(&$0) } }

    func asked(_ path: String) -> Int { behaviour.withLock { $0.asked[path] ?? 0 } }

    func provider(secret: String = TestIssuer.secret) -> OpenIDProvider {
        OpenIDProvider(
            .init(issuer: url, clientID: "goals:1", clientSecret: Secret(secret), publicURL: "https://goals.example.org"), clock: clock)
    }

    /// A browser's way to the provider: what it comes back with.
    func authorize(_ url: String) async throws -> (code: String, state: String) {
        var configuration = HTTPClient.Configuration()
        configuration.allowsPlainText = true
        let response = try await HTTPClient(configuration).send(.get(url))
        guard response.status == 200 else { throw HarnessError(description: String(decoding: response.body, as: UTF8.self)) }
        let json = try JSONValue(parsing: response.body)
        return (json["code"].string!, json["state"].string!)
    }

    private func answer(_ request: Request) async throws -> Response {
        let path = request.path
        let failure = behaviour.withLock { behaviour in
            behaviour.asked[path, default: 0] += 1
            return behaviour.failure
        }
        if let failure { throw HTTPError(failure) }
        switch path {
        case "/.well-known/openid-configuration": return Self.json(metadata)
        case "/keys": return Self.json(keys)
        case "/authorize": return try authorization(request)
        case "/token": return try await token(request)
        case "/userinfo":
            guard request.head[.authorization] == "Bearer access-1" else { throw HTTPError(.unauthorized) }
            return Self.json(behaviour.withLock { $0.userInfo })
        default:
            guard let pem = behaviour.withLock({ $0.pem[String(path.dropFirst())] }) else { throw HTTPError(.notFound) }
            return .text(pem)
        }
    }

    private var metadata: String {
        Self.object(
            [
                "issuer": "\"\(url)\"", "authorization_endpoint": "\"\(url)/authorize\"", "token_endpoint": "\"\(url)/token\"",
                "jwks_uri": "\"\(url)/keys\"", "userinfo_endpoint": "\"\(url)/userinfo\"",
            ], behaviour.withLock { $0.metadata })
    }

    private var keys: String {
        behaviour.withLock { behaviour in
            let point = behaviour.key.publicKey.rawRepresentation
            return """
                {"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"\(behaviour.keyID)","x":"\(Base64URL.encode(point.prefix(32)))",\
                "y":"\(Base64URL.encode(point.suffix(32)))"}]}
                """
        }
    }

    private func authorization(_ request: Request) throws -> Response {
        let query = request.query
        guard query["response_type"] == "code", query["client_id"] == "goals:1", query["code_challenge_method"] == "S256",
            let challenge = query["code_challenge"], let state = query["state"], let nonce = query["nonce"],
            query["scope"]?.split(separator: " ").contains("openid") == true,
            let redirect = query["redirect_uri"], redirect == "https://goals.example.org/api/v1/session/callback"
        else { throw HTTPError(.badRequest, "not an authorization request") }
        return behaviour.withLock { behaviour in
            let code = "code/\(behaviour.codes.count)+"
            behaviour.codes[code] = (nonce, challenge, redirect)
            return Self.json(#"{"code":"\#(code)","state":"\#(state)"}"#)
        }
    }

    private func token(_ request: Request) async throws -> Response {
        if let failure = behaviour.withLock({ $0.tokenFailure }) {
            return Response(failure.0, contentType: "application/json", body: .bytes(Array(failure.1.utf8)))
        }
        let form = Self.form(try await request.body.bytes())
        let pair = "goals%3A1:\(PercentEncoding.encode(Self.secret))"
        let isBasic = request.head[.authorization] == "Basic \(Data(pair.utf8).base64EncodedString())"
        let isInForm = form["client_id"] == "goals:1" && form["client_secret"] == Self.secret
        guard isBasic != isInForm, form["grant_type"] == "authorization_code" else {
            throw HTTPError(.unauthorized, "not this client")
        }
        return try behaviour.withLock { behaviour in
            // A code is good once, for who proves to have asked for it.
            guard let code = form["code"], let grant = behaviour.codes.removeValue(forKey: code), form["redirect_uri"] == grant.redirect,
                let verifier = form["code_verifier"], Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))) == grant.challenge
            else {
                return Response(.badRequest, contentType: "application/json", body: .bytes(Array(#"{"error":"invalid_grant"}"#.utf8)))
            }
            let seconds = clock.now().microseconds / 1_000_000
            let claims = Self.object(
                [
                    "iss": "\"\(url)\"", "sub": "\"ada-1\"", "aud": "\"goals:1\"", "exp": "\(seconds + 300)", "iat": "\(seconds)",
                    "nonce": "\"\(grant.nonce)\"", "email": "\"ada@example.org\"", "email_verified": "true", "name": "\"Ada\"",
                ], behaviour.claims)
            let header = behaviour.header ?? #"{"alg":"ES256","kid":"\#(behaviour.keyID)"}"#
            let token = try Issued.token(header: header, claims, by: behaviour.key)
            return Self.json(#"{"access_token":"access-1","token_type":"Bearer","expires_in":300,"id_token":"\#(token)"}"#)
        }
    }

    private static func json(_ text: String) -> Response {
        Response(.ok, contentType: "application/json", body: .bytes(Array(text.utf8)))
    }

    private static func object(_ members: [String: String], _ changes: [String: String]) -> String {
        let members = members.merging(changes) { $1 }.filter { $0.value != "null" }
        return "{" + members.map { "\"\($0.key)\":\($0.value)" }.sorted().joined(separator: ",") + "}"
    }

    private static func form(_ bytes: [UInt8]) -> [String: String] {
        let pairs = bytes.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (PercentEncoding.decode(parts[0]), parts.count == 2 ? PercentEncoding.decode(parts[1]) : "")
        }
        return Dictionary(pairs) { $1 }
    }
}

/// A clock that a test moves.
final class SettableClock: WallClock {
    private let instant: Mutex<Instant>

    init(_ instant: Instant) { self.instant = Mutex(instant) }

    func now() -> Instant { instant.withLock { $0 } }

    func advance(seconds: Int) {
        instant.withLock { $0 = Instant(microseconds: $0.microseconds + Int64(seconds) * 1_000_000) }
    }
}
