import Glibc
import GoalsCore
import Synchronization

/// Who asks, on a server without accounts: always the same one user.
final class LocalUser: Sendable {
    private let store: Store
    private let clock: any WallClock
    private let known = Mutex<User?>(nil)

    init(store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The user; made when first asked for.
    func user() async throws(StoreError) -> User {
        if let user = known.withLock({ $0 }) { return user }
        let user = try await store.localUser(now: clock.now())
        known.withLock { $0 = user }
        return user
    }

    func setTimeZone(_ timeZone: String) async throws(StoreError) -> User {
        var user = try await user()
        try await store.setTimeZone(timeZone, of: user.id)
        user.timeZone = timeZone
        let changed = user
        known.withLock { $0 = changed }
        return changed
    }
}

extension User {
    /// Their local day: in their own time zone, else the server's (`TZ`), else UTC.
    func today(_ clock: any WallClock) -> Day {
        let rules = timeZone.flatMap { TimeZoneRules(identifier: $0) } ?? Self.serverZone
        return rules.localDay(of: clock.now())
    }

    private static let serverZone = getenv("TZ").flatMap { TimeZoneRules(identifier: String(cString: $0)) } ?? .utc
}
