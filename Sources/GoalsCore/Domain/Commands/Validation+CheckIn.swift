/// The fields of a check-in.
extension Validation {
    /// One day ahead is allowed: whoever travels east may already have a tomorrow that their time zone here has not.
    mutating func checkInDay(_ day: Day, today: Day) -> Day {
        if day > today.advanced(by: 1) {
            refuse("day", "The day of a check-in must not lie in the future.")
        }
        return self.day(day, field: "day", name: "The day")
    }

    mutating func value(_ value: Quantity?, measure: Measure) -> Quantity {
        switch measure {
        case .done:
            let value = value ?? Quantity(1)
            if value != .zero, value != Quantity(1) {
                refuse("value", "The value must be 1 (done) or 0 (not done).")
            }
            return value
        case .number:
            guard let value else {
                refuse("value", "This goal needs a value.")
                return .zero
            }
            return quantity(value, field: "value", name: "The value")
        }
    }

    mutating func note(_ note: String) -> String {
        paragraphs(note, field: "note", name: "The note", limit: 2_000)
    }
}
