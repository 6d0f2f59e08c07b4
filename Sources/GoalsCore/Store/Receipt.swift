import SQL

/// What is kept together with a change, in the same transaction: its line in the history, and the answer to repeat.
public struct Receipt: Sendable {
    public var activity: Activity?
    public var answer: RememberedAnswer?
    /// The change's name, that of its line in the history if there is one: a row is marked with the last that was made to it, so that
    /// what belongs to a change can tell whether it was made, or another in its place.
    let change: Activity.ID

    public static var none: Receipt { Receipt() }

    public init(activity: Activity? = nil, answer: RememberedAnswer? = nil) {
        self.activity = activity
        self.answer = answer
        change = activity?.id ?? Activity.ID(bits: .random(in: .min ... .max))
    }
}

/// What a write must have left behind for its receipt to be kept: a row, marked by the change, or for one that is new by none. The
/// version would not do, as another change may have made the same one.
enum Witness {
    case goal(Goal.ID, by: Activity.ID?)
    case checkIn(CheckIn.ID, by: Activity.ID?)
    case comment(Comment.ID, by: Activity.ID?)
    case pause(Pause.ID, by: Activity.ID?)

    fileprivate var table: Int {
        switch self {
        case .goal: 0
        case .checkIn: 1
        case .comment: 2
        case .pause: 3
        }
    }

    fileprivate var values: [Value] {
        switch self {
        case .goal(let id, let change): [.uuid(id.bits), .uuid(change?.bits)]
        case .checkIn(let id, let change): [.uuid(id.bits), .uuid(change?.bits)]
        case .comment(let id, let change): [.uuid(id.bits), .uuid(change?.bits)]
        case .pause(let id, let change): [.uuid(id.bits), .uuid(change?.bits)]
        }
    }
}

extension Store {
    /// Runs a write that returns a row when it has changed something, and keeps its receipt in the same transaction.
    ///
    /// - Parameter then: what else belongs to it; each must see for itself that the write has been made, by looking for the witness.
    /// - Throws: `StoreError.notFound` when it changed nothing; `DatabaseError.uniqueViolation` of `idempotency_keys` when a request
    ///   under the same key was faster.
    func write(
        _ statements: [Statement], then rest: [Statement] = [], for user: User.ID, keeping receipt: Receipt, ifExists witness: Witness
    ) async throws(StoreError) {
        var unit = statements
        let decisive = unit.count - 1
        if let activity = receipt.activity { unit.append(activityStatement(activity, ifExists: witness)) }
        if let answer = receipt.answer { unit += rememberStatements(answer, for: user, ifExists: witness) }
        let results = try await run(unit + rest)
        if results[decisive].isEmpty { throw .notFound }
    }

    func activityStatement(_ activity: Activity, ifExists witness: Witness) -> Statement {
        Statement(sql: Self.insertActivity[witness.table], values: activity.values + witness.values, kind: .write)
    }

    /// Keeps an answer for when its key comes again, and lets go of those that are too old.
    func rememberStatements(_ answer: RememberedAnswer, for user: User.ID, ifExists witness: Witness) -> [Statement] {
        [
            Statement(sql: Self.insertAnswer[witness.table], values: [.uuid(user.bits)] + answer.values + witness.values, kind: .write),
            .write(
                "DELETE FROM idempotency_keys WHERE user_id = $1 AND created_at < $2", .uuid(user.bits),
                .instant(answer.createdAt.microseconds - RememberedAnswer.lifetime)),
        ]
    }

    private static let tables = ["goals", "check_ins", "comments", "pauses"]

    private static let insertActivity = tables.map { table in
        SQLText(
            constants: """
                INSERT INTO activities (\(Activity.columns)) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
                WHERE EXISTS (SELECT 1 FROM \(table) WHERE id = $10 AND ($11 IS NULL OR change_id = $11))
                """)
    }

    private static let insertAnswer = tables.map { table in
        SQLText(
            constants: """
                INSERT INTO idempotency_keys (user_id, key, fingerprint, status, location, etag, body, created_at)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8
                WHERE EXISTS (SELECT 1 FROM \(table) WHERE id = $9 AND ($10 IS NULL OR change_id = $10))
                """)
    }
}

extension Activity {
    static let columns = "id, space_id, goal_id, user_id, action, subject_id, before_state, after_state, created_at"

    var values: [Value] {
        [
            .uuid(id.bits), .uuid(space.bits), .uuid(goal?.bits), .uuid(actor?.bits), .text(action.rawValue), .uuid(subject), .text(before),
            .text(after), .instant(createdAt.microseconds),
        ]
    }

    init(row: Row) {
        self.init(
            id: Activity.ID(bits: row.uuid(0)), space: Space.ID(bits: row.uuid(1)),
            goal: row.optional(2, Row.uuid).map(Goal.ID.init(bits:)), actor: row.optional(3, Row.uuid).map(User.ID.init(bits:)),
            action: Action(rawValue: row.text(4)) ?? .updated, subject: row.uuid(5), before: row.optional(6, Row.text),
            after: row.optional(7, Row.text), createdAt: Instant(microseconds: row.instant(8)))
    }
}

extension RememberedAnswer {
    var values: [Value] {
        [
            .text(key), .text(fingerprint), .int(Int64(status)), .text(location), .text(etag), .bytes(body),
            .instant(createdAt.microseconds),
        ]
    }
}
