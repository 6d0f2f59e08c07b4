/// Something that happened to an account, for its owner and for admins to look at later.
public struct SecurityEvent: Sendable, Hashable {
    public typealias ID = Identifier<SecurityEvent>

    public enum Kind: String, Sendable, CaseIterable {
        case signedUp = "signed-up"
        case signedIn = "signed-in"
        case signInFailed = "sign-in-failed"
        case signedOut = "signed-out"
        case sessionEnded = "session-ended"
        case passwordChanged = "password-changed"
        case passwordResetRequested = "password-reset-requested"
        case passwordReset = "password-reset"
        case emailChanged = "email-changed"
        case secondFactorAdded = "second-factor-added"
        case secondFactorRemoved = "second-factor-removed"
        case recoveryCodeUsed = "recovery-code-used"
        case tokenCreated = "token-created"
        case tokenRevoked = "token-revoked"
        case invitationCreated = "invitation-created"
        case invitationWithdrawn = "invitation-withdrawn"
        case invitationAccepted = "invitation-accepted"
        case memberAdded = "member-added"
        case memberRemoved = "member-removed"
        case roleChanged = "role-changed"
        case spaceTransferred = "space-transferred"
        case spaceDeleted = "space-deleted"
        case linkCreated = "link-created"
        case linkRemoved = "link-removed"
        case accountDeleted = "account-deleted"
        case adminChanged = "admin-changed"
        case rateLimited = "rate-limited"
        /// One that a later version of the server has kept.
        case other
    }

    public let id: ID
    /// Whose account it concerns; nil where there is none, as when a sign-in failed for an address that nobody has.
    public let user: User.ID?
    /// Who did it, if it is known.
    public let actor: User.ID?
    public let kind: Kind
    /// The network address that it came from.
    public let address: String
    public let userAgent: String
    /// What more there is to say, such as a token's name. Never a secret.
    public let detail: String?
    public let createdAt: Instant

    /// Characters (Unicode scalars) that are kept of what clients write freely.
    public static let textLimit = 200

    public init(
        id: ID, user: User.ID?, actor: User.ID?, kind: Kind, address: String, userAgent: String, detail: String? = nil, createdAt: Instant
    ) {
        self.id = id
        self.user = user
        self.actor = actor
        self.kind = kind
        self.address = Self.line(address)
        self.userAgent = Self.line(userAgent)
        self.detail = detail.map(Self.line)
        self.createdAt = createdAt
    }

    /// One line of a bounded length: whoever reads the log must not be shown lines that are none.
    private static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(textLimit) {
            let isControl = scalar.properties.generalCategory == .control || ["\u{2028}", "\u{2029}"].contains(scalar)
            line.append(isControl ? " " : scalar)
        }
        return String(line)
    }
}
