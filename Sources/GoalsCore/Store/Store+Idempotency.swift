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

    /// What a write must have left behind for its answer to be kept.
    enum Witness {
        case goal(Goal.ID, version: Int64)
        case checkIn(CheckIn.ID, version: Int64)
    }

    /// Runs a write that returns a row when it has changed something, and keeps its answer in the same transaction.
    /// - Throws: `StoreError.notFound` when it changed nothing; `DatabaseError.uniqueViolation` of `idempotency_keys` when a request
    ///   under the same key was faster.
    func write(
        _ statement: Statement, for user: User.ID, remember answer: RememberedAnswer?, ifExists witness: Witness
    ) async throws(StoreError) {
        var unit = [statement]
        if let answer {
            let (sql, id, version) =
                switch witness {
                case .goal(let id, let version): (Self.insertAnswerToGoal, id.bits, version)
                case .checkIn(let id, let version): (Self.insertAnswerToCheckIn, id.bits, version)
                }
            unit.append(
                .write(
                    sql, .uuid(user.bits), .text(answer.key), .text(answer.fingerprint), .int(Int64(answer.status)),
                    .text(answer.location), .text(answer.etag), .bytes(answer.body), .instant(answer.createdAt.microseconds), .uuid(id),
                    .int(version)))
            unit.append(
                .write(
                    "DELETE FROM idempotency_keys WHERE user_id = $1 AND created_at < $2", .uuid(user.bits),
                    .instant(answer.createdAt.microseconds - RememberedAnswer.lifetime)))
        }
        if try await run(unit)[0].isEmpty { throw .notFound }
    }

    private static let selectAnswer: SQLText = """
        SELECT fingerprint, status, location, etag, body, created_at FROM idempotency_keys WHERE user_id = $1 AND key = $2
        """
    private static let insertAnswerToGoal = insertAnswer(witness: "goals")
    private static let insertAnswerToCheckIn = insertAnswer(witness: "check_ins")

    private static func insertAnswer(witness table: String) -> SQLText {
        SQLText(
            constants: """
                INSERT INTO idempotency_keys (user_id, key, fingerprint, status, location, etag, body, created_at)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE EXISTS (SELECT 1 FROM \(table) WHERE id = $9 AND version = $10)
                """)
    }
}

extension StoreError {
    /// Whether a request under the same idempotency key was faster.
    public var isRepeatedKey: Bool {
        guard case .database(.uniqueViolation(let constraint)) = self else { return false }
        return constraint.contains("idempotency_keys")
    }
}
