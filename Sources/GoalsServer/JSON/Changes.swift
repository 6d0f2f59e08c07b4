import GoalsCore
import HTTPKit

/// The fields in which two versions differ, as JSON merge patches that lead from one to the other: what the history keeps, and undoing uses.
struct Changes {
    private typealias Write = (inout JSONWriter) -> Void

    private var before: [Write] = []
    private var after: [Write] = []

    /// Both patches; a missing side is nil.
    typealias Patches = (before: String?, after: String?)

    static func patches(from old: Goal?, to new: Goal?) -> Patches {
        patches(old, new) { changes in
            changes.compare(old?.title, new?.title) { $0.field("title", $1) }
            changes.compare(old?.notes, new?.notes) { $0.field("notes", $1) }
            changes.compare(old?.measure, new?.measure) { json, measure in json.field("measure") { $0.measure(measure) } }
            changes.compare(old.map(\.parent), new.map(\.parent)) { $0.field("parent", $1?.description) }
            changes.compare(old?.start, new?.start) { $0.field("start", $1.description) }
            changes.compare(old.map(\.due), new.map(\.due)) { $0.field("due", $1?.description) }
            changes.compare(old?.priority, new?.priority) { $0.field("priority", $1) }
            changes.compare(old?.weight, new?.weight) { $0.field("weight", number: $1.description) }
            changes.compare(old?.tags, new?.tags) { json, tags in json.field("tags") { $0.array(tags) { $0.string($1) } } }
            changes.compare(old?.state, new?.state) { $0.field("state", $1.rawValue) }
            changes.compare(old?.position, new?.position) { $0.field("position", $1.description) }
            changes.compare(old?.cadenceDays, new?.cadenceDays) { $0.field("cadenceDays", $1) }
            changes.compare(old.map { $0.archivedAt != nil }, new.map { $0.archivedAt != nil }) { $0.field("archived", $1) }
        }
    }

    static func patches(from old: CheckIn?, to new: CheckIn?) -> Patches {
        patches(old, new) { changes in
            changes.compare(old?.day, new?.day) { $0.field("day", $1.description) }
            changes.compare(old.map(\.value), new.map(\.value)) { json, value in
                if let value { json.field("value", number: value.description) }
                json.field("skip", value == nil)
            }
            changes.compare(old?.note, new?.note) { $0.field("note", $1) }
        }
    }

    static func patches(from old: Pause?, to new: Pause?) -> Patches {
        patches(old, new) { changes in
            changes.compare(old?.first, new?.first) { $0.field("first", $1.description) }
            changes.compare(old.map(\.last), new.map(\.last)) { $0.field("last", $1?.description) }
            changes.compare(old?.note, new?.note) { $0.field("note", $1) }
        }
    }

    static func patches(from old: Comment?, to new: Comment?) -> Patches {
        patches(old, new) { $0.compare(old?.body, new?.body) { $0.field("body", $1) } }
    }

    private static func patches<Entity>(_ old: Entity?, _ new: Entity?, _ body: (inout Changes) -> Void) -> Patches {
        var changes = Changes()
        body(&changes)
        return (old == nil ? nil : text(changes.before), new == nil ? nil : text(changes.after))
    }

    private static func text(_ members: [Write]) -> String {
        var json = JSONWriter(reserving: 256)
        json.object { json in
            for write in members { write(&json) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private mutating func compare<Value: Equatable>(_ old: Value?, _ new: Value?, _ write: @escaping (inout JSONWriter, Value) -> Void) {
        guard old != new else { return }
        if let old { before.append { write(&$0, old) } }
        if let new { after.append { write(&$0, new) } }
    }
}
