/// How a goal stands today, derived from its state, its check-ins and the day.
public enum Status: String, CaseIterable, Hashable, Sendable {
    case achieved, upcoming, paused
    case noDeadline = "no-deadline"
    case overdue
    case onTrack = "on-track"
    case atRisk = "at-risk"
    case behind
    case done, missed, dropped
}
