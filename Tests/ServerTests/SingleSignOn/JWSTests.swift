import Crypto
import CryptoExtras
import HTTPKit
import Testing

@testable import GoalsServer

@Suite struct JWSTests {
    private static let claims =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    /// RFC 7515 appendix A.2.
    private static let rsaKey = """
        {"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4Q\
        lL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2Cap\
        Hg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}
        """
    private static let rsaToken = """
        eyJhbGciOiJSUzI1NiJ9.\(claims).cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujG\
        bds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12\
        jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw
        """

    /// RFC 7515 appendix A.3.
    private static let ecKey = """
        {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
        """
    private static let ecToken = """
        eyJhbGciOiJFUzI1NiJ9.\(claims).DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q
        """

    private static func key(_ json: String) throws -> VerificationKey {
        let jwk = try #require(JSONObject(parsing: Array(json.utf8)))
        return try #require(VerificationKey(jwk))
    }

    @Test(arguments: [(rsaToken, rsaKey), (ecToken, ecKey)])
    func theStandardsVectorsAreVerified(_ token: String, _ key: String) throws {
        let payload = try JWS(token, allowing: [.es256, .rs256]).payload(verifiedBy: Self.key(key))
        #expect(
            String(decoding: payload, as: UTF8.self) == "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"
        )
    }

    /// Whichever character is another one, the token is refused: as malformed, or because the signature is wrong.
    @Test(arguments: [(rsaToken, rsaKey), (ecToken, ecKey)])
    func noCharacterCanBeChanged(_ token: String, _ key: String) throws {
        let key = try Self.key(key)
        for index in token.indices {
            var changed = token
            changed.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
            #expect(throws: TokenError.self) { try JWS(changed, allowing: [.es256, .rs256]).payload(verifiedBy: key) }
        }
        for shorter in [String(token.dropLast()), String(token.dropLast(4)), token + "A", token + "AAAA", token + "="] {
            #expect(throws: TokenError.self) { try JWS(shorter, allowing: [.es256, .rs256]).payload(verifiedBy: key) }
        }
    }

    @Test func oneKeysSignatureIsNotAnothers() throws {
        let (mine, theirs) = (P256.Signing.PrivateKey(), P256.Signing.PrivateKey())
        let token = try JWS(Issued.token("{}", by: mine), allowing: [.es256])
        #expect(throws: TokenError.signature) { try token.payload(verifiedBy: Issued.key(theirs)) }
        #expect(try token.payload(verifiedBy: Issued.key(mine)) == Array("{}".utf8))
    }

    /// Nothing that a token says of its algorithm makes a key serve for another.
    @Test func algorithmsAreNotConfused() throws {
        let key = P256.Signing.PrivateKey()
        for header in [
            "{\"alg\":\"none\"}", "{\"alg\":\"None\"}", "{\"alg\":\"NONE\"}", "{\"alg\":\"\"}", "{\"alg\":null}", "{}", "{\"alg\":1}",
        ] {
            let parts = [header, "{}"].map { Base64URL.encode($0.utf8) }
            for signature in ["", "AAAA"] {
                #expect(throws: TokenError.algorithm) { try JWS("\(parts[0]).\(parts[1]).\(signature)", allowing: [.es256, .rs256]) }
            }
        }
        // Signed with HMAC whose secret is the public key, in each form that a verifier may hold it in.
        for algorithm in ["HS256", "HS384", "HS512"] {
            let text = Issued.text("{\"alg\":\"\(algorithm)\"}", "{}")
            for secret in [Array(key.publicKey.pemRepresentation.utf8), [UInt8](key.publicKey.derRepresentation)] {
                let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret))
                #expect(throws: TokenError.algorithm) { try JWS("\(text).\(Base64URL.encode(code))", allowing: [.es256, .rs256]) }
            }
        }
        for algorithm in ["RS384", "PS256", "ES384", "ES512", "ES256K", "EdDSA", "es256", "ES256 "] {
            #expect(throws: TokenError.algorithm) {
                try JWS(Issued.token(header: "{\"alg\":\"\(algorithm)\"}", "{}", by: key), allowing: [.es256, .rs256])
            }
        }
        // Says RS256, is signed with ECDSA.
        let disguised = try JWS(Issued.token(header: "{\"alg\":\"RS256\"}", "{}", by: key), allowing: [.es256, .rs256])
        #expect(throws: TokenError.algorithm) { try disguised.payload(verifiedBy: Issued.key(key)) }
        #expect(throws: TokenError.signature) { try disguised.payload(verifiedBy: Self.key(Self.rsaKey)) }
    }

    @Test func whatTheCallerDoesNotAllowIsRefused() {
        #expect(throws: TokenError.algorithm) { try JWS(Self.rsaToken, allowing: [.es256]) }
        #expect(throws: TokenError.algorithm) { try JWS(Self.ecToken, allowing: [.rs256]) }
        #expect(throws: TokenError.algorithm) { try JWS(Self.ecToken, allowing: []) }
    }

    @Test(arguments: [
        "{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1}", "{\"alg\":\"ES256\",\"crit\":[]}", "{\"alg\":\"ES256\",\"crit\":null}",
    ])
    func aDemandedExtensionIsRefused(_ header: String) {
        #expect(throws: TokenError.criticalExtension) {
            try JWS(Issued.token(header: header, "{}", by: P256.Signing.PrivateKey()), allowing: [.es256])
        }
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b.c", "\(claims)", "eyJhbGciOiJFUzI1NiJ9.\(claims)", "eyJhbGciOiJFUzI1NiJ9.\(claims).AAAA.AAAA",
        // JSON that is none, or that holds a member twice, or is no object.
        "\(Base64URL.encode("{\"alg\":\"ES256\"".utf8)).AAAA.AAAA",
        "\(Base64URL.encode("{\"alg\":\"none\",\"alg\":\"ES256\"}".utf8)).AAAA.AAAA",
        "\(Base64URL.encode("[\"ES256\"]".utf8)).AAAA.AAAA", " eyJhbGciOiJFUzI1NiJ9.AAAA.AAAA", "eyJhbGciOiJFUzI1NiJ9=.AAAA.AAAA",
        "eyJhbGciOiJFUzI1NiJ9.A A A.AAAA", "eyJhbGciOiJFUzI1NiJ9." + String(repeating: "A", count: 70_000) + ".AAAA",
        // The JSON serialisations.
        "{\"payload\":\"\(claims)\",\"protected\":\"eyJhbGciOiJFUzI1NiJ9\",\"signature\":\"AAAA\"}",
    ])
    func whatIsNoTokenIsRefused(_ text: String) {
        #expect(throws: TokenError.malformed) { try JWS(text, allowing: [.es256, .rs256]) }
    }

    @Test func paddingIsThereOrNotAsItIsAskedFor() throws {
        let key = P256.Signing.PrivateKey()
        for claims in ["{}", "{\"a\":1}", "{\"a\":12}", "{\"a\":123}"] {
            let padded = try Issued.token(header: "{\"alg\":\"ES256\" }", claims, by: key, padded: true)
            #expect(try JWS(padded, allowing: [.es256], padding: .required).payload(verifiedBy: Issued.key(key)) == Array(claims.utf8))
            if padded.contains("=") { #expect(throws: TokenError.malformed) { try JWS(padded, allowing: [.es256]) } }
        }
        let plain = try Issued.token(header: "{\"alg\":\"ES256\"}", "{\"a\":12}", by: key)
        #expect(throws: TokenError.malformed) { try JWS(plain, allowing: [.es256], padding: .required) }
        for part in ["e30=A===", "e30A====", "e3==", "e=30", "e30=e30="] {
            #expect(throws: TokenError.malformed) { try JWS("eyJhbGciOiJFUzI1NiJ9.\(part).AAAA", allowing: [.es256], padding: .required) }
        }
    }
}

