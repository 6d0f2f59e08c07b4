import Glibc
import GoalsCore
import HTTPKit
import HTTPTypes
import Synchronization

/// Finds out who asks: by the session's cookie, an API token, or on a server without accounts without anything.
final class Authenticator: Sendable {
    private struct Known {
        let account: Account
        let credential: Actor.Credential
        let until: ContinuousClock.Instant
    }

    private let store: Store
    private let clock: any WallClock
    private let origins: RequestOrigins
    private let hasAccounts: Bool
    private let loadBalancer: (verifier: LoadBalancerIdentity, accounts: IdentityAccounts)?
    private let known = Mutex<[[UInt8]: Known]>([:])

    /// How long someone is believed to be as they were: another server may have changed that, or ended their session.
    private static let lifetime = Duration.seconds(1)
    private static let knownAtOnce = 10_000
    /// The key of the one user of a server without accounts.
    private static let local: [UInt8] = []

    /// - Parameter loadBalancer: with `GOALS_AUTH=alb`, what verifies its word, and the accounts of those whom it vouches for.
    init(
        store: Store, clock: any WallClock, origins: RequestOrigins, auth: Settings.Auth,
        loadBalancer: (verifier: LoadBalancerIdentity, accounts: IdentityAccounts)? = nil
    ) {
        self.store = store
        self.clock = clock
        self.origins = origins
        hasAccounts = auth != .none
        self.loadBalancer = loadBalancer
    }

    /// - Throws: 401 for nobody, and 403 for one who may not do what takes this access.
    func actor(_ request: Request, for access: Access) async throws -> Actor {
        guard let actor = try await actor(request) else {
            throw HTTPError(.unauthorized, "Please sign in.", fields: [.wwwAuthenticate: "Bearer"])
        }
        switch access {
        case .open: break
        case .scope(let needed):
            if case .token(let token) = actor.credential, token.scope < needed {
                throw HTTPError(
                    .forbidden, "This token may not do that: it takes one with the scope \(needed.rawValue).",
                    fields: [.wwwAuthenticate: "Bearer error=\"insufficient_scope\", scope=\"\(needed.rawValue)\""])
            }
        case .account, .admin:
            if case .token = actor.credential { throw HTTPError(.forbidden, "No API token may do that: sign in instead.") }
            if access == .admin, !actor.account.isAdmin { throw HTTPError(.forbidden, "Only an administrator may do that.") }
        }
        return actor
    }

    /// Who asks; nil for nobody that is known.
    func actor(_ request: Request) async throws -> Actor? {
        guard hasAccounts else {
            return try await actor(Self.local) {
                (try await self.store.localAccount(now: self.clock.now()), .none)
            }
        }
        if let authorization = request.head[.authorization] {
            guard let token = OpaqueToken(bearing: authorization, kind: .apiToken) else { return nil }
            let hash = token.hash
            return try await actor(hash) { try await self.look(forToken: hash) }
        }
        if let loadBalancer {
            guard let data = request.head[HTTPField.Name(LoadBalancerIdentity.header)!] else { return nil }
            return try await actor(OpaqueToken.hash(of: data)) {
                do {
                    let user = try await loadBalancer.accounts.user(try await loadBalancer.verifier.identity(data))
                    return (try await self.store.account(user), .vouched)
                } catch SingleSignOnError.token { return nil }
            }
        }
        guard let text = HostCookie.session.value(request.head, isSecure: origins.isSecure(request)),
            let token = OpaqueToken(text, kind: .session)
        else { return nil }
        let hash = token.hash
        return try await actor(hash) { try await self.look(forSession: hash) }
    }

    /// Forgets what is known of a user, who has been changed or signed out.
    func forget(_ user: User.ID) {
        known.withLock { known in known = known.filter { $0.value.account.user.id != user } }
    }

    /// Looks everyone up anew.
    func forgetEveryone() { known.withLock { $0 = [:] } }

    private func actor(
        _ key: [UInt8], _ look: () async throws -> (Account, Actor.Credential)?
    ) async throws -> Actor? {
        if let known = known.withLock({ $0[key] }), known.until > .now {
            return Actor(account: known.account, credential: known.credential, clock: clock)
        }
        guard let (account, credential) = try await look() else { return nil }
        known.withLock { known in
            if known.count >= Self.knownAtOnce { known.removeAll(keepingCapacity: true) }
            known[key] = Known(account: account, credential: credential, until: .now + Self.lifetime)
        }
        return Actor(account: account, credential: credential, clock: clock)
    }

    private func look(forSession hash: [UInt8]) async throws(StoreError) -> (Account, Actor.Credential)? {
        let now = clock.now()
        guard let (found, account) = try await store.session(hash, now: now) else { return nil }
        var session = found
        if now.microseconds - session.lastUsedAt.microseconds > Self.hour {
            session.lastUsedAt = now
            session.expiresAt = min(
                now.advanced(by: Session.idleLifetime), session.createdAt.advanced(by: Session.lifetime))
            try await store.touch(session)
        }
        return (account, .session(session))
    }

    private func look(forToken hash: [UInt8]) async throws(StoreError) -> (Account, Actor.Credential)? {
        let now = clock.now()
        guard let (found, account) = try await store.apiToken(hash, now: now) else { return nil }
        var token = found
        if now.microseconds - (token.lastUsedAt?.microseconds ?? 0) > Self.minute {
            token.lastUsedAt = now
            try await store.touch(token)
        }
        return (account, .token(token))
    }

    private static let minute: Int64 = 60 * 1_000_000
    private static let hour = 60 * minute
}

extension TimeZoneRules {
    /// The server's own zone (`TZ`), else UTC.
    static let ofServer = getenv("TZ").flatMap { TimeZoneRules(identifier: String(cString: $0)) } ?? .utc
}

extension OpaqueToken {
    /// The token that `Authorization: Bearer …` holds (RFC 6750 §2.1); nil when there is none of this kind.
    init?(bearing authorization: String, kind: Kind) {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        self.init(parts[1], kind: kind)
    }
}
