import SQL

/// An answer that is kept with the change it tells of, so that a repeated request gets it again instead of changing anything.
public struct RememberedAnswer: Sendable, Hashable {
    /// What the client calls the request.
    public var key: String
    /// Tells the request from another under the same key.
    public var fingerprint: String
    public var status: Int
    public var location: String?
    public var etag: String?
    public var body: [UInt8]
    public var createdAt: Instant

    public init(
        key: String, fingerprint: String, status: Int, location: String?, etag: String?, body: [UInt8], createdAt: Instant
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.status = status
        self.location = location
        self.etag = etag
        self.body = body
        self.createdAt = createdAt
    }

    /// How long an answer is kept at least, in microseconds: two days.
    static let lifetime: Int64 = 2 * 86_400 * 1_000_000
}

extension Store {
    /// The answer that the user's request under this key was given, if there was one.
    /// - Throws: `StoreError.keyReused` when it was another request.
    public func answer(to key: String, fingerprint: String, for user: User.ID) async throws(StoreError) -> RememberedAnswer? {
        let rows = try await run(.read(Self.selectAnswer, .uuid(user.bits), .text(key)))
        guard let row = rows.first else { return nil }
        guard row.text(0) == fingerprint else { throw .keyReused }
        return RememberedAnswer(
            key: key, fingerprint: fingerprint, status: Int(row.int(1)), location: row.optional(2, Row.text),
            etag: row.optional(3, Row.text), body: row.bytes(4), createdAt: Instant(microseconds: row.instant(5)))
    }

    /// Keeps an answer, whatever else happens in its transaction.
    func rememberStatement(_ answer: RememberedAnswer, for user: User.ID) -> Statement {
        Statement(sql: Self.insertAnswerAlone, values: [.uuid(user.bits)] + answer.values, kind: .write)
    }

    /// Puts another answer in the place of the one that is kept under its key.
    public func correct(_ answer: RememberedAnswer, for user: User.ID) async throws(StoreError) {
        _ = try await run(
            .write(
                "UPDATE idempotency_keys SET status = $3, body = $4 WHERE user_id = $1 AND key = $2", .uuid(user.bits), .text(answer.key),
                .int(Int64(answer.status)), .bytes(answer.body)))
    }

    private static let insertAnswerAlone: SQLText = """
        INSERT INTO idempotency_keys (user_id, key, fingerprint, status, location, etag, body, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    private static let selectAnswer: SQLText = """
        SELECT fingerprint, status, location, etag, body, created_at FROM idempotency_keys WHERE user_id = $1 AND key = $2
        """
}

extension StoreError {
    /// Whether a request under the same idempotency key was faster.
    public var isRepeatedKey: Bool {
        guard case .database(.uniqueViolation(let constraint)) = self else { return false }
        return constraint.contains("idempotency_keys")
    }
}
