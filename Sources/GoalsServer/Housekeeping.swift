import GoalsCore
import Logging

/// What has to be done now and then. Each server does it: what one has done already, another finds done.
struct Housekeeping: Sendable {
    let store: Store
    let clock: any WallClock
    let logger: Logger

    /// Runs until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            await expireTrash()
            await forgetUnusedLimits()
            await expireSecurityEvents()
            await expireSecrets()
            try? await Task.sleep(for: .seconds(3600))
        }
    }

    /// Forgets for ever what has been in the trash for 30 days.
    func expireTrash() async {
        await count("trash expired") { () throws(StoreError) in try await store.expireTrash(before: ago(Store.trashLifetime)) }
    }

    /// Forgets what was used up of limits and has come back.
    func forgetUnusedLimits() async {
        await count("limits forgotten") { () throws(StoreError) in try await store.forgetUnusedLimits(at: clock.now()) }
    }

    /// Forgets what the audit log has kept for 400 days.
    func expireSecurityEvents() async {
        await count("audit log expired") { () throws(StoreError) in
            try await store.expireSecurityEvents(before: ago(Store.securityEventLifetime))
        }
    }

    /// Forgets sessions, invitations and links whose time is over.
    func expireSecrets() async {
        await count("secrets expired") { () throws(StoreError) in try await store.expireSecrets(before: clock.now()) }
    }

    private func ago(_ microseconds: Int64) -> Instant { clock.now().advanced(by: -microseconds) }

    private func count(_ what: String, _ work: () async throws(StoreError) -> Int) async {
        do throws(StoreError) {
            let count = try await work()
            if count > 0 { logger.info("\(what)", metadata: ["count": "\(count)"]) }
        } catch {
            logger.error("housekeeping failed: \(what)", metadata: ["reason": "\(error.asDatabaseError)"])
        }
    }
}
