/// One thing that somebody noted down about a goal: a value on a day.
public struct CheckIn: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<CheckIn>

    public let id: ID
    public let goal: Goal.ID
    /// The local day of the person who noted it.
    public var day: Day
    /// In the goal's unit; 0 or 1 for a `done` goal. Nil skips the day of a habit: it is not asked for then.
    public var value: Quantity?
    public var note: String
    /// Grows by one with each change.
    public var version: Int64
    public let createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: ID, goal: Goal.ID, day: Day, value: Quantity?, note: String = "", version: Int64 = 1,
        createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.goal = goal
        self.day = day
        self.value = value
        self.note = note
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
