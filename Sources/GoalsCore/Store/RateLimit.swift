/// How many permits somebody has at most, and how fast those that were used come back, evenly over time.
public struct RateLimit: Sendable, Hashable {
    /// How many there are at most.
    public let burst: Int
    /// After how many microseconds one comes back.
    let interval: Int64

    /// - Parameter span: in which all of them come back.
    public init(burst: Int, per span: Duration) {
        precondition(burst > 0 && span > .zero, "a limit that permits nothing")
        self.burst = burst
        interval = max(1, span.microseconds / Int64(burst))
    }

    /// Microseconds until all have come back.
    var span: Int64 { interval * Int64(burst) }
}

/// The answer to who asks for permits.
public enum Permits: Sendable, Hashable {
    case granted
    /// Not so many are there at the moment: `available` would be, and those that were asked for will be after a while, unless others are faster.
    case refused(available: Int, retryAfter: Duration)
}

extension Duration {
    /// Cut off below.
    public var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
