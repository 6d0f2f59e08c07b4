import Crypto
import GoalsCore
import HTTPTypes
import HTTPClient
import Testing

@testable import GoalsServer

@Suite struct LoadBalancerIdentityTests {
    private static let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/goals/50dc6c495c0c9188"
    private static let provider = "https://id.example.org"
    private static let keyID = "12345678-90ab-cdef-1234-567890ABCDEF"

    private let key = P256.Signing.PrivateKey()

    /// Runs `body` with a load balancer's keys at an address of their own.
    private func withKeys(_ body: (TestIssuer, LoadBalancerIdentity) async throws -> Void) async throws {
        try await TestIssuer.with { (issuer) async throws in
            let pem = key.publicKey.pemRepresentation
            issuer.change { $0.pem[Self.keyID] = pem }
            try await body(
                issuer,
                LoadBalancerIdentity(.init(signer: Self.arn, issuer: Self.provider, keysURL: issuer.url), clock: issuer.clock))
        }
    }

    private static let header = [
        "alg": #""ES256""#, "kid": "\"\(keyID)\"", "signer": "\"\(arn)\"", "iss": "\"\(provider)\"", "client": #""goals""#, "exp": "EXP",
    ]
    private static let claims = [
        "sub": #""ada-1""#, "email": #""ada@example.org""#, "email_verified": #""true""#, "name": #""Ada""#, "iss": "\"\(provider)\"",
        "exp": "EXP",
    ]

    private func token(
        _ header: [String: String] = [:], _ claims: [String: String] = [:], by key: P256.Signing.PrivateKey? = nil, padded: Bool = true
    ) throws -> String {
        func json(_ members: [String: String], _ changes: [String: String]) -> String {
            let members = members.merging(changes) { $1 }.filter { $0.value != "null" }
            return "{" + members.map { "\"\($0.key)\":\($0.value)" }.sorted().joined(separator: ",") + "}"
        }
        let expiry = "\(testClock.now().microseconds / 1_000_000 + 120)"
        return try Issued.token(
            header: json(Self.header, header).replacing("EXP", with: expiry), json(Self.claims, claims).replacing("EXP", with: expiry),
            by: key ?? self.key, padded: padded)
    }

    @Test func whomTheLoadBalancerHasSignedInIsBelieved() async throws {
        try await withKeys { (issuer, balancer) async throws in
            let expected = Identity(issuer: Self.provider, subject: "ada-1", email: "ada@example.org", emailVerified: true, name: "Ada")
            for _ in 0..<3 { #expect(try await balancer.identity(token()) == expected) }
            #expect(issuer.asked("/\(Self.keyID)") == 1)
            // Only one of the two places tells issuer and expiry.
            #expect(try await balancer.identity(token([:], ["iss": "null", "exp": "null"])) == expected)
            #expect(try await balancer.identity(token(["iss": "null", "exp": "null"])) == expected)
        }
    }

    @Test(arguments: [
        (["signer": "\"\(arn)x\""], [:], TokenError.claim("signer")), (["signer": "null"], [:], .claim("signer")),
        (["signer": #""arn:aws:elasticloadbalancing:eu-west-1:999999999999:loadbalancer/app/evil/1""#], [:], .claim("signer")),
        (["alg": #""none""#], [:], .algorithm), (["alg": #""RS256""#], [:], .algorithm), (["alg": #""HS256""#], [:], .algorithm),
        (["kid": #""../../evil""#], [:], .unknownKey), (["kid": "null"], [:], .unknownKey), (["kid": #""""#], [:], .unknownKey),
        (["kid": #""12345678-90ab-cdef-1234-567890abcdeg""#], [:], .unknownKey), (["kid": #""\#(keyID)/""#], [:], .unknownKey),
        (["kid": #""12345678-90ab-cdef-1234-567890abcde٣""#], [:], .unknownKey),
        (["kid": #""00000000-0000-0000-0000-000000000000""#], [:], .unknownKey), (["crit": #"["exp"]"#], [:], .criticalExtension),
        (["exp": "1"], [:], .claim("exp")), ([:], ["exp": "1"], .claim("exp")), (["exp": "null"], [:], .claim("exp")),
        (["exp": "null", "iss": "null"], ["exp": "null", "iss": "null"], .claim("exp")),
        (["iss": #""https://another.example.org""#], [:], .claim("iss")), ([:], ["iss": #""https://another.example.org""#], .claim("iss")),
        (["iss": "null"], [:], .claim("iss")), ([:], ["sub": "null"], .claim("sub")), ([:], ["sub": #""""#], .claim("sub")),
    ])
    func whatIsNotRightIsNotBelieved(_ header: [String: String], _ claims: [String: String], _ error: TokenError) async throws {
        try await withKeys { (_, balancer) async throws in
            await #expect(throws: SingleSignOnError.token(error)) { try await balancer.identity(token(header, claims)) }
        }
    }

    @Test func anothersSignatureIsNotBelieved() async throws {
        try await withKeys { (_, balancer) async throws in
            await #expect(throws: SingleSignOnError.token(.signature)) {
                try await balancer.identity(token(by: P256.Signing.PrivateKey()))
            }
            await #expect(throws: SingleSignOnError.token(.malformed)) { try await balancer.identity("ada-1") }
            await #expect(throws: SingleSignOnError.token(.malformed)) { try await balancer.identity("") }
        }
    }

    @Test func aTokenExpires() async throws {
        try await withKeys { (issuer, balancer) async throws in
            let token = try token()
            issuer.clock.advance(seconds: 179)
            #expect(try await balancer.identity(token).subject == "ada-1")
            issuer.clock.advance(seconds: 1)
            await #expect(throws: SingleSignOnError.token(.claim("exp"))) { try await balancer.identity(token) }
        }
    }

    @Test func madeUpKeysDoNotMakeUsAskForEver() async throws {
        try await withKeys { (issuer, balancer) async throws in
            var busy = 0
            for number in 10..<40 {
                let error = await #expect(throws: SingleSignOnError.self) {
                    try await balancer.identity(token(["kid": "\"000000\(number)-0000-0000-0000-000000000000\""]))
                }
                if error == .unavailable(.busy) { busy += 1 }
            }
            #expect(busy == 20)
            issuer.clock.advance(seconds: 60)
            #expect(try await balancer.identity(token()).subject == "ada-1")
        }
    }

    @Test func keysThatCannotBeHadAreSaidToBe() async throws {
        try await withKeys { (issuer, balancer) async throws in
            issuer.change { $0.failure = .internalServerError }
            await #expect(throws: SingleSignOnError.unavailable(.failed("status 500"))) { try await balancer.identity(token()) }
            issuer.change {
                $0.failure = nil
                $0.pem[Self.keyID] = "<Error/>"
            }
            await #expect(throws: SingleSignOnError.misconfigured("publishes no key in PEM")) { try await balancer.identity(token()) }
        }
    }
}
