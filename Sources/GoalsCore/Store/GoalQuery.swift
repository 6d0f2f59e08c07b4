/// Which goals to list, in which order, from where on.
public struct GoalQuery: Sendable {
    public enum Sort: String, CaseIterable, Sendable {
        case position, title, due, created, updated
        /// When it was moved to the trash.
        case deleted
    }

    /// The place in a list after which a page begins: the last goal's sort key and id. Stays right while goals come and go.
    public struct Cursor: Sendable, Hashable {
        public var key: Key
        public var id: Goal.ID

        public init(key: Key, id: Goal.ID) {
            self.key = key
            self.id = id
        }
    }

    /// What a goal is sorted by.
    public enum Key: Sendable, Hashable {
        case number(Int64)
        case text(String)
        case day(Day)
        case instant(Instant)
    }

    public var isTrash = false
    public var sort = Sort.position
    public var descending = false
    /// Empty for all.
    public var states: [GoalState] = []
    /// Part of the title, in any case.
    public var text: String?
    public var after: Cursor?
    public var limit = 50

    public init() {}
}

/// A part of a list.
public struct Page<Item: Sendable>: Sendable {
    public var items: [Item]
    /// Where the next page begins; nil on the last.
    public var next: GoalQuery.Cursor?
}

extension GoalQuery.Sort {
    func key(of goal: Goal) -> GoalQuery.Key {
        switch self {
        case .position: .number(goal.position)
        case .title: .text(goal.title.lowercased())
        case .due: .day(goal.due ?? .max)
        case .created: .instant(goal.createdAt)
        case .updated: .instant(goal.updatedAt)
        case .deleted: .instant(goal.deletedAt ?? goal.updatedAt)
        }
    }

    /// Whether a key is of this sort's kind, as one from outside may not be.
    public func accepts(_ key: GoalQuery.Key) -> Bool {
        switch (self, key) {
        case (.position, .number), (.title, .text), (.due, .day), (.created, .instant), (.updated, .instant), (.deleted, .instant): true
        default: false
        }
    }
}
