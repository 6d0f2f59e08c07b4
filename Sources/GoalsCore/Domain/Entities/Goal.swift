/// What somebody wants to reach, by when, and how it is counted.
public struct Goal: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Goal>

    public let id: ID
    public var space: Space.ID
    public var parent: Goal.ID?
    public var title: String
    /// Markdown.
    public var notes: String
    public var measure: Measure
    public var start: Day
    /// The last day on which the goal can be reached in time.
    public var due: Day?
    /// 0 for none to 3 for the highest.
    public var priority: Int
    /// How much the goal counts among its siblings.
    public var weight: Quantity
    public var tags: [String]
    public var state: GoalState
    /// Where it stands in the order that people arrange by hand.
    public var position: Position
    /// How many days may lie between two check-ins.
    public var cadenceDays: Int
    /// Grows by one with each change.
    public var version: Int64
    public let createdAt: Instant
    public var updatedAt: Instant
    public var archivedAt: Instant?
    public var deletedAt: Instant?

    public init(
        id: ID, space: Space.ID, parent: Goal.ID? = nil, title: String, notes: String = "", measure: Measure,
        start: Day, due: Day? = nil, priority: Int = 0, weight: Quantity = Quantity(1), tags: [String] = [],
        state: GoalState = .active, position: Position, cadenceDays: Int = 7, version: Int64 = 1,
        createdAt: Instant, updatedAt: Instant, archivedAt: Instant? = nil, deletedAt: Instant? = nil
    ) {
        self.id = id
        self.space = space
        self.parent = parent
        self.title = title
        self.notes = notes
        self.measure = measure
        self.start = start
        self.due = due
        self.priority = priority
        self.weight = weight
        self.tags = tags
        self.state = state
        self.position = position
        self.cadenceDays = cadenceDays
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.archivedAt = archivedAt
        self.deletedAt = deletedAt
    }
}
