/// The wish for a new pause.
public struct CreatePause: Hashable, Sendable {
    /// Nil for all goals of the space.
    public var goal: Goal.ID?
    /// Nil for today.
    public var first: Day?
    /// Nil while its end is open.
    public var last: Day?
    public var note = ""

    public init() {}

    /// The pause that this makes, in its first version.
    ///
    /// Throws ``DomainError/invalid(_:)`` with every field that is wrong.
    public func pause(id: Pause.ID, space: Space.ID, today: Day, now: Instant) throws(DomainError) -> Pause {
        var validation = Validation()
        let (first, last) = validation.pause(first: first ?? today, last: last)
        let pause = Pause(
            id: id, space: space, goal: goal, first: first, last: last, note: validation.note(note), createdAt: now, updatedAt: now)
        try validation.finish()
        return pause
    }
}

/// The wish to change some fields of a pause; nil keeps a field as it is.
public struct UpdatePause: Hashable, Sendable {
    public var first: Day?
    /// `.set(nil)` leaves the end open.
    public var last: Change<Day?> = .keep
    public var note: String?

    public init() {}

    /// Whether no field is to change.
    public var isEmpty: Bool { self == UpdatePause() }

    /// The pause after the change, one version on.
    ///
    /// Throws ``DomainError/invalid(_:)`` with every field that is wrong.
    public func apply(to pause: Pause, now: Instant) throws(DomainError) -> Pause {
        var validation = Validation()
        var result = pause
        if let first { result.first = first }
        if case .set(let last) = last { result.last = last }
        (result.first, result.last) = validation.pause(first: result.first, last: result.last)
        if let note { result.note = validation.note(note) }
        result.version = pause.version &+ 1
        result.updatedAt = now
        try validation.finish()
        return result
    }
}

extension Validation {
    fileprivate mutating func pause(first: Day, last: Day?) -> (Day, Day?) {
        if let last, last < first { refuse("last", "The last day must not lie before the first, \(first).") }
        return (
            day(first, field: "first", name: "The first day"), last.map { day($0, field: "last", name: "The last day") }
        )
    }
}
