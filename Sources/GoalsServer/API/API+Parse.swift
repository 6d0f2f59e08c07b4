import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    /// Reads a line of text as a draft of a goal, which `POST /goals` takes but for what is only told about the text. Keeps nothing.
    @Sendable func parseGoal(_ request: Request, _ actor: Actor) async throws -> Response {
        var fields = try await JSONBody(request).fields()
        let text = fields.string("text")
        let language: Language? = fields.isNull("language") ? nil : fields.choice("language")
        if text == nil, fields.errors.isEmpty { fields.fail("text", "There must be a text.") }
        try fields.finish()
        let draft = GoalDraft(parsing: text ?? "", today: actor.today, weekStart: actor.viewer.weekStart, language: language)
        var parent: Goal.ID?
        if let title = draft.parentTitle { parent = try await store.goal(titled: title, for: actor.user.id) }
        var json = JSONWriter(reserving: 512)
        json.draft(draft, parent: parent)
        return .api(json.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func draft(_ draft: GoalDraft, parent: Goal.ID?) {
        object { json in
            json.field("title", draft.title)
            json.field("measure") { $0.measure(draft.measure) }
            json.field("start", draft.start?.description)
            json.field("due", draft.due?.description)
            json.field("priority", draft.priority)
            json.field("weight", number: draft.weight.description)
            json.field("tags") { $0.array(draft.tags) { $0.string($1) } }
            json.field("parent", parent?.description)
            json.field("parentTitle", draft.parentTitle)
            json.field("understood") { json in
                json.array(draft.understood) { json, span in
                    json.object { json in
                        json.field("from", span.range.lowerBound)
                        json.field("to", span.range.upperBound)
                        json.field("as", span.kind.rawValue)
                    }
                }
            }
        }
    }
}
