import GoalsCore
import Testing

@testable import GoalsServer

@Suite struct TokenClaimsTests {
    private let now = Instant(microseconds: 1_000_000 * 1_000_000)

    private func claims(_ json: String) throws -> TokenClaims { try TokenClaims(Array(json.utf8)) }

    @Test(arguments: [
        (#"{"exp":1000001}"#, nil), (#"{"exp":1000000}"#, nil), (#"{"exp":999941}"#, nil), (#"{"exp":1.000001e6}"#, nil),
        (#"{"exp":999940.5}"#, nil), (#"{"exp":999940}"#, "exp"), (#"{"exp":0}"#, "exp"), (#"{}"#, "exp"), (#"{"exp":null}"#, "exp"),
        (#"{"exp":"1000001"}"#, "exp"), (#"{"exp":1e400}"#, "exp"), (#"{"exp":-1}"#, "exp"), (#"{"exp":1e300}"#, "exp"),
        (#"{"exp":2000000,"nbf":1000060}"#, nil), (#"{"exp":2000000,"nbf":1000061}"#, "nbf"), (#"{"exp":2000000,"nbf":"x"}"#, "nbf"),
        (#"{"exp":2000000,"iat":1000060,"nbf":5}"#, nil), (#"{"exp":2000000,"iat":1000061}"#, "iat"), (#"{"exp":2000000,"iat":[]}"#, "iat"),
    ])
    func aTokenIsBelievedInItsTime(_ json: String, _ wrong: String?) throws {
        let claims = try claims(json)
        if let wrong {
            #expect(throws: TokenError.claim(wrong)) { try claims.checkTime(now) }
        } else {
            try claims.checkTime(now)
        }
    }

    @Test(arguments: [
        (#"{"aud":"me"}"#, nil), (#"{"aud":["me"]}"#, nil), (#"{"aud":["me","other"],"azp":"me"}"#, nil),
        (#"{"aud":"me","azp":"me"}"#, nil),
        (#"{"aud":"other"}"#, "aud"), (#"{"aud":["other"]}"#, "aud"), (#"{"aud":[]}"#, "aud"), (#"{}"#, "aud"), (#"{"aud":null}"#, "aud"),
        (#"{"aud":{"me":1}}"#, "aud"), (#"{"aud":"me "}"#, "aud"), (#"{"aud":"ME"}"#, "aud"), (#"{"aud":["me","other"]}"#, "azp"),
        (#"{"aud":"me","azp":"other"}"#, "azp"), (#"{"aud":["me","other"],"azp":"other"}"#, "azp"), (#"{"aud":"me","azp":null}"#, "azp"),
    ])
    func aTokenIsForItsAudience(_ json: String, _ wrong: String?) throws {
        let claims = try claims(json)
        if let wrong {
            #expect(throws: TokenError.claim(wrong)) { try claims.checkAudience("me") }
        } else {
            try claims.checkAudience("me")
        }
    }

    @Test func issuerAndNonceAreEqualToTheLastByte() throws {
        let claims = try claims(#"{"iss":"https://id.example.org","nonce":"n-1"}"#)
        try claims.checkIssuer("https://id.example.org")
        try claims.checkNonce("n-1")
        for other in ["https://id.example.org/", "http://id.example.org", "https://id.example.ORG", ""] {
            #expect(throws: TokenError.claim("iss")) { try claims.checkIssuer(other) }
        }
        #expect(throws: TokenError.claim("nonce")) { try claims.checkNonce("n-2") }
        #expect(throws: TokenError.claim("nonce")) { try self.claims("{}").checkNonce("") }
        #expect(throws: TokenError.claim("iss")) {
            try self.claims(#"{"iss":["https://id.example.org"]}"#).checkIssuer("https://id.example.org")
        }
    }

    @Test(arguments: [#"{}"#, #"{"sub":""}"#, #"{"sub":7}"#, #"{"sub":null}"#, #"{"sub":"\#(String(repeating: "x", count: 256))"}"#])
    func aTokenWithoutASubjectIsNoOnes(_ json: String) throws {
        #expect(throws: TokenError.claim("sub")) { try claims(json).subject() }
        #expect(try claims(#"{"sub":"\#(String(repeating: "x", count: 255))"}"#).subject().count == 255)
    }

    @Test(arguments: ["", "[]", "7", "{", #"{"exp":1,"exp":2}"#])
    func whatIsNoObjectIsRefused(_ json: String) {
        #expect(throws: TokenError.malformed) { try claims(json) }
    }

    @Test func truthMayBeWritten() throws {
        let claims = try claims(#"{"a":true,"b":"true","c":false,"d":"false","e":1,"f":null}"#)
        #expect(claims.flag("a") && claims.flag("b"))
        for name in ["c", "d", "e", "f", "g"] { #expect(!claims.flag(name)) }
    }
}
