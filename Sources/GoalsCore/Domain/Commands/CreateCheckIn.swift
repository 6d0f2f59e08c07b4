/// The wish for a new check-in, as somebody entered it.
public struct CreateCheckIn: Hashable, Sendable {
    /// Nil for today.
    public var day: Day?
    /// Nil for 1, which `done` goals and habits without a unit allow.
    public var value: Quantity?
    /// Whether the day of a habit is passed over instead; there is no value then.
    public var skip: Bool
    public var note: String

    public init(day: Day? = nil, value: Quantity? = nil, skip: Bool = false, note: String = "") {
        self.day = day
        self.value = value
        self.skip = skip
        self.note = note
    }

    /// The check-in that this makes, in its first version.
    ///
    /// Throws ``DomainError/invalid(_:)`` with every field that is wrong.
    public func checkIn(for goal: Goal, id: CheckIn.ID, today: Day, now: Instant) throws(DomainError) -> CheckIn {
        var validation = Validation()
        let checkIn = CheckIn(
            id: id, goal: goal.id,
            day: validation.checkInDay(day ?? today, today: today),
            value: value(for: goal.measure, &validation),
            note: validation.note(note),
            createdAt: now, updatedAt: now)
        try validation.finish()
        return checkIn
    }

    /// What is kept for it under a measure; nil for a day that is passed over.
    func value(for measure: Measure, _ validation: inout Validation) -> Quantity? {
        skip ? validation.skip(value, measure: measure) : validation.value(value, measure: measure)
    }
}
