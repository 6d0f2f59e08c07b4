/// One change that somebody made, with what was there before and after: the history of a goal, and what undoing needs.
public struct Activity: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Activity>

    public enum Action: String, CaseIterable, Hashable, Sendable {
        case created, updated, trashed, restored
        case checkInCreated = "check-in-created"
        case checkInUpdated = "check-in-updated"
        case checkInDeleted = "check-in-deleted"
        case commentCreated = "comment-created"
        case commentUpdated = "comment-updated"
        case commentDeleted = "comment-deleted"
        case pauseCreated = "pause-created"
        case pauseUpdated = "pause-updated"
        case pauseDeleted = "pause-deleted"
    }

    public let id: ID
    public internal(set) var space: Space.ID
    /// Nil for a pause of the whole space.
    public let goal: Goal.ID?
    /// Who did it; nil when the account is gone.
    public let actor: User.ID?
    public let action: Action
    /// The bits of the id of what was changed: the goal itself, a check-in, a comment or a pause.
    public let subject: UInt128
    /// The fields that changed, as JSON in the API's form: as they were, and as they became. Nil where there was nothing.
    public let before: String?
    public let after: String?
    public let createdAt: Instant

    public init(
        id: ID, space: Space.ID, goal: Goal.ID?, actor: User.ID?, action: Action, subject: UInt128, before: String?, after: String?,
        createdAt: Instant
    ) {
        self.id = id
        self.space = space
        self.goal = goal
        self.actor = actor
        self.action = action
        self.subject = subject
        self.before = before
        self.after = after
        self.createdAt = createdAt
    }
}
