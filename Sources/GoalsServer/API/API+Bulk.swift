import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    /// How many check-ins one request may bring.
    static let bulkLimit = 1_000

    /// Takes many check-ins of any goals at once; each is accepted or refused on its own.
    @Sendable func createCheckIns(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        var fields = body.fields()
        let items = fields.items("items")
        if items == nil, fields.errors.isEmpty { fields.fail("items", "A list of check-ins is needed.") }
        if let items, items.isEmpty || items.count > Self.bulkLimit {
            fields.fail("items", "There must be 1 to \(Self.bulkLimit) check-ins.")
        }
        try fields.finish()
        // The first counts as any request does.
        if let items, items.count > 1 { try await limit(writes: items.count - 1, by: actor) }
        return try await idempotent(request, body.bytes, actor.user) { remember in
            var outcomes = (items ?? []).map { Outcome(reading: $0) }
            let ids = Set(outcomes.compactMap(\.goal))
            let goals = Dictionary(
                uniqueKeysWithValues: try await store.plainGoals(Array(ids), for: actor.user.id).map { ($0.id, $0) })
            let now = clock.now()
            var accepted: [(index: Int, checkIn: CheckIn, activity: Activity)] = []
            for index in outcomes.indices {
                guard let checkIn = outcomes[index].judge(goals, actor, now: now), let goal = goals[checkIn.goal] else {
                    continue
                }
                accepted.append((index, checkIn, Activity(.checkInCreated, from: nil, to: checkIn, of: goal, by: actor, at: now)))
            }
            let expected = Self.answer(outcomes)
            let kept = try await store.insert(
                accepted.map { ($0.checkIn, $0.activity) }, for: actor.user.id, remember: remember(expected))
            for (item, isKept) in zip(accepted, kept) {
                if isKept { events.publish(item.activity) } else { outcomes[item.index].fail(.notFound, "goal", "There is no such goal.") }
            }
            guard kept.contains(false) else { return expected }
            // Somebody has put a goal into the trash since it was read: what was kept as the answer was too hopeful.
            let answer = Self.answer(outcomes)
            if let remembered = remember(answer) { try await store.correct(remembered, for: actor.user.id) }
            return answer
        }
    }

    private static func answer(_ outcomes: [Outcome]) -> Response {
        .list(outcomes, next: nil) { json, outcome in outcome.write(&json) }
    }

    /// What becomes of one check-in of many.
    private struct Outcome {
        private(set) var goal: Goal.ID?
        private var command: CreateCheckIn?
        private var checkIn: CheckIn?
        private var status = HTTPResponse.Status.created
        private var errors: [HTTPError.Field] = []

        init(reading value: JSONValue) {
            guard case .object(let members) = value else {
                fail(.unprocessableContent, "", "Must be an object.")
                return
            }
            var fields = JSONFields(members)
            goal = fields.identifier("goal")
            if goal == nil, fields.errors.isEmpty { fields.fail("goal", "A check-in needs its goal.") }
            command = CreateCheckIn(&fields)
            do throws(HTTPError) { try fields.finish() } catch { fail(error) }
        }

        /// The check-in to keep; nil when it is refused.
        mutating func judge(_ goals: [Goal.ID: Goal], _ actor: Actor, now: Instant) -> CheckIn? {
            guard errors.isEmpty, let id = goal, let command else { return nil }
            guard let goal = goals[id] else {
                fail(.notFound, "goal", "There is no such goal.")
                return nil
            }
            do { try actor.require(.editor, in: goal.space) } catch {
                fail(.forbidden, "goal", "You may only look at this goal.")
                return nil
            }
            guard goal.deletedAt == nil else {
                fail(.conflict, "goal", "The goal is in the trash.")
                return nil
            }
            do throws(DomainError) {
                checkIn = try command.checkIn(for: goal, id: .make(at: now), today: actor.today, now: now)
                return checkIn
            } catch {
                switch error {
                case .invalid(let fields):
                    status = .unprocessableContent
                    errors = fields.map { .init($0.field, $0.message) }
                }
                return nil
            }
        }

        mutating func fail(_ status: HTTPResponse.Status, _ field: String, _ message: String) {
            self.status = status
            errors = [.init(field, message)]
        }

        private mutating func fail(_ error: HTTPError) {
            status = error.status
            errors = error.errors
        }

        func write(_ json: inout JSONWriter) {
            json.object { json in
                json.field("status", status.code)
                json.field("checkIn") { json in
                    if errors.isEmpty, let checkIn { json.checkIn(checkIn) } else { json.null() }
                }
                json.field("errors") { json in
                    json.array(errors) { json, error in
                        json.object { json in
                            json.field("field", error.field)
                            json.field("message", error.message)
                        }
                    }
                }
            }
        }
    }
}
