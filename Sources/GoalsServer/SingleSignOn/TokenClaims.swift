import GoalsCore
import HTTPKit

/// The claims of a JSON Web Token (RFC 7519 §4) whose signature has been verified.
struct TokenClaims: Sendable {
    /// How far clocks may differ.
    private static let leeway: Double = 60

    private let object: JSONObject

    init(_ payload: [UInt8]) throws(TokenError) {
        guard let object = JSONObject(parsing: payload) else { throw .malformed }
        self.object = object
    }

    /// A verified token's header, where that has claims too.
    init(_ header: JSONObject) { object = header }

    /// - Throws: unless the token has not expired, is valid already and was not made in the future.
    func checkTime(_ now: Instant) throws(TokenError) {
        let seconds = Double(now.microseconds) / 1_000_000
        guard let expiry = try time("exp") else { throw .claim("exp") }
        guard seconds < expiry + Self.leeway else { throw .claim("exp") }
        if let start = try time("nbf"), seconds < start - Self.leeway { throw .claim("nbf") }
        if let made = try time("iat"), seconds < made - Self.leeway { throw .claim("iat") }
    }

    func checkIssuer(_ issuer: String) throws(TokenError) {
        guard object["iss"]?.string == issuer else { throw .claim("iss") }
    }

    /// - Throws: unless the token was made for `client` (OpenID Connect Core §3.1.3.7, 3 to 5). Where it is for others too, it must say that
    ///   `client` was the one that asked for it.
    func checkAudience(_ client: String) throws(TokenError) {
        let audiences: [JSONValue]? = if case .string? = object["aud"] { object["aud"].map { [$0] } } else { object["aud"]?.array }
        guard let audiences, audiences.contains(.string(client)) else { throw .claim("aud") }
        if let party = object["azp"] {
            guard party == .string(client) else { throw .claim("azp") }
        } else if audiences.count > 1 {
            throw .claim("azp")
        }
    }

    /// - Throws: unless the token answers the request that `nonce` was made for.
    func checkNonce(_ nonce: String) throws(TokenError) {
        guard object["nonce"]?.string == nonce else { throw .claim("nonce") }
    }

    /// Who this is, to the issuer: never empty, up to 255 bytes.
    func subject() throws(TokenError) -> String {
        guard let subject = text("sub"), !subject.isEmpty, subject.utf8.count <= 255 else { throw .claim("sub") }
        return subject
    }

    /// A claim that may be missing; one of another type counts as missing.
    func text(_ name: String) -> String? { object[name]?.string }

    /// Some issuers write truth as text.
    func flag(_ name: String) -> Bool { object[name] == .bool(true) || object[name] == .string("true") }

    func has(_ name: String) -> Bool { object[name] != nil }

    /// Seconds since 1970, with or without a fraction (RFC 7519 §2).
    private func time(_ name: String) throws(TokenError) -> Double? {
        guard let value = object[name] else { return nil }
        guard case .number(let digits) = value, let seconds = Double(digits), (0...253_402_300_799).contains(seconds) else {
            throw .claim(name)
        }
        return seconds
    }
}
