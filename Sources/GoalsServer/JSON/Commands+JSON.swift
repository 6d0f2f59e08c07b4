import GoalsCore
import HTTPKit
import HTTPTypes

extension CreateGoal {
    /// - Throws: 422 naming the fields that are of a wrong type, missing or unknown.
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        let title = fields.string("title")
        if title == nil, fields.errors.isEmpty { fields.fail("title", "A goal needs a title.") }
        self.init(title: title ?? "")
        notes = fields.string("notes") ?? notes
        measure = fields.measure(changing: nil) ?? measure
        start = fields.isNull("start") ? nil : fields.day("start")
        due = fields.isNull("due") ? nil : fields.day("due")
        priority = fields.integer("priority") ?? priority
        weight = fields.quantity("weight") ?? weight
        tags = fields.strings("tags") ?? tags
        state = fields.choice("state") ?? state
        cadenceDays = fields.integer("cadenceDays") ?? cadenceDays
        try fields.finish()
    }
}

extension UpdateGoal {
    /// A JSON merge patch (RFC 7396) of `goal`.
    init(_ body: JSONBody, goal: Goal) throws(HTTPError) {
        var fields = body.fields()
        self.init()
        title = fields.string("title")
        notes = fields.string("notes")
        measure = fields.measure(changing: goal.measure)
        start = fields.day("start")
        if fields.isNull("due") { due = .set(nil) } else if let day = fields.day("due") { due = .set(day) }
        priority = fields.integer("priority")
        weight = fields.quantity("weight")
        tags = fields.strings("tags")
        state = fields.choice("state")
        cadenceDays = fields.integer("cadenceDays")
        position = fields.integer("position").map(Int64.init)
        try fields.finish()
    }
}

extension CreateCheckIn {
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        self.init()
        day = fields.isNull("day") ? nil : fields.day("day")
        value = fields.isNull("value") ? nil : fields.quantity("value")
        note = fields.string("note") ?? ""
        try fields.finish()
    }
}

extension UpdateCheckIn {
    init(_ body: JSONBody) throws(HTTPError) {
        var fields = body.fields()
        self.init()
        day = fields.day("day")
        value = fields.quantity("value")
        note = fields.string("note")
        try fields.finish()
    }
}

private enum MeasureType: String, CaseIterable { case done, number }

extension JSONFields {
    /// A measure; in a patch, the members that are not given stay as they are while the type does.
    mutating func measure(changing present: Measure?) -> Measure? {
        guard var fields = object("measure") else { return nil }
        defer { absorb(fields) }
        var number: Measure.Number?
        if case .number(let present) = present { number = present }
        let type: MeasureType? = fields.choice("type") ?? present.map { if case .done = $0 { .done } else { .number } }
        switch type {
        case nil:
            if fields.errors.isEmpty { fields.fail("type", "A measure needs a type: done or number.") }
            return nil
        case .done: return .done
        case .number:
            let target = fields.quantity("target") ?? number?.target
            if target == nil, fields.errors.isEmpty { fields.fail("target", "A number needs a target.") }
            return .number(
                .init(
                    unit: fields.string("unit") ?? number?.unit ?? "", baseline: fields.quantity("baseline") ?? number?.baseline ?? .zero,
                    target: target ?? .zero, aggregate: fields.choice("aggregate") ?? number?.aggregate ?? .last))
        }
    }
}
