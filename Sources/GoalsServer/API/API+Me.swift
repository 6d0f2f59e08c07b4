import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func showMe(_ request: Request) async throws -> Response {
        let user = try await users.user()
        return try request.representation(answer(user))
    }

    @Sendable func updateMe(_ request: Request) async throws -> Response {
        var fields = try await JSONBody(request).fields()
        let timeZone = fields.string("timeZone")
        let dayStartHour = fields.integer("dayStartHour")
        let weekStart = fields.integer("weekStart")
        if let dayStartHour, !(0...23).contains(dayStartHour) { fields.fail("dayStartHour", "Must be an hour from 0 to 23.") }
        if let weekStart, !(1...7).contains(weekStart) { fields.fail("weekStart", "Must be a day from 1 (Monday) to 7 (Sunday).") }
        try fields.finish()
        // A zone that nobody has asked for yet is read from a file, which must not hold up the loop.
        if let timeZone, await !Blocking.run({ TimeZoneRules(identifier: timeZone) != nil }) {
            throw HTTPError.invalid("timeZone", "Must be the name of a time zone, such as Europe/Berlin.")
        }
        return try await retried {
            let user = try await users.user()
            var changed = user
            changed.timeZone = timeZone ?? user.timeZone
            changed.dayStartHour = dayStartHour ?? user.dayStartHour
            changed.weekStart = weekStart ?? user.weekStart
            try request.checkChange(of: user.version, etag(of: user))
            if changed == user { return answer(user) }
            changed.version += 1
            try await users.update(changed)
            return answer(changed)
        }
    }

    /// Also changes with the day.
    private func etag(of user: User) -> String { "\"\(user.version)-\(user.today(clock).number)\"" }

    private func answer(_ user: User) -> Response {
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.field("id", user.id.description)
            json.field("name", user.name)
            json.field("timeZone", user.timeZone)
            json.field("dayStartHour", user.dayStartHour)
            json.field("weekStart", user.weekStart)
            json.field("space", user.space.description)
            json.field("today", user.today(clock).description)
            json.field("version", user.version)
        }
        return .api(json.bytes, etag: etag(of: user))
    }
}
