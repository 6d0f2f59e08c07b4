import GoalsCore
import HTTPKit

/// The members of a goal in the API, in the order in which they are written.
enum GoalField: String, CaseIterable, Sendable {
    case id, space, parent, title, notes, measure, start, due, priority, weight, tags, state, position, cadenceDays, progress, version
    case createdAt, updatedAt, archivedAt, deletedAt
}

extension JSONWriter {
    mutating func goal(_ record: GoalRecord, for viewer: Viewer, fields: [GoalField] = GoalField.allCases) {
        object { json in
            for field in fields { json.field(field, of: record, for: viewer) }
        }
    }

    private mutating func field(_ field: GoalField, of record: GoalRecord, for viewer: Viewer) {
        let goal = record.goal
        switch field {
        case .id: self.field("id", goal.id.description)
        case .space: self.field("space", goal.space.description)
        case .parent: self.field("parent", goal.parent?.description)
        case .title: self.field("title", goal.title)
        case .notes: self.field("notes", goal.notes)
        case .measure: self.field("measure") { $0.measure(goal.measure) }
        case .start: self.field("start", goal.start.description)
        case .due: self.field("due", goal.due?.description)
        case .priority: self.field("priority", goal.priority)
        case .weight: self.field("weight", number: goal.weight.description)
        case .tags: self.field("tags") { $0.array(goal.tags) { $0.string($1) } }
        case .state: self.field("state", goal.state.rawValue)
        case .position: self.field("position", goal.position.description)
        case .cadenceDays: self.field("cadenceDays", goal.cadenceDays)
        case .progress: self.field("progress") { $0.progress(record.progress(for: viewer)) }
        case .version: self.field("version", goal.version)
        case .createdAt: self.field("createdAt", goal.createdAt.description)
        case .updatedAt: self.field("updatedAt", goal.updatedAt.description)
        case .archivedAt: self.field("archivedAt", goal.archivedAt?.description)
        case .deletedAt: self.field("deletedAt", goal.deletedAt?.description)
        }
    }

    mutating func measure(_ measure: Measure) {
        object { json in
            switch measure {
            case .done: json.field("type", "done")
            case .rollup: json.field("type", "rollup")
            case .number(let number):
                json.field("type", "number")
                json.field("unit", number.unit)
                json.field("baseline", number: number.baseline.description)
                json.field("target", number: number.target.description)
                json.field("aggregate", number.aggregate.rawValue)
            case .limit(let limit):
                json.field("type", "limit")
                json.field("unit", limit.unit)
                json.field("limit", number: limit.limit.description)
                json.field("aggregate", limit.aggregate.rawValue)
            case .range(let bounds):
                json.field("type", "range")
                json.field("unit", bounds.unit)
                json.field("low", number: bounds.low.description)
                json.field("high", number: bounds.high.description)
            case .habit(let habit):
                json.field("type", "habit")
                json.field("unit", habit.unit)
                json.field("times", number: habit.times.description)
                json.field("period", habit.period.rawValue)
                json.field("weekdays") { json in
                    if habit.weekdays == .all { json.null() } else { json.array(habit.weekdays.numbers) { $0.number($1) } }
                }
                json.field("atMost", habit.atMost)
            }
        }
    }

    private mutating func progress(_ progress: Progress) {
        object { json in
            json.field("current", number: progress.current?.description)
            json.field("fraction", number: progress.fraction?.description)
            json.field("expected", number: progress.expected?.description)
            json.field("status", progress.status.rawValue)
            json.field("daysAhead", progress.daysAhead)
            json.field("requiredPerDay", number: progress.requiredPerDay?.description)
            json.field("forecast") { json in
                guard let forecast = progress.forecast else { return json.null() }
                json.object { json in
                    json.field("day", forecast.day?.description)
                    json.field("ratePerDay", number: forecast.ratePerDay.description)
                }
            }
            json.field("streak", progress.streak)
            json.field("bestStreak", progress.bestStreak)
            json.field("strength", number: progress.strength?.description)
            json.field("period") { json in
                guard let period = progress.period else { return json.null() }
                json.object { json in
                    json.field("first", period.first.description)
                    json.field("last", period.last.description)
                    json.field("total", number: period.total.description)
                    json.field("needed", number: period.needed.description)
                    json.field("outcome", period.outcome.rawValue)
                }
            }
            json.field("lastCheckIn", progress.lastCheckIn?.description)
            json.field("usual", number: progress.usual?.description)
            json.field("stale", progress.stale)
        }
    }
}
