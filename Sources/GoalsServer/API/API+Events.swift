import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    /// How many changes a client that comes back is told; after more it reads everything anew.
    private static let caughtUp = 500

    /// Changes as they happen, as server-sent events: `change` with the line of the history, `reset` when more has happened than is told.
    @Sendable func watch(_ request: Request, _ actor: Actor) async throws -> Response {
        // Watching begins before what was missed is read, so that nothing falls between the two; what comes twice has the same id.
        let spaces = try await store.spaces(of: actor.user.id)
        let changes = events.events(in: spaces)
        let missed = try await missed(request, actor)
        return .events { writer in
            for event in missed { try await writer.send(Self.event(event)) }
            for await event in changes {
                // Whose session has ended, or who has left or joined a space, must come back to be told anything more.
                guard let now = try await authenticator.actor(request), Set(now.account.roles.keys) == spaces else { return }
                try await writer.send(Self.event(event))
            }
        }
    }

    private func missed(_ request: Request, _ actor: Actor) async throws -> [EventFeed.Event] {
        guard let text = request.lastEventID, !text.isEmpty else { return [] }
        guard let last = Activity.ID(text) else { return [.reset] }
        // Some seconds more: ids follow the clocks of several servers.
        let since = last.createdAt.advanced(by: -10_000_000)
        let activities = try await store.activities(after: .before(since), for: actor.user.id, limit: Self.caughtUp + 1)
        guard activities.count <= Self.caughtUp else { return [.reset] }
        return activities.filter { $0.id != last }.map { .changed($0) }
    }

    private static func event(_ event: EventFeed.Event) -> ServerSentEvent {
        switch event {
        case .reset: return ServerSentEvent(data: "{}", event: "reset")
        case .changed(let activity):
            var json = JSONWriter(reserving: 512)
            json.activity(activity)
            return ServerSentEvent(data: String(decoding: json.bytes, as: UTF8.self), event: "change", id: activity.id.description)
        }
    }
}
