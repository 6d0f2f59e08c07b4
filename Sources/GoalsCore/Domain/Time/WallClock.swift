import Glibc

/// Tells what time it is. (Swift's own `Clock` measures durations and knows no calendar.)
public protocol WallClock: Sendable {
    func now() -> Instant
}

/// The machine's clock.
public struct SystemWallClock: WallClock {
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}

/// A clock that stands still, for tests.
public struct FixedClock: WallClock {
    public var instant: Instant

    public init(_ instant: Instant) {
        self.instant = instant
    }

    public func now() -> Instant { instant }
}
