/// How often a habit starts anew.
public enum Period: String, CaseIterable, Hashable, Sendable {
    case day, week, month
}
