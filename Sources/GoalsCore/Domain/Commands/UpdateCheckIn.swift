/// The wish to change some fields of a check-in; nil keeps a field as it is.
public struct UpdateCheckIn: Hashable, Sendable {
    public var day: Day?
    public var value: Quantity?
    /// Whether the day of a habit is passed over; a value that is given ends that too.
    public var skip: Bool?
    public var note: String?

    public init(day: Day? = nil, value: Quantity? = nil, skip: Bool? = nil, note: String? = nil) {
        self.day = day
        self.value = value
        self.skip = skip
        self.note = note
    }

    /// Whether no field is to change.
    public var isEmpty: Bool { self == UpdateCheckIn() }

    /// The check-in after the change, one version on. Only fields that change are checked.
    ///
    /// Throws ``DomainError/invalid(_:)`` with every field that is wrong.
    public func apply(to checkIn: CheckIn, goal: Goal, today: Day, now: Instant) throws(DomainError) -> CheckIn {
        var validation = Validation()
        var result = checkIn
        if let day { result.day = validation.checkInDay(day, today: today) }
        switch skip {
        case true?: result.value = validation.skip(value, measure: goal.measure)
        case false? where checkIn.value == nil: result.value = validation.value(value, measure: goal.measure)
        case false?, nil: if let value { result.value = validation.value(value, measure: goal.measure) }
        }
        if let note { result.note = validation.note(note) }
        result.version = checkIn.version &+ 1
        result.updatedAt = now
        try validation.finish()
        return result
    }
}
