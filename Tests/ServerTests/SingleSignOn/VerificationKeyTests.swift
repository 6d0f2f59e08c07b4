import Crypto
import CryptoExtras
import HTTPKit
import Testing

@testable import GoalsServer

@Suite struct VerificationKeyTests {
    private static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    private static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"

    private func key(_ json: String) -> VerificationKey? { JSONObject(parsing: Array(json.utf8)).flatMap { VerificationKey($0) } }

    @Test(arguments: [
        "", #","use":"sig""#, #","alg":"ES256""#, #","key_ops":["verify"]"#, #","key_ops":["sign","verify"]"#,
        #","use":"sig","alg":"ES256","kid":"1","x5t":"abc","unknown":{"a":[1]}"#,
    ])
    func aKeyForSignaturesIsTaken(_ members: String) {
        #expect(key(#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)"\#(members)}"#)?.algorithm == .es256)
    }

    @Test(arguments: [
        #""kty":"EC","crv":"P-256","x":"\#(x)""#, #""kty":"EC","crv":"P-384","x":"\#(x)","y":"\#(y)""#,
        #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(x)""#, #""kty":"EC","crv":"P-256","x":"\#(x)AA","y":"\#(y)""#,
        #""kty":"EC","crv":"P-256","x":"","y":"\#(y)""#, #""kty":"EC","crv":"P-256","x":1,"y":"\#(y)""#,
        #""kty":"ec","crv":"P-256","x":"\#(x)","y":"\#(y)""#, #""kty":"oct","k":"\#(x)""#, #""kty":"OKP","crv":"Ed25519","x":"\#(x)""#,
        #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","use":"enc""#,
        #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","alg":"RS256""#,
        #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","alg":"ES384""#, #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","alg":null"#,
        #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","key_ops":["encrypt"]"#,
        #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","key_ops":"verify""#, #""kty":"RSA","e":"AQAB""#,
        #""kty":"RSA","n":"AQAB","e":"AQAB""#,
        #""kty":"RSA","n":"","e":""#, "",
    ])
    func whatIsNoSuchKeyIsPassedOver(_ members: String) throws {
        #expect(key("{\(members)}") == nil)
    }

    @Test func aKeyOfRSAHas2048Bits() throws {
        func json(_ key: _RSA.Signing.PublicKey) throws -> String {
            let numbers = try key.getKeyPrimitives()
            return #"{"kty":"RSA","n":"\#(Base64URL.encode(numbers.modulus))","e":"\#(Base64URL.encode(numbers.publicExponent))"}"#
        }
        #expect(key(try json(_RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024)).publicKey)) == nil)
        #expect(key(try json(_RSA.Signing.PrivateKey(keySize: .bits2048).publicKey))?.algorithm == .rs256)
        let long = Base64URL.encode([UInt8](repeating: 0xFF, count: 1025))
        #expect(key(#"{"kty":"RSA","n":"\#(long)","e":"AQAB"}"#) == nil)
    }

    @Test func aTokenChoosesAmongTheKeysOfItsAlgorithm() throws {
        let signer = P256.Signing.PrivateKey()
        let ec = #"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","kid":"ID"}"#
        func keys(_ entries: String...) throws -> VerificationKeys {
            try VerificationKeys(parsing: Array(#"{"keys":[\#(entries.joined(separator: ","))]}"#.utf8))
        }
        func find(_ header: String, in keys: VerificationKeys) throws -> VerificationKey {
            try keys.key(for: JWS(Issued.token(header: header, "{}", by: signer), allowing: [.es256, .rs256]))
        }
        let one = try keys(ec.replacing("ID", with: "1"), #"{"kty":"oct"}"#, "7", #"{"kty":"EC"}"#)
        #expect(try find(#"{"alg":"ES256","kid":"1"}"#, in: one).algorithm == .es256)
        #expect(try find(#"{"alg":"ES256"}"#, in: one).algorithm == .es256)
        for header in [
            #"{"alg":"ES256","kid":"2"}"#, #"{"alg":"ES256","kid":1}"#, #"{"alg":"ES256","kid":null}"#, #"{"alg":"RS256","kid":"1"}"#,
        ] {
            #expect(throws: TokenError.unknownKey) { try find(header, in: one) }
        }
        let two = try keys(ec.replacing("ID", with: "1"), ec.replacing("ID", with: "2"))
        #expect(try find(#"{"alg":"ES256","kid":"2"}"#, in: two).algorithm == .es256)
        #expect(throws: TokenError.unknownKey) { try find(#"{"alg":"ES256"}"#, in: two) }
        #expect(throws: TokenError.unknownKey) { try find(#"{"alg":"ES256","kid":"1"}"#, in: try keys()) }
    }

    @Test(arguments: ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[}"#, "<html>", #"{"keys":[\#(String(repeating: "1,", count: 100))1]}"#])
    func whatIsNoSetOfKeysIsRefused(_ text: String) {
        #expect(throws: TokenError.malformed) { try VerificationKeys(parsing: Array(text.utf8)) }
    }

    @Test(arguments: ["", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "<Error/>"])
    func whatIsNoPEMOfSuchAKeyIsRefused(_ text: String) throws {
        #expect(VerificationKey(pemOfP256: text) == nil)
        #expect(VerificationKey(pemOfP256: P384.Signing.PrivateKey().publicKey.pemRepresentation) == nil)
        #expect(VerificationKey(pemOfP256: try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey.pemRepresentation) == nil)
    }
}
