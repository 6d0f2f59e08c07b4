import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func showMe(_ request: Request) async throws -> Response {
        answer(try await users.user())
    }

    @Sendable func updateMe(_ request: Request) async throws -> Response {
        var fields = try await JSONBody(request, mergePatch: true).fields()
        let timeZone = fields.string("timeZone")
        try fields.finish()
        guard let timeZone else { return answer(try await users.user()) }
        // A zone that nobody has asked for yet is read from a file, which must not hold up the loop.
        guard await Blocking.run({ TimeZoneRules(identifier: timeZone) != nil }) else {
            throw HTTPError.invalid("timeZone", "Must be the name of a time zone, such as Europe/Berlin.")
        }
        return answer(try await users.setTimeZone(timeZone))
    }

    private func answer(_ user: User) -> Response {
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.field("id", user.id.description)
            json.field("name", user.name)
            json.field("timeZone", user.timeZone)
            json.field("today", user.today(clock).description)
        }
        return .api(json.bytes)
    }
}
