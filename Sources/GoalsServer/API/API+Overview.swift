import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    /// How all open goals stand together.
    @Sendable func showSummary(_ request: Request, _ actor: Actor) async throws -> Response {
        let goals = try await store.openGoals(for: actor.viewer).map { ($0.goal, $0.progress(for: actor.viewer)) }
        let overview = Overview(goals, today: actor.today)
        var json = JSONWriter(reserving: 1024)
        json.object { json in
            json.field("today", actor.today.description)
            json.field("goals", goals.count)
            json.field("statuses") { json in
                json.object { json in
                    for status in Status.allCases { json.member(status.rawValue, overview.counts[status] ?? 0) }
                }
            }
            json.field("stale", overview.stale)
            json.field("confidence", number: overview.confidence.map { Quantity(micros: Int128($0) * 100).description })
            json.field("streaksAtRisk") { $0.array(overview.streaksAtRisk) { $0.string($1.description) } }
        }
        return try request.representation(.api(json.bytes))
    }

    /// What a weekly review walks through: each open goal that asks for a decision once, in the first group that it belongs to.
    @Sendable func showReview(_ request: Request, _ actor: Actor) async throws -> Response {
        let fields = try goalFields(request.query.given)
        let review = Review(
            try await store.openGoals(for: actor.viewer).map { ($0, $0.progress(for: actor.viewer)) }, today: actor.today)
        var json = JSONWriter(reserving: 16_384)
        json.object { json in
            json.field("today", actor.today.description)
            json.field("groups") { json in
                json.array(review.groups) { json, group in
                    json.object { json in
                        json.field("kind", group.kind.rawValue)
                        json.field("goals") { $0.array(group.goals) { $0.goal($1, for: actor.viewer, fields: fields) } }
                    }
                }
            }
        }
        return try request.representation(.api(json.bytes))
    }

    @Sendable func listTags(_ request: Request, _ actor: Actor) async throws -> Response {
        let tags = Response.list(try await store.tags(for: actor.user.id), next: nil) { json, tag in
            json.object { json in
                json.field("tag", tag.tag)
                json.field("goals", tag.goals)
            }
        }
        return try request.representation(tags)
    }

    /// `fields`: which members of a goal to answer with; all unless said.
    /// - Throws: 422 for a name that is none.
    func goalFields(_ query: QueryParameters) throws(HTTPError) -> [GoalField] {
        guard let text = query["fields"] else { return GoalField.allCases }
        var wanted: Set<GoalField> = []
        for name in text.split(separator: ",") {
            guard let field = GoalField(rawValue: String(name)) else {
                throw .invalid("fields", "Must be one or more of \(GoalField.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            wanted.insert(field)
        }
        return GoalField.allCases.filter(wanted.contains)
    }
}
