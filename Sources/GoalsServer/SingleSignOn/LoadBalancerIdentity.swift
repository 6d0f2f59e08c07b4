import GoalsCore
import HTTPClient
import HTTPKit

/// Sign-in by an AWS Application Load Balancer that has signed people in itself. Only what it signs is believed, `x-amzn-oidc-data`; the
/// header `x-amzn-oidc-identity` beside it is not looked at, for whoever reaches this server past the load balancer can write that.
actor LoadBalancerIdentity {
    struct Configuration: Sendable {
        /// The one load balancer that is believed: any in the region has its keys at the same address.
        var signer: String
        /// The provider that it signs people in with.
        var issuer: String
        /// What stands before a key's id in its address.
        var keysURL: String
        var certificateAuthorities: String?
    }

    /// The header's name.
    static let header = "x-amzn-oidc-data"

    /// As many keys as a load balancer has at a time, and more.
    private static let maximumKeys = 8
    /// In that many seconds as many keys may be asked for: made-up ids must not make us ask for ever.
    private static let window: (seconds: Int64, requests: Int) = (60, 10)

    private let configuration: Configuration
    private let client: HTTPClient
    private let clock: any WallClock
    private var keys: [(id: String, key: VerificationKey)] = []
    private var asked: [Instant] = []

    init(_ configuration: Configuration, clock: any WallClock) {
        self.configuration = configuration
        self.clock = clock
        client = HTTPClient(.init(for: configuration.keysURL, certificateAuthorities: configuration.certificateAuthorities))
    }

    /// Whom the load balancer has signed in.
    /// - Parameter data: the value of `header`. There must be one only.
    func identity(_ data: String) async throws(SingleSignOnError) -> Identity {
        do {
            // The load balancer pads its base64url.
            let token = try JWS(data, allowing: [.es256], padding: .required)
            guard token.header["signer"]?.string == configuration.signer else { throw TokenError.claim("signer") }
            guard let id = token.header["kid"]?.string, Self.isUUID(id) else { throw TokenError.unknownKey }
            let claims = try TokenClaims(token.payload(verifiedBy: try await key(id)))
            // From here on the header is signed too. It must tell issuer and expiry, and so must the claims where they do.
            let now = clock.now()
            let header = TokenClaims(token.header)
            for part in [header, claims] where part.has("iss") || part.has("exp") {
                try part.checkIssuer(configuration.issuer)
                try part.checkTime(now)
            }
            guard header.has("exp") || claims.has("exp") else { throw TokenError.claim("exp") }
            return try Identity(issuer: configuration.issuer, claims: claims)
        } catch {
            throw (error as? TokenError).map { .token($0) } ?? (error as? SingleSignOnError) ?? .token(.malformed)
        }
    }

    private func key(_ id: String) async throws -> VerificationKey {
        if let known = keys.first(where: { $0.id == id }) { return known.key }
        let now = clock.now()
        asked.removeAll { abs(now.microseconds - $0.microseconds) >= Self.window.seconds * 1_000_000 }
        guard asked.count < Self.window.requests else { throw SingleSignOnError.unavailable(.busy) }
        asked.append(now)
        let response = try await client.answer(to: .get("\(configuration.keysURL)/\(id)"))
        switch response.status {
        case 200:
            guard let key = VerificationKey(pemOfP256: String(decoding: response.body, as: UTF8.self)) else {
                throw SingleSignOnError.misconfigured("publishes no key in PEM")
            }
            keys = (keys + [(id, key)]).suffix(Self.maximumKeys)
            return key
        case 400..<500: throw TokenError.unknownKey
        default: throw SingleSignOnError.unavailable(.failed("status \(response.status)"))
        }
    }

    /// The id becomes part of an address: nothing but a UUID may.
    private static func isUUID(_ text: String) -> Bool {
        let lengths = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        return lengths == [8, 4, 4, 4, 12] && text.allSatisfy { $0 == "-" || ($0.isASCII && $0.isHexDigit) }
    }
}
