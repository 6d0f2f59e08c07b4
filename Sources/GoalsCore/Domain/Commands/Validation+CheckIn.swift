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
        case .number, .limit, .range: return needed(value)
        case .habit(let habit):
            let value = needed(value ?? (habit.unit.isEmpty ? Quantity(1) : nil))
            if value < .zero { refuse("value", "What a habit counts must not be negative.") }
            return value
        case .rollup:
            refuse("value", "This goal is counted by the goals below it: check in on those.")
            return .zero
        }
    }

    /// What stands for a day of a habit that is passed over.
    mutating func skip(_ value: Quantity?, measure: Measure) -> Quantity? {
        if case .habit = measure {
            if value != nil { refuse("value", "A skipped day has no value.") }
        } else {
            refuse("skip", "Only a day of a habit can be skipped.")
        }
        return nil
    }

    private mutating func needed(_ value: Quantity?) -> Quantity {
        guard let value else {
            refuse("value", "This goal needs a value.")
            return .zero
        }
        return quantity(value, field: "value", name: "The value")
    }

    mutating func note(_ note: String) -> String {
        paragraphs(note, field: "note", name: "The note", limit: .note)
    }
}
