/// The fields of a goal.
extension Validation {
    mutating func title(_ title: String) -> String {
        let line = line(title, field: "title", name: "The title", limit: .title)
        // A title of zero-width characters alone would look empty as well.
        if line.unicodeScalars.allSatisfy({ $0.properties.isDefaultIgnorableCodePoint }) {
            refuse("title", "The title must not be empty.")
        }
        return line
    }

    mutating func notes(_ notes: String) -> String {
        paragraphs(notes, field: "notes", name: "The notes", limit: .notes)
    }

    mutating func measure(_ measure: Measure) -> Measure {
        switch measure {
        case .done:
            return .done
        case .rollup:
            return .rollup
        case .number(var number):
            number.unit = unit(number.unit)
            number.baseline = quantity(number.baseline, field: "measure.baseline", name: "The baseline")
            number.target = quantity(number.target, field: "measure.target", name: "The target")
            return .number(number)
        case .limit(var limit):
            limit.unit = unit(limit.unit)
            limit.limit = quantity(limit.limit, field: "measure.limit", name: "The limit")
            if limit.limit < .zero { refuse("measure.limit", "The limit must not be negative.") }
            return .limit(limit)
        case .range(var bounds):
            bounds.unit = unit(bounds.unit)
            bounds.low = quantity(bounds.low, field: "measure.low", name: "The lower bound")
            bounds.high = quantity(bounds.high, field: "measure.high", name: "The upper bound")
            if bounds.low >= bounds.high { refuse("measure.high", "The upper bound must be greater than the lower one, \(bounds.low).") }
            return .range(bounds)
        case .habit(var habit):
            habit.unit = unit(habit.unit)
            habit.times = quantity(habit.times, field: "measure.times", name: "How often")
            if habit.times < .zero || (habit.times == .zero && !habit.atMost) {
                refuse("measure.times", "How often must be more than 0, or not less than 0 with atMost.")
            }
            if habit.weekdays.isEmpty {
                refuse("measure.weekdays", "A habit needs a day of the week.")
            } else if habit.weekdays != .all, habit.period != .day {
                refuse("measure.weekdays", "Days of the week can be chosen for a habit by the day only.")
            }
            return .habit(habit)
        }
    }

    private mutating func unit(_ unit: String) -> String {
        line(unit, field: "measure.unit", name: "The unit", limit: .unit)
    }

    mutating func parent(_ parent: Goal.ID?, of goal: Goal.ID) -> Goal.ID? {
        if parent == goal { refuse("parent", "A goal cannot be below itself.") }
        return parent
    }

    mutating func start(_ start: Day) -> Day {
        day(start, field: "start", name: "The start day")
    }

    mutating func due(_ due: Day?, start: Day) -> Day? {
        guard let due else { return nil }
        if due < start {
            refuse("due", "The due day must not lie before the start day, \(start).")
        }
        return day(due, field: "due", name: "The due day")
    }

    /// A start that moves while the due day stays: then it is the start that must give way.
    mutating func order(start: Day, due: Day?) {
        if let due, due < start {
            refuse("start", "The start day must not lie after the due day, \(due).")
        }
    }

    mutating func priority(_ priority: Int) -> Int {
        integer(priority, field: "priority", name: "The priority", in: 0...3)
    }

    mutating func weight(_ weight: Quantity) -> Quantity {
        if weight <= .zero || weight > Quantity(1_000) {
            refuse("weight", "The weight must be greater than 0 and at most 1000.")
        }
        return weight
    }

    mutating func cadenceDays(_ days: Int) -> Int {
        integer(days, field: "cadenceDays", name: "The days between check-ins", in: 1...366)
    }

    /// The tags in their order, without those that differ from an earlier one in case alone.
    mutating func tags(_ tags: [String]) -> [String] {
        var seen: Set<String> = []
        let unique = tags.filter { seen.insert($0.lowercased()).inserted }
        if unique.count > 20 {
            refuse("tags", "There can be at most 20 tags.")
        }
        for tag in unique.prefix(20) {
            if tag.isEmpty { refuse("tags", "A tag must not be empty.") }
            if let excess = TextLimit.tag.excess(of: tag) { refuse("tags", "Each tag must \(excess).") }
            if tag.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "#" || $0 == "," || Self.isControl($0) }) {
                refuse("tags", "A tag must not contain spaces, “#”, “,” or control characters.")
            }
        }
        return unique
    }
}
