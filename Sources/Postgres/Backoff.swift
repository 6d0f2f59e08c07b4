/// How long to wait before the next attempt to connect: not at all at first, then longer and longer, never in step with others.
struct Backoff {
    static let shortest = Duration.milliseconds(100)
    static let longest = Duration.seconds(5)

    private var failures = 0

    /// The delay before the next attempt. `jitter` is between 0 and 1.
    mutating func next(jitter: Double = .random(in: 0...1)) -> Duration {
        defer { failures += 1 }
        guard failures > 0 else { return .zero }
        let full = min(Self.longest, Self.shortest * (1 << min(failures - 1, 16)))
        return full / 2 + full / 2 * jitter
    }

    /// The connection has held for a while: its loss is the first one again.
    mutating func reset() { failures = 0 }
}
