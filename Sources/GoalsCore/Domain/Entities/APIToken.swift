/// What a script shows to act for a user, within a scope.
public struct APIToken: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<APIToken>

    /// What may be done; each allows what those before it do.
    public enum Scope: String, CaseIterable, Hashable, Comparable, Sendable {
        case read
        case checkIn = "check-in"
        case write

        public static func < (left: Scope, right: Scope) -> Bool { left.rank < right.rank }

        private var rank: Int { Scope.allCases.firstIndex(of: self) ?? 0 }
    }

    public let id: ID
    public let user: User.ID
    public let name: String
    public let scope: Scope
    public let createdAt: Instant
    /// To the minute; nil while it has never been used.
    public var lastUsedAt: Instant?
    /// Nil for one that does not expire.
    public let expiresAt: Instant?

    public init(
        id: ID, user: User.ID, name: String, scope: Scope, createdAt: Instant, lastUsedAt: Instant? = nil, expiresAt: Instant?
    ) {
        self.id = id
        self.user = user
        self.name = name
        self.scope = scope
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
    }
}
