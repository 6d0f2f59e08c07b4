/// A link that lets one person join: a space in a role, or with none the server alone.
public struct Invitation: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Invitation>

    /// The space that it leads to, and what the person will be there.
    public struct Place: Hashable, Sendable {
        public let space: Space.ID
        public let role: Role

        public init(space: Space.ID, role: Role) {
            self.space = space
            self.role = role
        }
    }

    public let id: ID
    public let place: Place?
    public let createdBy: User.ID
    public let createdAt: Instant
    public let expiresAt: Instant

    public init(id: ID, place: Place?, createdBy: User.ID, createdAt: Instant, expiresAt: Instant) {
        self.id = id
        self.place = place
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
