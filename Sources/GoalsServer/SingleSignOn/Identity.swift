/// Who somebody is, in the words of an issuer that we believe. Only issuer and subject together name a person for good; addresses and names
/// change hands.
struct Identity: Sendable, Hashable {
    let issuer: String
    let subject: String
    var email: String?
    /// Whether the issuer says that the address is theirs.
    var emailVerified = false
    var name: String?
}

extension Identity {
    init(issuer: String, claims: TokenClaims) throws(TokenError) {
        self.issuer = issuer
        subject = try claims.subject()
        take(claims)
    }

    /// What claims tell besides the subject.
    mutating func take(_ claims: TokenClaims) {
        if let email = claims.text("email"), !email.isEmpty {
            self.email = email
            emailVerified = claims.flag("email_verified")
        }
        if let name = claims.text("name") ?? claims.text("preferred_username"), !name.isEmpty { self.name = name }
    }
}
