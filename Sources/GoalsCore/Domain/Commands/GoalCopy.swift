/// The wish to make a goal again, with all that is below it, from another start: last year's goals as a template for this year's.
public struct GoalCopy: Hashable, Sendable {
    /// When the copy starts; all other days move by as much.
    public var start: Day
    /// Nil for the original's.
    public var title: String?

    public init(start: Day, title: String? = nil) {
        self.start = start
        self.title = title
    }

    /// The copies, new and active, without check-ins, in the order of the originals.
    ///
    /// - Parameter originals: the goal itself first, then what is below it, parents before their children.
    /// Throws ``DomainError/invalid(_:)`` for a title or days that cannot be.
    public func copies(of originals: [Goal], now: Instant) throws(DomainError) -> [Goal] {
        guard let root = originals.first else { return [] }
        let shift = start - root.start
        var names: [Goal.ID: Goal.ID] = [:]
        var copies: [Goal] = []
        for original in Self.parentsFirst(originals) {
            let id = Goal.ID.make(at: now)
            names[original.id] = id
            let command = CreateGoal(
                title: original.id == root.id ? title ?? original.title : original.title, notes: original.notes,
                measure: original.measure, parent: original.id == root.id ? original.parent : original.parent.flatMap { names[$0] },
                start: original.start.advanced(by: shift), due: original.due?.advanced(by: shift), priority: original.priority,
                weight: original.weight, tags: original.tags, cadenceDays: original.cadenceDays)
            let position = original.id == root.id ? Position.newest(at: now) : original.position
            copies.append(try command.goal(id: id, space: original.space, today: start, now: now, position: position))
        }
        return copies
    }

    /// Goals in an order in which each comes after its parent.
    private static func parentsFirst(_ goals: [Goal]) -> [Goal] {
        var ordered = Array(goals.prefix(1))
        var known = Set(ordered.map(\.id))
        var waiting = Array(goals.dropFirst())
        while !waiting.isEmpty {
            let (next, later) = waiting.partitioned { $0.parent.map(known.contains) ?? false }
            // What hangs on nothing that is here is left out.
            if next.isEmpty { break }
            ordered += next
            known.formUnion(next.map(\.id))
            waiting = later
        }
        return ordered
    }
}

extension Array {
    fileprivate func partitioned(_ belongs: (Element) -> Bool) -> (matching: [Element], rest: [Element]) {
        (filter(belongs), filter { !belongs($0) })
    }
}
