/// Why a signed token is not believed. It says nothing of what the token holds.
enum TokenError: Error, Hashable, CustomStringConvertible {
    /// It is no JWS in compact form, or what it holds is no JSON object.
    case malformed
    /// It is signed in a way that is not allowed here, or not at all.
    case algorithm
    /// It demands an extension, and none is understood here (RFC 7515 §4.1.11).
    case criticalExtension
    /// Nobody whom we believe has the key that it names.
    case unknownKey
    /// The key that it names has not signed it.
    case signature
    /// A claim is missing, of the wrong type or not what it must be.
    case claim(String)

    var description: String {
        switch self {
        case .malformed: "the token is malformed"
        case .algorithm: "the token's algorithm is not allowed"
        case .criticalExtension: "the token demands an unknown extension"
        case .unknownKey: "the token's key is unknown"
        case .signature: "the token's signature is wrong"
        case .claim(let name): "the token's claim \"\(name)\" is missing or wrong"
        }
    }
}
