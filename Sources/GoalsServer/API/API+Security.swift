import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes
import Logging

/// What the handlers of accounts have in common: limits, the audit log, and where a request comes from.
extension API {
    /// Before a password or a code is checked.
    func limit(signIn address: EmailAddress?, _ request: Request) async throws {
        try await limiter.signIn(to: address?.key ?? "", from: origins.address(of: request))
    }

    /// Before a secret that somebody shows is looked up.
    func limitGuesses(_ request: Request) async throws { try await limiter.guess(from: origins.address(of: request)) }

    /// Before an account changes anything; the one user of a server without accounts may do as they please.
    func limit(writes count: Int, by actor: Actor) async throws {
        if actor.credential != .none { try await limiter.write(by: actor.user.id, count) }
    }

    /// Keeps an event of the audit log. It has happened already: when it cannot be kept, the server's own log says so.
    func audit(
        _ kind: SecurityEvent.Kind, of user: User.ID?, by actor: Actor? = nil, _ request: Request, detail: String? = nil
    ) async {
        let now = clock.now()
        let event = SecurityEvent(
            id: .make(at: now), user: user, actor: actor?.user.id ?? user, kind: kind, address: origins.address(of: request).host,
            userAgent: request.head[.userAgent] ?? "", detail: detail, createdAt: now)
        do throws(StoreError) { try await store.keep(event) } catch {
            logger.error(
                "audit log not written",
                metadata: ["kind": "\(kind.rawValue)", "requestId": "\(request.id)", "reason": "\(error.asDatabaseError)"])
        }
    }

    /// The audit log: of one's own account, and for administrators with `scope=all` of all.
    @Sendable func listAudit(_ request: Request, _ actor: Actor) async throws -> Response {
        var user: User.ID? = actor.user.id
        switch request.query.given["scope"] {
        case nil, "mine": break
        case "all":
            guard actor.account.isAdmin else { throw HTTPError(.forbidden, "Only an administrator may do that.") }
            user = nil
        default: throw HTTPError.invalid("scope", "Must be mine or all.")
        }
        return try await page(request) { [user] in
            try await store.securityEvents(of: user, after: $0, limit: $1)
        } _: {
            $0.securityEvent($1)
        }
    }
}
