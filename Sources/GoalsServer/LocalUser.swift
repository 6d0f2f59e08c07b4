import Glibc
import GoalsCore
import Synchronization

/// Who asks, on a server without accounts: always the same one user.
final class LocalUser: Sendable {
    private let store: Store
    private let clock: any WallClock
    private let known = Mutex<(user: User, until: ContinuousClock.Instant)?>(nil)

    /// How long a user is believed to be as they were: another server may have changed them.
    private static let lifetime = Duration.seconds(1)

    init(store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The user; made when first asked for.
    func user() async throws(StoreError) -> User {
        let known = known.withLock { $0 }
        if let known, known.until > .now { return known.user }
        let user = if let known { try await store.user(known.user.id) } else { try await store.localUser(now: clock.now()) }
        self.known.withLock { $0 = (user, .now + Self.lifetime) }
        return user
    }

    /// - Throws: `StoreError.stale` when the user has been changed since; what is known is forgotten then.
    func update(_ user: User) async throws(StoreError) {
        do throws(StoreError) {
            try await store.update(user)
        } catch {
            known.withLock { $0 = nil }
            throw error
        }
        known.withLock { $0 = (user, .now + Self.lifetime) }
    }
}

extension User {
    /// Their local day: in their own time zone, else the server's (`TZ`), else UTC.
    func today(_ clock: any WallClock) -> Day {
        let rules = timeZone.flatMap { TimeZoneRules(identifier: $0) } ?? Self.serverZone
        return rules.localDay(of: clock.now(), dayStartHour: dayStartHour)
    }

    private static let serverZone = getenv("TZ").flatMap { TimeZoneRules(identifier: String(cString: $0)) } ?? .utc
}
