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
            try? await Task.sleep(for: .seconds(3600))
        }
    }

    /// Forgets for ever what has been in the trash for 30 days.
    func expireTrash() async {
        do throws(StoreError) {
            let count = try await store.expireTrash(before: Instant(microseconds: clock.now().microseconds - Store.trashLifetime))
            if count > 0 { logger.info("trash expired", metadata: ["goals": "\(count)"]) }
        } catch {
            logger.error("trash not expired", metadata: ["reason": "\(error.asDatabaseError)"])
        }
    }
}
