/// Days that do not count: for one goal, or for all of a space ("on holiday").
public struct Pause: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Pause>

    public let id: ID
    public let space: Space.ID
    /// Nil for all goals of the space.
    public let goal: Goal.ID?
    public var first: Day
    /// The last day of it; nil while its end is open.
    public var last: Day?
    public var note: String
    /// Grows by one with each change.
    public var version: Int64
    public let createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: ID, space: Space.ID, goal: Goal.ID?, first: Day, last: Day?, note: String = "", version: Int64 = 1,
        createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.space = space
        self.goal = goal
        self.first = first
        self.last = last
        self.note = note
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
