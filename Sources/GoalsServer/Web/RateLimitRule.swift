import GoalsCore

/// What is limited, and how far: the one list.
enum RateLimitRule: String, CaseIterable, Sendable {
    /// Passwords and codes tried for one account, from wherever.
    case signInToAccount = "sign-in-account"
    /// Passwords and codes tried from one network, for whatever account.
    case signInFromNetwork = "sign-in-network"
    case signUp = "sign-up"
    /// Tokens of resets, invitations and links that were shown, and resets asked for.
    case guess
    /// Changes that one account makes.
    case write

    var limit: RateLimit {
        switch self {
        case .signInToAccount: RateLimit(burst: 10, per: .seconds(15 * 60))
        case .signInFromNetwork, .guess: RateLimit(burst: 30, per: .seconds(15 * 60))
        case .signUp: RateLimit(burst: 10, per: .seconds(60 * 60))
        case .write: RateLimit(burst: 2000, per: .seconds(100))
        }
    }
}

/// Somebody has asked for more than they may.
struct RateLimitExceeded: Error, Hashable {
    let rule: RateLimitRule
    let retryAfter: Duration
    /// Whether this process has refused them already, and nothing new is to be told of it.
    var isRepeated = false

    /// `retryAfter` as `Retry-After` has it: whole seconds, after which it is over.
    var seconds: Int64 { max(1, (retryAfter.microseconds + 999_999) / 1_000_000) }
}
