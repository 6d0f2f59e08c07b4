import Crypto
import CryptoExtras
import HTTPKit

/// A public key that signatures are verified with. It is good for one algorithm, whatever a token says.
struct VerificationKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    private static let rsaBits = 2048...8192
    private static let coordinateBytes = 32

    private let key: Key

    var algorithm: JWS.Algorithm {
        switch key {
        case .p256: .es256
        case .rsa: .rs256
        }
    }

    /// A JSON Web Key (RFC 7517, RFC 7518 §6). Nil for one of another kind or use, and for what is no key or too short a one.
    init?(_ jwk: JSONObject) {
        guard jwk["use"].map({ $0 == .string("sig") }) ?? true,
            jwk["key_ops"].map({ $0.array?.contains(.string("verify")) ?? false }) ?? true
        else { return nil }
        switch jwk["kty"]?.string {
        case "EC":
            guard jwk["crv"]?.string == "P-256", let x = Self.bytes(jwk["x"]), x.count == Self.coordinateBytes,
                let y = Self.bytes(jwk["y"]),
                y.count == Self.coordinateBytes, let point = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            key = .p256(point)
        case "RSA":
            guard let modulus = Self.bytes(jwk["n"]), modulus.count <= Self.rsaBits.upperBound / 8, let exponent = Self.bytes(jwk["e"]),
                let rsa = try? _RSA.Signing.PublicKey(n: modulus, e: exponent), Self.rsaBits.contains(rsa.keySizeInBits)
            else { return nil }
            key = .rsa(rsa)
        default: return nil
        }
        if let algorithm = jwk["alg"], algorithm != .string(self.algorithm.rawValue) { return nil }
    }

    /// An elliptic curve's key in PEM. Nil for anything else.
    init?(pemOfP256 text: String) {
        guard let point = try? P256.Signing.PublicKey(pemRepresentation: text) else { return nil }
        key = .p256(point)
    }

    func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        switch key {
        case .p256(let point):
            // r and s behind one another (RFC 7518 §3.4), never DER.
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return point.isValidSignature(signature, for: SHA256.hash(data: text))
        case .rsa(let rsa):
            return rsa.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
        }
    }

    private static func bytes(_ value: JSONValue?) -> [UInt8]? { value?.string.flatMap { Base64URL.decode($0) } }
}

/// A JSON Web Key Set (RFC 7517 §5). Keys that are not understood are passed over.
struct VerificationKeys: Sendable {
    private static let maximumCount = 100

    private let entries: [(id: String?, key: VerificationKey)]

    init(parsing bytes: [UInt8]) throws(TokenError) {
        guard let keys = JSONObject(parsing: bytes)?["keys"]?.array, keys.count <= Self.maximumCount else { throw .malformed }
        entries = keys.compactMap { value in
            guard case .object(let jwk) = value else { return nil }
            return VerificationKey(jwk).map { (jwk["kid"]?.string, $0) }
        }
    }

    /// The key that a token names. One that names none can only be meant when there is no other.
    /// - Throws: `unknownKey`.
    func key(for token: JWS) throws(TokenError) -> VerificationKey {
        let fitting = entries.filter { $0.key.algorithm == token.algorithm }
        guard let id = token.header["kid"] else {
            guard fitting.count == 1 else { throw .unknownKey }
            return fitting[0].key
        }
        guard let entry = fitting.first(where: { $0.id != nil && $0.id == id.string }) else { throw .unknownKey }
        return entry.key
    }
}
