import GoalsCore
import HTTPKit
import HTTPTypes

extension API {
    @Sendable func listComments(_ request: Request, _ actor: Actor) async throws -> Response {
        let goal = try request.parameter("goal", as: Goal.ID.self)
        return try await page(request) {
            try await store.comments(of: goal, for: actor.user.id, after: $0, limit: $1)
        } _: {
            $0.comment($1)
        }
    }

    @Sendable func createComment(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let command = CreateComment(body: try commentBody(body) ?? "")
        return try await idempotent(request, body.bytes, actor.user) { remember in
            let goal = try await openGoal(request.parameter("goal"), actor, as: .commenter)
            let now = clock.now()
            let comment = try command.comment(id: .make(at: now), goal: goal.id, author: actor.user.id, now: now)
            var response = answer(comment, status: .created)
            response.fields[.location] = "/api/v1/goals/\(goal.id)/comments/\(comment.id)"
            let activity = Activity(.commentCreated, from: nil, to: comment, of: goal, by: actor, at: now)
            try await keep(activity, remember(response)) { receipt in
                try await store.insert(comment, for: actor.user.id, keeping: receipt)
            }
            return response
        }
    }

    @Sendable func showComment(_ request: Request, _ actor: Actor) async throws -> Response {
        let comment = try await comment(request, actor)
        return try request.representation(answer(comment))
    }

    @Sendable func updateComment(_ request: Request, _ actor: Actor) async throws -> Response {
        let body = try await JSONBody(request)
        let update = UpdateComment(body: try commentBody(body))
        let goal = try await openGoal(request.parameter("goal"), actor, as: .commenter)
        return try await retried {
            let comment = try await comment(request, actor)
            guard comment.author == actor.user.id else { throw HTTPError(.forbidden, "Only its author can change a comment.") }
            let changed = try update.apply(to: comment, now: clock.now())
            try request.checkChange(of: comment.version, Version.etag(comment.version))
            if update.isEmpty { return answer(comment) }
            let activity = Activity(.commentUpdated, from: comment, to: changed, of: goal, by: actor, at: changed.updatedAt)
            try await keep(activity) { receipt in
                try await store.update(changed, for: actor.user.id, keeping: receipt)
            }
            return answer(changed)
        }
    }

    @Sendable func deleteComment(_ request: Request, _ actor: Actor) async throws -> Response {
        let goal = try await openGoal(request.parameter("goal"), actor, as: .commenter)
        try await retried {
            let comment = try await comment(request, actor)
            if comment.author != actor.user.id { try actor.require(.editor, in: goal.space) }
            try request.checkChange(of: comment.version, Version.etag(comment.version))
            try await delete(comment, of: goal, actor)
        }
        return .noContent
    }

    @discardableResult
    func delete(
        _ comment: Comment, of goal: Goal, _ actor: Actor, remember: (Activity) -> RememberedAnswer? = { _ in nil }
    ) async throws -> Activity {
        let activity = Activity(.commentDeleted, from: comment, to: nil, of: goal, by: actor, at: clock.now())
        return try await keep(activity, remember(activity)) { receipt in
            try await store.delete(comment, for: actor.user.id, keeping: receipt)
        }
    }

    private func comment(_ request: Request, _ actor: Actor) async throws -> Comment {
        try await store.comment(request.parameter("comment"), of: request.parameter("goal"), for: actor.user.id)
    }

    private func commentBody(_ body: JSONBody) throws -> String? {
        var fields = body.fields()
        let text = fields.string("body")
        try fields.finish()
        return text
    }

    private func answer(_ comment: Comment, status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(reserving: 256 + comment.body.utf8.count)
        json.comment(comment)
        return .api(json.bytes, status: status, etag: Version.etag(comment.version))
    }
}
