/// How long a client may take for its body: until the next piece, and no longer than the minimum rate allows for all that has arrived.
///
/// Only the time for which the client was waited for counts: a handler that is slow to read is not the client's fault.
struct BodyPace: Sendable {
    private let idle: UInt64
    private let minimumRate: UInt64
    private var received: UInt64 = 0
    private var waited: UInt64 = 0

    init(_ deadlines: Deadlines) {
        idle = UInt64(max(0, deadlines.bodyIdle.nanoseconds))
        minimumRate = UInt64(max(1, deadlines.bodyMinimumRate))
    }

    mutating func received(_ bytes: Int) { received += UInt64(bytes) }
    mutating func waited(_ nanoseconds: UInt64) { waited += nanoseconds }

    /// For how many nanoseconds the client may be waited for now.
    var allowance: UInt64 {
        let (seconds, rest) = received.quotientAndRemainder(dividingBy: minimumRate)
        // More than anyone waits, and no more than fits.
        let earned = min(seconds, 1 << 32) * 1_000_000_000 + rest * 1_000_000_000 / minimumRate
        return min(idle, idle + earned > waited ? idle + earned - waited : 0)
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
