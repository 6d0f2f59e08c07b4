/// One browser that a user is signed in with. Its secret is known to the browser alone; the server keeps a hash of it.
public struct Session: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Session>

    public let id: ID
    public let user: User.ID
    /// From where it was made, and with what.
    public let address: String
    public let userAgent: String
    public let createdAt: Instant
    /// To the hour.
    public var lastUsedAt: Instant
    public var expiresAt: Instant

    public init(
        id: ID, user: User.ID, address: String, userAgent: String, createdAt: Instant, lastUsedAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.user = user
        self.address = address
        self.userAgent = userAgent
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
    }

    /// A session ends when it is not used for 30 days, and after 90 days at the latest; in microseconds.
    public static let idleLifetime: Int64 = 30 * 86_400 * 1_000_000
    public static let lifetime: Int64 = 90 * 86_400 * 1_000_000
}
