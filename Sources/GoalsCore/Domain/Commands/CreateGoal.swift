/// The wish for a new goal, as somebody entered it.
public struct CreateGoal: Hashable, Sendable {
    public var title: String
    public var notes: String
    public var measure: Measure
    public var parent: Goal.ID?
    /// Nil for today.
    public var start: Day?
    public var due: Day?
    public var priority: Int
    public var weight: Quantity
    public var tags: [String]
    public var state: GoalState
    public var cadenceDays: Int

    public init(
        title: String, notes: String = "", measure: Measure = .done, parent: Goal.ID? = nil, start: Day? = nil, due: Day? = nil,
        priority: Int = 0, weight: Quantity = Quantity(1), tags: [String] = [], state: GoalState = .active, cadenceDays: Int = 7
    ) {
        self.title = title
        self.notes = notes
        self.measure = measure
        self.parent = parent
        self.start = start
        self.due = due
        self.priority = priority
        self.weight = weight
        self.tags = tags
        self.state = state
        self.cadenceDays = cadenceDays
    }

    /// The goal that this makes, in its first version, with title and unit trimmed and each tag once.
    ///
    /// Throws ``DomainError/invalid(_:)`` with every field that is wrong.
    public func goal(id: Goal.ID, space: Space.ID, today: Day, now: Instant, position: Position) throws(DomainError) -> Goal {
        var validation = Validation()
        let start = start ?? today
        let goal = Goal(
            id: id, space: space, parent: parent,
            title: validation.title(title), notes: validation.notes(notes), measure: validation.measure(measure),
            start: validation.start(start), due: validation.due(due, start: start),
            priority: validation.priority(priority), weight: validation.weight(weight), tags: validation.tags(tags),
            state: state, position: position, cadenceDays: validation.cadenceDays(cadenceDays),
            createdAt: now, updatedAt: now)
        try validation.finish()
        return goal
    }
}
