/// A user as the server knows them: who they are, and what they may do where.
public struct Account: Hashable, Sendable {
    public var user: User
    /// As they wrote it; nil for the one user of a server without accounts, and for those whom single sign-on has told none.
    public var email: String?
    /// Whether they manage the server's accounts.
    public var isAdmin: Bool
    /// Their role in each space that they are a member of.
    public var roles: [Space.ID: Role]

    public init(user: User, email: String?, isAdmin: Bool, roles: [Space.ID: Role]) {
        self.user = user
        self.email = email
        self.isAdmin = isAdmin
        self.roles = roles
    }
}

/// An e-mail address as an account's name. Nothing is sent there, so only its form is checked (RFC 5321 §4.5.3.1 for the lengths).
public struct EmailAddress: Hashable, Sendable {
    /// As it was written, without white space around it.
    public let text: String
    /// What tells accounts apart: in lower case, as hardly any server tells "A@b" from "a@b".
    public let key: String

    public init?(_ text: String) {
        let trimmed = Validation.trimmed(text)
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), (1...255).contains(parts[1].utf8.count),
            trimmed.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace && !Validation.isControl($0) }),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix("."), !parts[1].contains("..")
        else { return nil }
        self.text = trimmed
        key = trimmed.lowercased()
    }
}
