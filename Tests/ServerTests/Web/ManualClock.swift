import GoalsCore
import Synchronization

/// A clock that goes on when it is told to; from noon of the tests' day on.
final class ManualClock: WallClock {
    private let microseconds = Atomic<Int64>(testClock.instant.microseconds)

    func now() -> Instant { Instant(microseconds: microseconds.load(ordering: .relaxed)) }

    func advance(by duration: Duration) { microseconds.add(duration.microseconds, ordering: .relaxed) }
}
