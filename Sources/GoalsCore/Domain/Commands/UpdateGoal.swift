/// The wish to change some fields of a goal; nil keeps a field as it is.
public struct UpdateGoal: Hashable, Sendable {
    public var title: String?
    public var notes: String?
    public var measure: Measure?
    /// `.set(nil)` puts it at the top. That the parent is there, and is not below this goal, is for the store to see.
    public var parent: Change<Goal.ID?>
    public var start: Day?
    /// `.set(nil)` takes the due day away.
    public var due: Change<Day?>
    public var priority: Int?
    public var weight: Quantity?
    public var tags: [String]?
    public var state: GoalState?
    public var cadenceDays: Int?
    public var isArchived: Bool?
    /// Where it stands among the others; for the store and the history, not for people to write.
    public var position: Position?

    public init(
        title: String? = nil, notes: String? = nil, measure: Measure? = nil, parent: Change<Goal.ID?> = .keep,
        start: Day? = nil, due: Change<Day?> = .keep, priority: Int? = nil, weight: Quantity? = nil, tags: [String]? = nil,
        state: GoalState? = nil, cadenceDays: Int? = nil, isArchived: Bool? = nil, position: Position? = nil
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
        self.isArchived = isArchived
        self.position = position
    }

    /// Whether no field is to change.
    public var isEmpty: Bool { self == UpdateGoal() }

    /// The goal after the change, one version on. Only fields that change are checked, so that an old goal which a newer,
    /// narrower rule would refuse can still be edited.
    ///
    /// Throws ``DomainError/invalid(_:)`` with every field that is wrong.
    public func apply(to goal: Goal, now: Instant) throws(DomainError) -> Goal {
        var validation = Validation()
        var result = goal
        if let title { result.title = validation.title(title) }
        if let notes { result.notes = validation.notes(notes) }
        if let measure { result.measure = validation.measure(measure) }
        if case .set(let parent) = parent { result.parent = validation.parent(parent, of: goal.id) }
        if let start { result.start = validation.start(start) }
        switch due {
        case .set(let due): result.due = validation.due(due, start: result.start)
        case .keep: if start != nil { validation.order(start: result.start, due: result.due) }
        }
        if let priority { result.priority = validation.priority(priority) }
        if let weight { result.weight = validation.weight(weight) }
        if let tags { result.tags = validation.tags(tags) }
        if let state { result.state = state }
        if let cadenceDays { result.cadenceDays = validation.cadenceDays(cadenceDays) }
        if let position { result.position = position }
        if let isArchived, isArchived != (goal.archivedAt != nil) { result.archivedAt = isArchived ? now : nil }
        result.version = goal.version &+ 1
        result.updatedAt = now
        try validation.finish()
        return result
    }
}
