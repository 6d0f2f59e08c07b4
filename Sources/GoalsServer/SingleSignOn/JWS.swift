import HTTPKit

/// A JSON Web Signature in compact form (RFC 7515 §7.1). What it says can only be had by verifying it.
struct JWS: Sendable {
    /// The algorithms that are known here: of public keys alone, so that no one's public key can serve as a shared secret.
    enum Algorithm: String, Sendable {
        /// ECDSA on P-256 with SHA-256.
        case es256 = "ES256"
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        case rs256 = "RS256"
    }

    enum Padding { case none, required }

    private static let maximumLength = 64 * 1024

    let algorithm: Algorithm
    /// What the header says. Until the signature is verified it may choose between keys, and nothing else.
    let header: JSONObject
    private let signedText: [UInt8]
    private let payload: [UInt8]
    private let signature: [UInt8]

    /// - Parameters:
    ///   - allowed: what the caller's keys are for.
    ///   - padding: whether the parts' base64url is padded, against the standard.
    init(_ compact: String, allowing allowed: Set<Algorithm>, padding: Padding = .none) throws(TokenError) {
        guard compact.utf8.count <= Self.maximumLength else { throw .malformed }
        let parts = compact.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let headerText = Self.decode(parts[0], padding), let payload = Self.decode(parts[1], padding),
            let signature = Self.decode(parts[2], padding), let header = JSONObject(parsing: headerText)
        else { throw .malformed }
        guard let algorithm = header["alg"]?.string.flatMap({ Algorithm(rawValue: $0) }), allowed.contains(algorithm) else {
            throw .algorithm
        }
        guard header["crit"] == nil else { throw .criticalExtension }
        self.algorithm = algorithm
        self.header = header
        self.payload = payload
        self.signature = signature
        signedText = Array("\(parts[0]).\(parts[1])".utf8)
    }

    private static func decode(_ part: Substring, _ padding: Padding) -> [UInt8]? {
        switch padding {
        case .none: return Base64URL.decode(part)
        case .required:
            let text = part.prefix { $0 != "=" }
            guard part.utf8.count % 4 == 0, part.utf8.count - text.utf8.count <= 2, part.dropFirst(text.count).allSatisfy({ $0 == "=" })
            else { return nil }
            return Base64URL.decode(text)
        }
    }

    /// The bytes that were signed.
    func payload(verifiedBy key: VerificationKey) throws(TokenError) -> [UInt8] {
        guard key.algorithm == algorithm else { throw .algorithm }
        guard key.isSignature(signature, of: signedText) else { throw .signature }
        return payload
    }
}

extension JSONObject {
    /// Nil for what is no JSON object.
    init?(parsing bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), case .object(let object) = value else { return nil }
        self = object
    }
}
