/// What the person says about a goal; what the numbers say is its ``Status``.
public enum GoalState: String, CaseIterable, Hashable, Sendable {
    case active, paused, done, missed, dropped

    /// Whether the person has closed the goal, well or not.
    public var isClosed: Bool {
        switch self {
        case .active, .paused: false
        case .done, .missed, .dropped: true
        }
    }
}
