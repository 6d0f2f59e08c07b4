import GoalsCore
import HTTPKit
import HTTPTypes

/// The one table of what is answered where, and for whom.
struct Routes {
    let api: API
    let health: HealthPages
    let metrics: MetricsPage
    let pages: Pages

    /// One line of the table, below `/api/v1`.
    struct Line: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let access: Access
        let bodyLimit: Int?
        let handler: @Sendable (API) -> Handler
    }

    /// What answers a request of one whom the route lets in.
    typealias ActorHandler = @Sendable (Request, Actor) async throws -> Response

    /// Bytes. 20,000 characters of notes have 240,000 where each is written as two `\uXXXX`; reading more would only keep a loop busy.
    private static let goalLimit = 256 * 1024
    private static let smallLimit = 64 * 1024
    /// A thousand check-ins with notes of a common length.
    private static let bulkLimit = 2 * 1024 * 1024

    func router() -> Router {
        var router = Router()
        router.get("/livez", health.live)
        router.get("/readyz", health.ready)
        router.get("/health.html", health.page)
        router.get("/metrics", metrics.show)
        router.get("/openapi.json", pages.respond)
        router.get("/docs", pages.docs)
        for line in Self.api { router.on(line.method, "/api/v1" + line.path, bodyLimit: line.bodyLimit, line.handler(api)) }
        router.fallback(pages.respond)
        return router
    }

    static let api: [Line] = [
        open(.get, "/session") { $0.showSession },
        open(.post, "/session") { $0.signIn },
        open(.delete, "/session") { $0.signOut },
        open(.get, "/session/oidc") { $0.beginSingleSignOn },
        open(.get, "/session/callback") { $0.completeSingleSignOn },
        line(.get, "/sessions", .account) { $0.listSessions },
        line(.delete, "/sessions", .account) { $0.endOtherSessions },
        line(.delete, "/sessions/{session}", .account) { $0.endSession },
        open(.post, "/accounts") { $0.signUp },
        line(.get, "/accounts", .admin) { $0.listAccounts },
        line(.patch, "/accounts/{account}", .admin) { $0.updateAccount },
        line(.delete, "/accounts/{account}", .admin) { $0.deleteAccount },
        line(.post, "/accounts/{account}/password-reset", .admin) { $0.createPasswordReset },
        open(.post, "/password-resets") { $0.resetPassword },

        line(.get, "/me", .read) { $0.showMe },
        line(.patch, "/me", .write) { $0.updateMe },
        line(.put, "/me/password", .account) { $0.changePassword },
        line(.put, "/me/email", .account) { $0.changeEmail },
        line(.post, "/me/deletion", .account) { $0.deleteMe },
        line(.get, "/me/second-factor", .account) { $0.showSecondFactor },
        line(.post, "/me/second-factor", .account) { $0.beginSecondFactor },
        line(.put, "/me/second-factor", .account) { $0.confirmSecondFactor },
        line(.post, "/me/second-factor/removal", .account) { $0.removeSecondFactor },
        line(.get, "/tokens", .account) { $0.listTokens },
        line(.post, "/tokens", .account) { $0.createToken },
        line(.delete, "/tokens/{token}", .account) { $0.deleteToken },

        line(.get, "/spaces", .read) { $0.listSpaces },
        line(.post, "/spaces", .account) { $0.createSpace },
        line(.get, "/spaces/{space}", .read) { $0.showSpace },
        line(.patch, "/spaces/{space}", .account) { $0.updateSpace },
        line(.delete, "/spaces/{space}", .account) { $0.deleteSpace },
        line(.get, "/spaces/{space}/members", .read) { $0.listMembers },
        line(.patch, "/spaces/{space}/members/{member}", .account) { $0.updateMember },
        line(.delete, "/spaces/{space}/members/{member}", .account) { $0.deleteMember },
        line(.get, "/invitations", .account) { $0.listInvitations },
        line(.post, "/invitations", .account) { $0.createInvitation },
        line(.delete, "/invitations/{invitation}", .account) { $0.deleteInvitation },
        open(.post, "/invitations/preview") { $0.previewInvitation },
        line(.post, "/invitations/acceptance", .account) { $0.acceptInvitation },

        line(.get, "/goals", .read) { $0.listGoals },
        line(.post, "/goals", .write, goalLimit) { $0.createGoal },
        line(.post, "/goals/parse", .read) { $0.parseGoal },
        line(.get, "/goals/{goal}", .read) { $0.showGoal },
        line(.patch, "/goals/{goal}", .write, goalLimit) { $0.updateGoal },
        line(.delete, "/goals/{goal}", .write) { $0.deleteGoal },
        line(.post, "/goals/{goal}/restore", .write) { $0.restoreGoal },
        line(.post, "/goals/{goal}/move", .write) { $0.moveGoal },
        line(.post, "/goals/{goal}/copy", .write) { $0.copyGoal },
        line(.get, "/goals/{goal}/link", .read) { $0.showLink },
        line(.post, "/goals/{goal}/link", .account) { $0.createLink },
        line(.delete, "/goals/{goal}/link", .account) { $0.deleteLink },
        open(.get, "/shared") { $0.showShared },
        line(.get, "/trash", .read) { $0.listTrash },
        line(.delete, "/trash", .write) { $0.emptyTrash },
        line(.delete, "/trash/{goal}", .write) { $0.deleteTrashed },

        line(.get, "/goals/{goal}/checkins", .read) { $0.listCheckIns },
        line(.post, "/goals/{goal}/checkins", .checkIn) { $0.createCheckIn },
        line(.get, "/goals/{goal}/checkins/{checkIn}", .read) { $0.showCheckIn },
        line(.patch, "/goals/{goal}/checkins/{checkIn}", .checkIn) { $0.updateCheckIn },
        line(.delete, "/goals/{goal}/checkins/{checkIn}", .checkIn) { $0.deleteCheckIn },
        line(.post, "/checkins", .checkIn, bulkLimit) { $0.createCheckIns },

        line(.get, "/goals/{goal}/comments", .read) { $0.listComments },
        line(.post, "/goals/{goal}/comments", .write, goalLimit) { $0.createComment },
        line(.get, "/goals/{goal}/comments/{comment}", .read) { $0.showComment },
        line(.patch, "/goals/{goal}/comments/{comment}", .write, goalLimit) { $0.updateComment },
        line(.delete, "/goals/{goal}/comments/{comment}", .write) { $0.deleteComment },

        line(.get, "/goals/{goal}/activity", .read) { $0.listGoalActivity },
        line(.post, "/goals/{goal}/activity/{activity}/undo", .write) { $0.undoGoalActivity },
        line(.get, "/activity", .read) { $0.listActivity },
        line(.post, "/activity/{activity}/undo", .write) { $0.undoActivity },

        line(.get, "/pauses", .read) { $0.listPauses },
        line(.post, "/pauses", .write) { $0.createPause },
        line(.get, "/pauses/{pause}", .read) { $0.showPause },
        line(.patch, "/pauses/{pause}", .write) { $0.updatePause },
        line(.delete, "/pauses/{pause}", .write) { $0.deletePause },

        line(.get, "/audit", .account) { $0.listAudit },
        line(.get, "/tags", .read) { $0.listTags },
        line(.get, "/summary", .read) { $0.showSummary },
        line(.get, "/review", .read) { $0.showReview },
        line(.get, "/events", .read) { $0.watch },
    ]

    /// A line for whoever the access lets in.
    private static func line(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ bodyLimit: Int = smallLimit,
        _ handler: @escaping @Sendable (API) -> ActorHandler
    ) -> Line {
        Line(method: method, path: path, access: access, bodyLimit: bodyLimit) { api in
            let handler = handler(api)
            let changes = method != .get
            return { request in
                let actor = try await api.authenticator.actor(request, for: access)
                if changes { try await api.limit(writes: 1, by: actor) }
                return try await handler(request, actor)
            }
        }
    }

    /// A line for anybody.
    private static func open(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping @Sendable (API) -> Handler
    ) -> Line {
        Line(method: method, path: path, access: .open, bodyLimit: smallLimit, handler: handler)
    }
}
