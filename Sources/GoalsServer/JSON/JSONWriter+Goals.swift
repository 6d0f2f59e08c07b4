import GoalsCore
import HTTPKit

extension JSONWriter {
    mutating func goal(_ record: GoalRecord, today: Day) {
        let goal = record.goal
        object { json in
            json.field("id", goal.id.description)
            json.field("space", goal.space.description)
            json.field("parent", goal.parent?.description)
            json.field("title", goal.title)
            json.field("notes", goal.notes)
            json.field("measure") { $0.measure(goal.measure) }
            json.field("start", goal.start.description)
            json.field("due", goal.due?.description)
            json.field("priority", goal.priority)
            json.field("weight", number: goal.weight.description)
            json.field("tags") { $0.array(goal.tags) { $0.string($1) } }
            json.field("state", goal.state.rawValue)
            json.field("position", goal.position)
            json.field("cadenceDays", goal.cadenceDays)
            json.field("progress") { $0.progress(record.progress(today: today)) }
            json.field("version", goal.version)
            json.field("createdAt", goal.createdAt.description)
            json.field("updatedAt", goal.updatedAt.description)
            json.field("archivedAt", goal.archivedAt?.description)
            json.field("deletedAt", goal.deletedAt?.description)
        }
    }

    mutating func checkIn(_ checkIn: CheckIn) {
        object { json in
            json.field("id", checkIn.id.description)
            json.field("goal", checkIn.goal.description)
            json.field("day", checkIn.day.description)
            json.field("value", number: checkIn.value.description)
            json.field("note", checkIn.note)
            json.field("version", checkIn.version)
            json.field("createdAt", checkIn.createdAt.description)
            json.field("updatedAt", checkIn.updatedAt.description)
        }
    }

    private mutating func measure(_ measure: Measure) {
        object { json in
            switch measure {
            case .done: json.field("type", "done")
            case .number(let number):
                json.field("type", "number")
                json.field("unit", number.unit)
                json.field("baseline", number: number.baseline.description)
                json.field("target", number: number.target.description)
                json.field("aggregate", number.aggregate.rawValue)
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
            json.field("lastCheckIn", progress.lastCheckIn?.description)
            json.field("checkIns", progress.checkIns)
            json.field("usual", number: progress.usual?.description)
            json.field("stale", progress.stale)
        }
    }
}
