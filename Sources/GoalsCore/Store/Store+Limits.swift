import SQL

extension Store {
    /// Takes permits of a limit, all that are asked for or none; all servers on one database share them.
    ///
    /// This is the generic cell rate algorithm (ATM Forum, Traffic Management 4.1, §4.4.2): all that is known of a key is the moment when
    /// its permits will all be back. Each one that is taken puts it off, and it must not lie farther ahead than all of them are worth.
    /// The clocks of servers may differ: one that is ahead by a second grants what comes back within that second once, not again and again.
    ///
    /// - Parameters:
    ///   - count: at most `limit.burst`.
    ///   - key: names whose permits of what they are; it must not be anyone's data that others are not to read.
    public func take(_ count: Int, from key: String, _ limit: RateLimit, at now: Instant) async throws(StoreError) -> Permits {
        precondition((1...limit.burst).contains(count), "never granted")
        let cost = Int64(count) * limit.interval
        let results = try await run([
            .write(
                Self.takePermits, .text(key), .int(now.microseconds + cost), .int(now.microseconds), .int(cost),
                .int(now.microseconds + limit.span - cost)),
            .read("SELECT full_at FROM rate_limits WHERE key = $1", .text(key)),
        ])
        guard results[0].isEmpty else { return .granted }
        let fullAt = results[1].first?.int(0) ?? now.microseconds
        let available = (now.microseconds + limit.span - fullAt) / limit.interval
        return .refused(
            available: Int(min(max(0, available), Int64(limit.burst))),
            retryAfter: .microseconds(max(0, fullAt + cost - limit.span - now.microseconds)))
    }

    /// Forgets those who have all their permits: they are as if they had never taken any.
    /// - Returns: how many they were.
    public func forgetUnusedLimits(at now: Instant) async throws(StoreError) -> Int {
        try await run(.write("DELETE FROM rate_limits WHERE full_at <= $1 RETURNING key", .int(now.microseconds))).count
    }

    /// `$1` key; `$2` when the permits are back if none are missing now; `$3` now; `$4` what is taken; `$5` the latest moment at which
    /// those that are missing may be back. Returns nothing when it takes nothing.
    private static let takePermits: SQLText = """
        INSERT INTO rate_limits (key, full_at) VALUES ($1, $2)
        ON CONFLICT (key) DO UPDATE SET full_at = CASE WHEN rate_limits.full_at > $3 THEN rate_limits.full_at + $4 ELSE $2 END
        WHERE rate_limits.full_at <= $5 RETURNING full_at
        """
}
