import GoalsCore
import HTTPKit

extension JSONWriter {
    mutating func checkIn(_ checkIn: CheckIn) {
        object { json in
            json.field("id", checkIn.id.description)
            json.field("goal", checkIn.goal.description)
            json.field("day", checkIn.day.description)
            json.field("value", number: checkIn.value?.description)
            json.field("skip", checkIn.value == nil)
            json.field("note", checkIn.note)
            json.stamps(checkIn.version, checkIn.createdAt, checkIn.updatedAt)
        }
    }

    mutating func pause(_ pause: Pause) {
        object { json in
            json.field("id", pause.id.description)
            json.field("space", pause.space.description)
            json.field("goal", pause.goal?.description)
            json.field("first", pause.first.description)
            json.field("last", pause.last?.description)
            json.field("note", pause.note)
            json.stamps(pause.version, pause.createdAt, pause.updatedAt)
        }
    }

    mutating func comment(_ comment: Comment) {
        object { json in
            json.field("id", comment.id.description)
            json.field("goal", comment.goal.description)
            json.field("author", comment.author?.description)
            json.field("body", comment.body)
            json.stamps(comment.version, comment.createdAt, comment.updatedAt)
        }
    }

    mutating func activity(_ activity: Activity) {
        object { json in
            json.field("id", activity.id.description)
            json.field("space", activity.space.description)
            json.field("goal", activity.goal?.description)
            json.field("actor", activity.actor?.description)
            json.field("action", activity.action.rawValue)
            json.field("subject", Goal.ID(bits: activity.subject).description)
            json.field("before", number: activity.before)
            json.field("after", number: activity.after)
            json.field("createdAt", activity.createdAt.description)
        }
    }

    private mutating func stamps(_ version: Int64, _ createdAt: Instant, _ updatedAt: Instant) {
        field("version", version)
        field("createdAt", createdAt.description)
        field("updatedAt", updatedAt.description)
    }
}
