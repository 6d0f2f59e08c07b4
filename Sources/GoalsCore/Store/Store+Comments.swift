import SQL

extension Store {
    /// A goal's comments, the oldest first.
    /// - Parameter after: the last comment of the page before.
    /// - Throws: `StoreError.notFound` when there is no such goal that the user may see.
    public func comments(
        of goal: Goal.ID, for user: User.ID, after cursor: TimeCursor?, limit: Int
    ) async throws(StoreError) -> (items: [Comment], next: TimeCursor?) {
        let start = cursor ?? .beforeAll
        let results = try await run([
            .read(Self.goalExists, .uuid(user.bits), .uuid(goal.bits)),
            .read(
                Self.selectComments, .uuid(goal.bits), .instant(start.createdAt.microseconds), .uuid(start.id), .int(Int64(limit + 1))),
        ])
        guard !results[0].isEmpty else { throw .notFound }
        return TimeCursor.page(results[1].map(Comment.init(row:)), limit) { TimeCursor(createdAt: $0.createdAt, id: $0.id.bits) }
    }

    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func comment(_ id: Comment.ID, of goal: Goal.ID, for user: User.ID) async throws(StoreError) -> Comment {
        let rows = try await run(.read(Self.selectComment, .uuid(user.bits), .uuid(id.bits), .uuid(goal.bits)))
        guard let row = rows.first else { throw .notFound }
        return Comment(row: row)
    }

    /// Keeps a new comment.
    /// - Throws: `StoreError.notFound` when the user may not comment on its goal, or the goal is in the trash.
    public func insert(_ comment: Comment, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let insert = Statement(sql: Self.insertComment, values: [.uuid(user.bits)] + comment.values, kind: .write)
        try await write([insert], for: user, keeping: receipt, ifExists: .comment(comment.id, by: nil))
    }

    /// Keeps a comment's next version; only its author may.
    /// - Throws: `StoreError.stale` when the version before it is not the latest, or it is not the user's.
    public func update(_ comment: Comment, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let update = Statement.write(
            Self.updateComment, .uuid(user.bits), .uuid(comment.id.bits), .int(comment.version), .text(comment.body),
            .instant(comment.updatedAt.microseconds), .uuid(receipt.change.bits))
        try await stale { () throws(StoreError) in
            try await write([update], for: user, keeping: receipt, ifExists: .comment(comment.id, by: receipt.change))
        }
    }

    /// Forgets a comment; its author may, and who may change the goal.
    /// - Throws: `StoreError.stale` when its version is not the latest, or the user may not.
    public func delete(_ comment: Comment, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let claim = Statement.write(
            Self.claimComment, .uuid(user.bits), .uuid(comment.id.bits), .int(comment.version), .uuid(receipt.change.bits))
        let delete = Statement.write(
            "DELETE FROM comments WHERE id = $1 AND change_id = $2", .uuid(comment.id.bits), .uuid(receipt.change.bits))
        try await stale { () throws(StoreError) in
            try await write(
                [claim], then: [delete], for: user, keeping: receipt, ifExists: .comment(comment.id, by: receipt.change))
        }
    }

    private static let columns = "id, goal_id, user_id, body, version, created_at, updated_at"

    /// Whether the user `$1` may comment on a goal.
    private static func mayComment(on goal: String) -> String {
        """
        EXISTS (SELECT 1 FROM goals g WHERE g.id = \(goal) AND g.deleted_at IS NULL AND g.space_id IN
            (SELECT space_id FROM memberships WHERE user_id = $1 AND role IN ('owner', 'editor', 'commenter')))
        """
    }

    /// Runs only beside ``goalExists``, which says whether the user may see what it finds.
    private static let selectComments = SQLText(
        constants: """
            SELECT \(columns) FROM comments WHERE goal_id = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT $4
            """)
    private static let selectComment = SQLText(
        constants: """
            SELECT \(columns) FROM comments WHERE id = $2 AND goal_id = $3
                AND EXISTS (SELECT 1 FROM goals g WHERE g.id = $3 AND g.space_id IN \(readableSpaces))
            """)
    private static let insertComment = SQLText(
        constants: "INSERT INTO comments (\(columns)) SELECT $2, $3, $4, $5, $6, $7, $8 WHERE \(mayComment(on: "$3")) RETURNING id")
    private static let updateComment = SQLText(
        constants: """
            UPDATE comments SET body = $4, version = $3, updated_at = $5, change_id = $6
            WHERE id = $2 AND version = $3 - 1 AND user_id = $1 AND \(mayComment(on: "goal_id")) RETURNING id
            """)
    private static let claimComment = SQLText(
        constants: """
            UPDATE comments SET version = version + 1, change_id = $4 WHERE id = $2 AND version = $3
                AND ((user_id = $1 AND \(mayComment(on: "goal_id"))) OR \(mayWrite(to: "goal_id"))) RETURNING id
            """)
}

extension Comment {
    fileprivate init(row: Row) {
        self.init(
            id: Comment.ID(bits: row.uuid(0)), goal: Goal.ID(bits: row.uuid(1)), author: row.optional(2, Row.uuid).map(User.ID.init(bits:)),
            body: row.text(3), version: row.int(4), createdAt: Instant(microseconds: row.instant(5)),
            updatedAt: Instant(microseconds: row.instant(6)))
    }

    fileprivate var values: [Value] {
        [
            .uuid(id.bits), .uuid(goal.bits), .uuid(author?.bits), .text(body), .int(version), .instant(createdAt.microseconds),
            .instant(updatedAt.microseconds),
        ]
    }
}
