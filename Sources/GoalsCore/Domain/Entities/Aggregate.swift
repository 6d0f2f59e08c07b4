/// How check-ins make up the current value of a number goal.
public enum Aggregate: String, CaseIterable, Hashable, Sendable {
    /// The latest value stands: body weight, an account's balance.
    case last
    /// The values add up on top of the baseline: kilometres run, pages read.
    case sum
}
