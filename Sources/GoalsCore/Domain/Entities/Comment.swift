/// What somebody says about a goal.
public struct Comment: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Comment>

    public let id: ID
    public let goal: Goal.ID
    /// Nil when the account is gone.
    public let author: User.ID?
    /// Markdown.
    public var body: String
    /// Grows by one with each change.
    public var version: Int64
    public let createdAt: Instant
    public var updatedAt: Instant

    public init(id: ID, goal: Goal.ID, author: User.ID?, body: String, version: Int64 = 1, createdAt: Instant, updatedAt: Instant) {
        self.id = id
        self.goal = goal
        self.author = author
        self.body = body
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
