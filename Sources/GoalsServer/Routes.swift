import HTTPKit
import HTTPTypes

/// The one table of what is answered where.
struct Routes {
    let api: API
    let health: HealthPages
    let metrics: MetricsPage
    let pages: Pages

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

        router.get("/api/v1/me", api.showMe)
        router.patch("/api/v1/me", bodyLimit: Self.smallLimit, api.updateMe)

        router.get("/api/v1/goals", api.listGoals)
        router.post("/api/v1/goals", bodyLimit: Self.goalLimit, api.createGoal)
        router.post("/api/v1/goals/parse", bodyLimit: Self.smallLimit, api.parseGoal)
        router.get("/api/v1/goals/{goal}", api.showGoal)
        router.patch("/api/v1/goals/{goal}", bodyLimit: Self.goalLimit, api.updateGoal)
        router.delete("/api/v1/goals/{goal}", api.deleteGoal)
        router.post("/api/v1/goals/{goal}/restore", bodyLimit: Self.smallLimit, api.restoreGoal)
        router.post("/api/v1/goals/{goal}/move", bodyLimit: Self.smallLimit, api.moveGoal)
        router.post("/api/v1/goals/{goal}/copy", bodyLimit: Self.smallLimit, api.copyGoal)
        router.get("/api/v1/trash", api.listTrash)
        router.delete("/api/v1/trash", api.emptyTrash)
        router.delete("/api/v1/trash/{goal}", api.deleteTrashed)

        router.get("/api/v1/goals/{goal}/checkins", api.listCheckIns)
        router.post("/api/v1/goals/{goal}/checkins", bodyLimit: Self.smallLimit, api.createCheckIn)
        router.get("/api/v1/goals/{goal}/checkins/{checkIn}", api.showCheckIn)
        router.patch("/api/v1/goals/{goal}/checkins/{checkIn}", bodyLimit: Self.smallLimit, api.updateCheckIn)
        router.delete("/api/v1/goals/{goal}/checkins/{checkIn}", api.deleteCheckIn)

        router.post("/api/v1/checkins", bodyLimit: Self.bulkLimit, api.createCheckIns)

        router.get("/api/v1/goals/{goal}/comments", api.listComments)
        router.post("/api/v1/goals/{goal}/comments", bodyLimit: Self.goalLimit, api.createComment)
        router.get("/api/v1/goals/{goal}/comments/{comment}", api.showComment)
        router.patch("/api/v1/goals/{goal}/comments/{comment}", bodyLimit: Self.goalLimit, api.updateComment)
        router.delete("/api/v1/goals/{goal}/comments/{comment}", api.deleteComment)

        router.get("/api/v1/goals/{goal}/activity", api.listGoalActivity)
        router.post("/api/v1/goals/{goal}/activity/{activity}/undo", bodyLimit: Self.smallLimit, api.undoGoalActivity)
        router.get("/api/v1/activity", api.listActivity)
        router.post("/api/v1/activity/{activity}/undo", bodyLimit: Self.smallLimit, api.undoActivity)

        router.get("/api/v1/pauses", api.listPauses)
        router.post("/api/v1/pauses", bodyLimit: Self.smallLimit, api.createPause)
        router.get("/api/v1/pauses/{pause}", api.showPause)
        router.patch("/api/v1/pauses/{pause}", bodyLimit: Self.smallLimit, api.updatePause)
        router.delete("/api/v1/pauses/{pause}", api.deletePause)

        router.get("/api/v1/tags", api.listTags)
        router.get("/api/v1/summary", api.showSummary)
        router.get("/api/v1/review", api.showReview)
        router.get("/api/v1/events", api.watch)

        router.fallback(pages.respond)
        return router
    }
}
