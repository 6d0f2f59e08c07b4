import SQL

/// A secret from which an app makes codes (RFC 6238), and the last time step whose code was taken.
public struct SecondFactor: Hashable, Sendable {
    public let secret: [UInt8]
    public let lastStep: Int64

    public init(secret: [UInt8], lastStep: Int64 = 0) {
        self.secret = secret
        self.lastStep = lastStep
    }
}

extension Store {
    /// Keeps a second factor that has yet to be confirmed; one that is confirmed stays.
    /// - Throws: `StoreError.stale` when there is a confirmed one.
    public func begin(_ secret: [UInt8], of user: User.ID, now: Instant) async throws(StoreError) {
        let rows = try await run(
            .write(
                """
                INSERT INTO second_factors (user_id, secret, last_step, created_at) VALUES ($1, $2, 0, $3)
                ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
                WHERE second_factors.confirmed_at IS NULL RETURNING user_id
                """, .uuid(user.bits), .bytes(secret), .instant(now.microseconds)))
        if rows.isEmpty { throw .stale }
    }

    /// The second factor that waits for its first code.
    public func pendingSecondFactor(of user: User.ID) async throws(StoreError) -> SecondFactor? {
        try await run(.read("SELECT secret, last_step FROM second_factors WHERE user_id = $1 AND confirmed_at IS NULL", .uuid(user.bits)))
            .first.map { SecondFactor(secret: $0.bytes(0), lastStep: $0.int(1)) }
    }

    /// Confirms a second factor by its first code, and keeps the hashes of the codes that stand in for it.
    /// - Throws: `StoreError.stale` when it is another by now.
    public func confirm(
        _ factor: SecondFactor, of user: User.ID, step: Int64, recoveryCodes: [[UInt8]], now: Instant
    ) async throws(StoreError) {
        var unit: [Statement] = [
            .write(
                """
                UPDATE second_factors SET confirmed_at = $3, last_step = $4
                WHERE user_id = $1 AND secret = $2 AND confirmed_at IS NULL RETURNING user_id
                """, .uuid(user.bits), .bytes(factor.secret), .instant(now.microseconds), .int(step)),
            .write("DELETE FROM recovery_codes WHERE user_id = $1", .uuid(user.bits)),
        ]
        for code in recoveryCodes {
            unit.append(
                .write(
                    """
                    INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, $2
                    WHERE EXISTS (SELECT 1 FROM second_factors WHERE user_id = $1 AND confirmed_at = $3)
                    """, .uuid(user.bits), .bytes(code), .instant(now.microseconds)))
        }
        if try await run(unit)[0].isEmpty { throw .stale }
    }

    /// Takes a time step's code once.
    /// - Returns: false when it, or a later one, has been taken already.
    public func take(step: Int64, of user: User.ID) async throws(StoreError) -> Bool {
        try await !run(
            .write(
                "UPDATE second_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2 RETURNING user_id", .uuid(user.bits),
                .int(step))
        ).isEmpty
    }

    /// Takes a recovery code, which is of no more use then.
    /// - Returns: false when there is no such code.
    public func take(recoveryCode hash: [UInt8], of user: User.ID) async throws(StoreError) -> Bool {
        try await !run(
            .write(
                "DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2 RETURNING user_id", .uuid(user.bits), .bytes(hash))
        ).isEmpty
    }

    /// Whether there is a confirmed second factor, and how many recovery codes are left.
    public func secondFactorState(of user: User.ID) async throws(StoreError) -> (isOn: Bool, recoveryCodes: Int) {
        let results = try await run([
            .read("SELECT 1 FROM second_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL", .uuid(user.bits)),
            .read("SELECT CAST(count(*) AS bigint) FROM recovery_codes WHERE user_id = $1", .uuid(user.bits)),
        ])
        return (!results[0].isEmpty, Int(results[1].first?.int(0) ?? 0))
    }

    public func removeSecondFactor(of user: User.ID) async throws(StoreError) {
        _ = try await run([
            .write("DELETE FROM second_factors WHERE user_id = $1", .uuid(user.bits)),
            .write("DELETE FROM recovery_codes WHERE user_id = $1", .uuid(user.bits)),
        ])
    }
}