/// Tokens as an issuer makes them.
enum Issued {
    static func text(_ header: String, _ claims: String, padded: Bool = false) -> String {
        [header, claims].map { encode(Array($0.utf8), padded) }.joined(separator: ".")
    }

    static func token(
        header: String = #"{"alg":"ES256"}"#, _ claims: String, by key: P256.Signing.PrivateKey, padded: Bool = false
    ) throws -> String {
        let text = text(header, claims, padded: padded)
        return "\(text).\(encode([UInt8](try key.signature(for: SHA256.hash(data: Array(text.utf8))).rawRepresentation), padded))"
    }

    static func token(header: String = #"{"alg":"RS256"}"#, _ claims: String, by key: _RSA.Signing.PrivateKey) throws -> String {
        let text = text(header, claims)
        let signature = try key.signature(for: SHA256.hash(data: Array(text.utf8)), padding: .insecurePKCS1v1_5)
        return "\(text).\(Base64URL.encode(signature.rawRepresentation))"
    }

    static func key(_ key: P256.Signing.PrivateKey) throws -> VerificationKey {
        try #require(VerificationKey(pemOfP256: key.publicKey.pemRepresentation))
    }

    private static func encode(_ bytes: [UInt8], _ padded: Bool) -> String {
        let text = Base64URL.encode(bytes)
        return padded ? text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4) : text
    }
}
