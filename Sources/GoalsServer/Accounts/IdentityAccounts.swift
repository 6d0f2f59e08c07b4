import GoalsCore
import HTTPKit
import HTTPTypes

/// The accounts of those whom somebody else vouches for.
struct IdentityAccounts: Sendable {
    let store: Store
    let clock: any WallClock
    let signUp: Settings.SignUpRule

    /// The account of an identity. Who comes for the first time gets one: that which has their address, as the issuer has verified it, or a
    /// new one.
    /// - Throws: 403 where only those who have an account may sign in.
    func user(_ identity: Identity) async throws -> User.ID {
        if let known = try await known(identity) { return known }
        let address = identity.email.flatMap { EmailAddress($0) }
        if let address, identity.emailVerified,
            let linked = try await store.link(issuer: identity.issuer, subject: identity.subject, to: address, now: clock.now())
        {
            return linked
        }
        let way: SignUp = try await store.hasNoAccount() ? .first : .open
        guard way == .first || signUp == .open else { throw HTTPError(.forbidden, "There is no account for you here.") }
        let name = (try? Name(String((identity.name ?? address?.text ?? "").prefix(100))).text) ?? "Somebody"
        let account = NewAccount(
            at: clock.now(), name: name, email: identity.emailVerified ? address : nil, identity: (identity.issuer, identity.subject))
        do throws(StoreError) {
            if let user = try await store.create(account, way, now: clock.now()) { return user }
        } catch {
            // They were faster on another connection, unless another person has their address.
            guard error.isConflict else { throw error }
        }
        if let known = try await known(identity) { return known }
        throw HTTPError(.conflict, "Another account has this e-mail address.")
    }

    private func known(_ identity: Identity) async throws(StoreError) -> User.ID? {
        try await store.user(issuer: identity.issuer, subject: identity.subject)
    }
}
