import FoundationEssentials
import GoalsCore
import HTTPClient
import HTTPKit

/// Sign-in by an OpenID Connect provider (Core 1.0): authorization code flow with PKCE.
///
/// A route sends the browser to `authorizationURL` and has it keep the cookie; the route at `callbackPath` gives `complete` what comes back.
final class OpenIDProvider: Sendable {
    struct Configuration: Sendable {
        var issuer: String
        var clientID: String
        var clientSecret: Secret
        var scopes = ["openid", "email", "profile"]
        /// Where people reach this server; the provider must know the address with `callbackPath` behind it.
        var publicURL: String
        var certificateAuthorities: String?
    }

    static let callbackPath = "/api/v1/session/callback"

    private let configuration: Configuration
    private let client: HTTPClient
    private let clock: any WallClock
    private let seal: SignInFlow.Seal
    private let metadata: Fetched<OpenIDMetadata>
    private let keys: Fetched<VerificationKeys>

    init(_ configuration: Configuration, clock: any WallClock) {
        self.configuration = configuration
        self.clock = clock
        let client = HTTPClient(.init(for: configuration.issuer, certificateAuthorities: configuration.certificateAuthorities))
        self.client = client
        seal = SignInFlow.Seal(secret: configuration.clientSecret, issuer: configuration.issuer, client: configuration.clientID)
        let issuer = configuration.issuer
        let metadata = Fetched(clock: clock) {
            await client.document(at: OpenIDMetadata.address(of: issuer)).flatMap { OpenIDMetadata.read($0, issuer: issuer) }
        }
        self.metadata = metadata
        keys = Fetched(clock: clock) {
            do throws(SingleSignOnError) {
                return await client.document(at: try await metadata.value().keys).flatMap { body in
                    do throws(TokenError) {
                        return .success(try VerificationKeys(parsing: body))
                    } catch {
                        return .failure(.misconfigured("publishes no set of keys"))
                    }
                }
            } catch { return .failure(error) }
        }
    }

    /// Where to send a browser, and the cookie it has to bring back.
    /// - Parameter returnTo: where it is to go afterwards; the start, if that is no path of ours.
    func authorizationURL(returnTo: String) async throws(SingleSignOnError) -> (url: String, cookie: String) {
        let metadata = try await metadata.value()
        let flow = SignInFlow(returnTo: returnTo, now: clock.now())
        let parameters = [
            ("response_type", "code"), ("client_id", configuration.clientID), ("redirect_uri", redirectURL),
            ("scope", configuration.scopes.joined(separator: " ")), ("state", flow.state), ("nonce", flow.nonce),
            ("code_challenge", flow.challenge), ("code_challenge_method", "S256"),
        ]
        let query = parameters.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        return (metadata.authorization + (metadata.authorization.contains("?") ? "&" : "?") + query, try seal.seal(flow))
    }

    /// Who has signed in, and where they wanted to go.
    /// - Parameters:
    ///   - issuer: the parameter `iss` (RFC 9207), if there is one.
    func complete(
        code: String, state: String, issuer: String? = nil, cookie: String
    ) async throws(SingleSignOnError) -> (identity: Identity, returnTo: String) {
        let flow = try seal.open(cookie, now: clock.now())
        guard ConstantTime.areEqual(flow.state, state),
            issuer ?? configuration.issuer == configuration.issuer
        else { throw .unknownFlow }
        let metadata = try await metadata.value()
        let answer = try await tokens(for: code, flow, metadata)
        guard let token = answer["id_token"]?.string else { throw .misconfigured("answers without an ID token") }
        let claims = try await claims(of: token, flow)
        var identity: Identity
        do throws(TokenError) {
            identity = try Identity(issuer: configuration.issuer, claims: claims)
        } catch { throw .token(error) }
        if identity.email == nil || identity.name == nil, let address = metadata.userInfo, let access = answer["access_token"]?.string {
            try await complete(&identity, from: address, access)
        }
        return (identity, flow.returnTo)
    }

    private var redirectURL: String { configuration.publicURL + Self.callbackPath }

    /// The provider's answer to a code (Core §3.1.3).
    private func tokens(for code: String, _ flow: SignInFlow, _ metadata: OpenIDMetadata) async throws(SingleSignOnError) -> JSONObject {
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURL), ("code_verifier", flow.verifier),
        ]
        var fields = [("Accept", "application/json")]
        let (id, secret) = (configuration.clientID, configuration.clientSecret.value)
        if metadata.takesBasicAuthentication {
            let pair = "\(PercentEncoding.encode(id)):\(PercentEncoding.encode(secret))"
            fields.append(("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        } else {
            form += [("client_id", id), ("client_secret", secret)]
        }
        let response = try await client.answer(to: .post(metadata.token, form: form, fields: fields))
        let json = JSONObject(parsing: response.body)
        switch response.status {
        case 200:
            guard let json else { throw .misconfigured("answers a code with what is no JSON") }
            return json
        case 400..<500:
            // Any other reason than a code that is used, wrong or too old is for who runs this server (RFC 6749 §5.2).
            if json?["error"]?.string == "invalid_grant" { throw .codeRefused }
            throw .misconfigured("refuses this client, with status \(response.status)")
        default: throw .unavailable(.failed("status \(response.status)"))
        }
    }

    /// What an ID token says, once it is verified (Core §3.1.3.7).
    private func claims(of text: String, _ flow: SignInFlow) async throws(SingleSignOnError) -> TokenClaims {
        do {
            let token = try JWS(text, allowing: [.es256, .rs256])
            let claims = try TokenClaims(token.payload(verifiedBy: try await key(for: token)))
            try claims.checkIssuer(configuration.issuer)
            try claims.checkAudience(configuration.clientID)
            try claims.checkTime(clock.now())
            guard claims.has("iat") else { throw TokenError.claim("iat") }
            try claims.checkNonce(flow.nonce)
            return claims
        } catch {
            throw (error as? TokenError).map { .token($0) } ?? (error as? SingleSignOnError) ?? .token(.malformed)
        }
    }

    /// An unknown key may be a new one.
    private func key(for token: JWS) async throws -> VerificationKey {
        do {
            return try await keys.value().key(for: token)
        } catch TokenError.unknownKey {
            guard let newer = try await keys.newerValue() else { throw TokenError.unknownKey }
            return try newer.key(for: token)
        }
    }

    /// What the ID token leaves out, providers tell at another address (Core §5.3). It must be of the same person.
    private func complete(_ identity: inout Identity, from address: String, _ access: String) async throws(SingleSignOnError) {
        let response = try await client.answer(to: .get(address, fields: [("Authorization", "Bearer \(access)")]))
        guard response.status == 200 else { throw .misconfigured("tells nothing of the person, with status \(response.status)") }
        do throws(TokenError) {
            let claims = try TokenClaims(response.body)
            guard try claims.subject() == identity.subject else { throw .claim("sub") }
            var told = Identity(issuer: identity.issuer, subject: identity.subject)
            told.take(claims)
            if identity.email == nil { (identity.email, identity.emailVerified) = (told.email, told.emailVerified) }
            identity.name = identity.name ?? told.name
        } catch { throw .token(error) }
    }
}
