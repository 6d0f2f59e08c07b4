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

    func router() -> Router {
        var router = Router()
        router.get("/livez", health.live)
        router.get("/readyz", health.ready)
        router.get("/health.html", health.page)
        router.get("/metrics", metrics.show)

        router.get("/api/v1/me", api.showMe)
        router.patch("/api/v1/me", bodyLimit: Self.smallLimit, api.updateMe)

        router.get("/api/v1/goals", api.listGoals)
        router.post("/api/v1/goals", bodyLimit: Self.goalLimit, api.createGoal)
        router.get("/api/v1/goals/{goal}", api.showGoal)
        router.patch("/api/v1/goals/{goal}", bodyLimit: Self.goalLimit, api.updateGoal)
        router.delete("/api/v1/goals/{goal}", api.deleteGoal)
        router.post("/api/v1/goals/{goal}/restore", bodyLimit: Self.smallLimit, api.restoreGoal)
        router.get("/api/v1/trash", api.listTrash)

        router.get("/api/v1/goals/{goal}/checkins", api.listCheckIns)
        router.post("/api/v1/goals/{goal}/checkins", bodyLimit: Self.smallLimit, api.createCheckIn)
        router.get("/api/v1/goals/{goal}/checkins/{checkIn}", api.showCheckIn)
        router.patch("/api/v1/goals/{goal}/checkins/{checkIn}", bodyLimit: Self.smallLimit, api.updateCheckIn)
        router.delete("/api/v1/goals/{goal}/checkins/{checkIn}", api.deleteCheckIn)

        router.fallback(pages.respond)
        return router
    }
}
