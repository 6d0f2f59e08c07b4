/// What a member of a space may do there; each may do what those before it may.
public enum Role: String, CaseIterable, Hashable, Comparable, Sendable {
    /// Sees goals and their check-ins.
    case viewer
    /// Comments on them as well.
    case commenter
    /// Changes goals, check-ins and pauses as well.
    case editor
    /// Manages the space and its members as well.
    case owner

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}
