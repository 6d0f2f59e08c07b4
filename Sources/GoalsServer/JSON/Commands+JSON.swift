import GoalsCore
import HTTPKit
import HTTPTypes

extension CreateGoal {
    /// - Returns: the command, and the space that it names.
    /// - Throws: 422 naming the fields that are of a wrong type, missing or unknown.
    static func read(_ body: JSONBody) throws(HTTPError) -> (command: CreateGoal, space: Space.ID?) {
        var fields = body.fields()
        let space: Space.ID? = fields.isNull("space") ? nil : fields.identifier("space")
        let command = CreateGoal(&fields)
        try fields.finish()
        return (command, space)
    }

    private init(_ fields: inout JSONFields) {
        let title = fields.string("title")
        if title == nil, fields.errors.isEmpty { fields.fail("title", "A goal needs a title.") }
        self.init(title: title ?? "")
        notes = fields.string("notes") ?? notes
        measure = fields.measure(changing: nil) ?? measure
        parent = fields.isNull("parent") ? nil : fields.identifier("parent")
        start = fields.isNull("start") ? nil : fields.day("start")
        due = fields.isNull("due") ? nil : fields.day("due")
        priority = fields.integer("priority") ?? priority
        weight = fields.quantity("weight") ?? weight
        tags = fields.strings("tags") ?? tags
        state = fields.choice("state") ?? state
        cadenceDays = fields.integer("cadenceDays") ?? cadenceDays
    }
}

extension UpdateGoal {
    /// A JSON merge patch (RFC 7396) of `goal`.
    /// - Parameter placing: whether it may say where the goal stands, as the history does.
    init(_ body: JSONBody, goal: Goal, placing: Bool = false) throws(HTTPError) {
        var fields = body.fields()
        self.init()
        title = fields.string("title")
        notes = fields.string("notes")
        measure = fields.measure(changing: goal.measure)
        parent = fields.change("parent") { $0.identifier($1) }
        start = fields.day("start")
        due = fields.change("due") { $0.day($1) }
        priority = fields.integer("priority")
        weight = fields.quantity("weight")
        tags = fields.strings("tags")
        state = fields.choice("state")
        cadenceDays = fields.integer("cadenceDays")
        isArchived = fields.bool("archived")
        if placing { position = fields.string("position").flatMap { Position($0) } }
        try fields.finish()
    }
}

extension CreateCheckIn {
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        self.init(&fields)
        try fields.finish()
    }

    init(_ fields: inout JSONFields) {
        self.init()
        day = fields.isNull("day") ? nil : fields.day("day")
        value = fields.isNull("value") ? nil : fields.quantity("value")
        skip = fields.bool("skip") ?? false
        note = fields.string("note") ?? ""
    }
}

extension UpdateCheckIn {
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        self.init()
        day = fields.day("day")
        value = fields.isNull("value") ? nil : fields.quantity("value")
        skip = fields.bool("skip")
        note = fields.string("note")
        try fields.finish()
    }
}

private enum MeasureType: String, CaseIterable {
    case done, number, limit, range, habit, rollup

    init(_ measure: Measure) {
        switch measure {
        case .done: self = .done
        case .number: self = .number
        case .limit: self = .limit
        case .range: self = .range
        case .habit: self = .habit
        case .rollup: self = .rollup
        }
    }
}

extension JSONFields {
    /// A measure; in a patch, the members that are not given stay as they are while the type does.
    mutating func measure(changing present: Measure?) -> Measure? {
        guard var fields = object("measure") else { return nil }
        defer { absorb(fields) }
        let given: MeasureType? = fields.choice("type")
        guard let type = given ?? present.map(MeasureType.init) else {
            if fields.errors.isEmpty {
                fields.fail("type", "A measure needs a type: \(MeasureType.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return nil
        }
        switch (type, present) {
        case (.done, _): return .done
        case (.rollup, _): return .rollup
        case (.number, .number(let number)): return .number(fields.number(changing: number))
        case (.number, _): return .number(fields.number(changing: nil))
        case (.limit, .limit(let limit)): return .limit(fields.limit(changing: limit))
        case (.limit, _): return .limit(fields.limit(changing: nil))
        case (.range, .range(let bounds)): return .range(fields.bounds(changing: bounds))
        case (.range, _): return .range(fields.bounds(changing: nil))
        case (.habit, .habit(let habit)): return .habit(fields.habit(changing: habit))
        case (.habit, _): return .habit(fields.habit(changing: nil))
        }
    }

    private mutating func number(changing present: Measure.Number?) -> Measure.Number {
        .init(
            unit: string("unit") ?? present?.unit ?? "", baseline: quantity("baseline") ?? present?.baseline ?? .zero,
            target: needed("target", present?.target, "A number needs a target."),
            aggregate: choice("aggregate") ?? present?.aggregate ?? .last)
    }

    private mutating func limit(changing present: Measure.Limit?) -> Measure.Limit {
        .init(
            unit: string("unit") ?? present?.unit ?? "", limit: needed("limit", present?.limit, "A limit needs its limit."),
            aggregate: choice("aggregate") ?? present?.aggregate ?? .sum)
    }

    private mutating func bounds(changing present: Measure.Bounds?) -> Measure.Bounds {
        .init(
            unit: string("unit") ?? present?.unit ?? "", low: needed("low", present?.low, "A range needs a lower bound."),
            high: needed("high", present?.high, "A range needs an upper bound."))
    }

    private mutating func habit(changing present: Measure.Habit?) -> Measure.Habit {
        .init(
            unit: string("unit") ?? present?.unit ?? "", times: quantity("times") ?? present?.times ?? Quantity(1),
            period: choice("period") ?? present?.period ?? .day, weekdays: weekdays() ?? present?.weekdays ?? .all,
            atMost: bool("atMost") ?? present?.atMost ?? false)
    }

    /// Null means all days.
    private mutating func weekdays() -> Weekdays? {
        if isNull("weekdays") { return .all }
        guard let numbers = integers("weekdays") else { return nil }
        guard numbers.allSatisfy((1...7).contains) else {
            fail("weekdays", "Days of the week are numbers from 1 (Monday) to 7 (Sunday).")
            return nil
        }
        return Weekdays(numbers.map(Weekdays.init(weekday:)))
    }

    private mutating func needed(_ name: String, _ present: Quantity?, _ message: String) -> Quantity {
        let errorsBefore = errors.count
        if let value = quantity(name) ?? present { return value }
        if errors.count == errorsBefore { fail(name, message) }
        return .zero
    }
}
