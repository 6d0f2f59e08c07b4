import EventLoop
import GoalsCore
import HTTPKit
import Synchronization

/// Sees to it that nobody asks for more than they may, on all servers of one database together.
///
/// What is used up stands in the database, under names that hold hashes and ids alone. Where the database fails so does the limit, with
/// the database's error. Who was refused is refused by this process alone until a permit can be there, so that a flood does not reach the
/// database.
///
/// Writes take permits that this process has got for an account beforehand, so that most of them need no further statement. A permit is used
/// within `permitLifetime` or not at all; so within any time all processes together grant no more than what the limit grants in that time and
/// a permit's lifetime, and at any one moment no more than `leaseSize` for each process beyond the limit's burst.
final class RateLimiter: Sendable {
    /// Permits of one account that this process has.
    private struct Lease {
        var permits: Int
        let expires: Instant
    }

    private struct State {
        var leases: [User.ID: Lease] = [:]
        /// Fetches the next ones, for all who wait for them.
        var refills: [User.ID: Task<Void, any Error>] = [:]
        /// By key: when there may be a permit again.
        var refusals: [String: Instant] = [:]
    }

    private enum Step {
        case granted
        case wait(Task<Void, any Error>)
    }

    /// How many permits a process takes of an account at once.
    static let leaseSize = 50
    static let permitLifetime = Duration.seconds(300)
    /// Of what is remembered of accounts and networks that have long been quiet there is no more than this.
    static let remembered = 10_000

    private let store: Store
    private let clock: any WallClock
    private let isOn: Bool
    private let state = Mutex(State())

    /// - Parameter isOn: whether anything is limited at all.
    init(store: Store, clock: any WallClock, isOn: Bool) {
        self.store = store
        self.clock = clock
        self.isOn = isOn
    }

    /// Before a password or code is checked.
    /// - Parameter account: what the person has typed as the account's name, in lower case.
    /// - Throws: `RateLimitExceeded`, `StoreError`; so do all others.
    func signIn(to account: String, from address: SocketAddress) async throws {
        try await take(.signInFromNetwork, of: address.network.description)
        try await take(.signInToAccount, of: account)
    }

    /// Before an account is made.
    func signUp(from address: SocketAddress) async throws { try await take(.signUp, of: address.network.description) }

    /// Before a secret that somebody shows is looked up, where it is no session's and no API token's.
    func guess(from address: SocketAddress) async throws { try await take(.guess, of: address.network.description) }

    /// Before an account changes anything.
    /// - Parameter count: how many changes the request makes, up to 2,000.
    func write(by user: User.ID, _ count: Int = 1) async throws {
        guard isOn else { return }
        guard count == 1 else { return try await take(count, .write, Self.key(user)) }
        while case .wait(let refill) = try state.withLock({ try writePermit(of: user, &$0) }) { try await refill.value }
    }

    private func writePermit(of user: User.ID, _ state: inout State) throws -> Step {
        let now = clock.now()
        if var lease = state.leases[user], lease.permits > 0, now < lease.expires {
            lease.permits -= 1
            state.leases[user] = lease
            return .granted
        }
        let key = Self.key(user)
        try refuse(.write, key, now, &state)
        if let refill = state.refills[user] { return .wait(refill) }
        let refill = Task {
            defer { self.state.withLock { $0.refills[user] = nil } }
            try await self.refill(user, key)
        }
        state.refills[user] = refill
        return .wait(refill)
    }

    /// Takes as many permits as there are, up to a lease's.
    private func refill(_ user: User.ID, _ key: String) async throws {
        let now = clock.now()
        var count = Self.leaseSize
        while true {
            switch try await store.take(count, from: key, RateLimitRule.write.limit, at: now) {
            case .granted:
                let expires = now.advanced(by: Self.permitLifetime.microseconds)
                return state.withLock { state in
                    if state.leases.count >= Self.remembered { state.leases = state.leases.filter { $0.value.expires > now } }
                    state.leases[user] = Lease(permits: count, expires: expires)
                }
            case .refused(_, let retryAfter) where count == 1: throw exceeded(.write, key, retryAfter, now)
            // Fewer each time: somebody may have been faster.
            case .refused(let available, _): count = max(1, min(available, count - 1))
            }
        }
    }

    private func take(_ rule: RateLimitRule, of subject: String) async throws {
        guard isOn else { return }
        var hash = ContentHash()
        hash.update(Array(subject.utf8))
        try await take(1, rule, "\(rule.rawValue):\(hash.text)")
    }

    private func take(_ count: Int, _ rule: RateLimitRule, _ key: String) async throws {
        let now = clock.now()
        try state.withLock { try refuse(rule, key, now, &$0) }
        guard case .refused(_, let retryAfter) = try await store.take(count, from: key, rule.limit, at: now) else { return }
        // Who asks for fewer may have them earlier.
        if count > 1 { throw RateLimitExceeded(rule: rule, retryAfter: retryAfter) }
        throw exceeded(rule, key, retryAfter, now)
    }

    /// Refuses where the database has refused before and can have nothing yet.
    private func refuse(_ rule: RateLimitRule, _ key: String, _ now: Instant, _ state: inout State) throws {
        guard let until = state.refusals[key] else { return }
        if now < until {
            throw RateLimitExceeded(rule: rule, retryAfter: .microseconds(until.microseconds - now.microseconds), isRepeated: true)
        }
        state.refusals[key] = nil
    }

    private func exceeded(_ rule: RateLimitRule, _ key: String, _ retryAfter: Duration, _ now: Instant) -> RateLimitExceeded {
        let until = now.advanced(by: retryAfter.microseconds)
        state.withLock { state in
            if state.refusals.count >= Self.remembered {
                state.refusals = state.refusals.filter { $0.value > now }
                if state.refusals.count >= Self.remembered { state.refusals = [:] }
            }
            state.refusals[key] = until
        }
        return RateLimitExceeded(rule: rule, retryAfter: retryAfter)
    }

    private static func key(_ user: User.ID) -> String { "\(RateLimitRule.write.rawValue):\(user)" }
}
