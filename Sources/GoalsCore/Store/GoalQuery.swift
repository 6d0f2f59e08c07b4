/// Which goals to list, in which order, from where on.
public struct GoalQuery: Sendable {
    public enum Sort: String, CaseIterable, Sendable {
        case position, title, due, created, updated
        /// What needs attention first, see ``Attention``.
        case attention
        /// When it was moved to the trash.
        case deleted
    }

    /// Which part of the structure.
    public enum Level: Sendable, Hashable {
        /// Goals below none, or below one that is in the trash.
        case top
        case below(Goal.ID)
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
        case text(String)
        case day(Day)
        case instant(Instant)
        case attention(Attention)
    }

    public var isTrash = false
    public var sort = Sort.position
    public var descending = false
    /// Empty for all.
    public var states: [GoalState] = []
    /// Empty for all.
    public var statuses: [Status] = []
    /// All of these, in any case.
    public var tags: [String] = []
    public var space: Space.ID?
    public var level: Level?
    /// Nil for both.
    public var isArchived: Bool? = false
    public var dueAfter: Day?
    public var dueBefore: Day?
    /// Words that begin words of the title, the notes or the tags; all of them must.
    public var text: SearchWords?
    public var after: Cursor?
    public var limit = 50

    public init() {}

    /// Whether the order or a filter depends on what only the domain can tell.
    var isDerived: Bool { sort == .attention || !statuses.isEmpty }
}

/// A part of a list.
public struct Page<Item: Sendable>: Sendable {
    public var items: [Item]
    /// Where the next page begins; nil on the last.
    public var next: GoalQuery.Cursor?
}

extension GoalQuery.Sort {
    func key(of record: GoalRecord, for viewer: Viewer) -> GoalQuery.Key {
        let goal = record.goal
        return switch self {
        case .position: .text(goal.position.description)
        case .title: .text(goal.title.lowercased())
        case .due: .day(goal.due ?? .max)
        case .created: .instant(goal.createdAt)
        case .updated: .instant(goal.updatedAt)
        case .deleted: .instant(goal.deletedAt ?? goal.updatedAt)
        case .attention: .attention(Attention(record.progress(for: viewer), of: goal))
        }
    }

    /// Whether a key is of this sort's kind, as one from outside may not be.
    public func accepts(_ key: GoalQuery.Key) -> Bool {
        switch (self, key) {
        case (.position, .text), (.title, .text), (.due, .day), (.created, .instant), (.updated, .instant), (.deleted, .instant),
            (.attention, .attention):
            true
        default: false
        }
    }
}
