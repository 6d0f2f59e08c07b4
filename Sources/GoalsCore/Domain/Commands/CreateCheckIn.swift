/// The wish for a new check-in, as somebody entered it.
public struct CreateCheckIn: Hashable, Sendable {
    /// Nil for today.
    public var day: Day?
    /// Nil for 1, which only `done` goals allow.
    public var value: Quantity?
    public var note: String

    public init(day: Day? = nil, value: Quantity? = nil, note: String = "") {
        self.day = day
        self.value = value
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
            value: validation.value(value, measure: goal.measure),
            note: validation.note(note),
            createdAt: now, updatedAt: now)
        try validation.finish()
        return checkIn
    }
}
