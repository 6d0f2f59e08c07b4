import SQL

extension Store {
    /// What happened to a goal, or with nil to all that the user may see, the latest first.
    /// - Parameter after: the last activity of the page before.
    /// - Throws: `StoreError.notFound` when there is no such goal that the user may see.
    public func activities(
        of goal: Goal.ID?, for user: User.ID, after cursor: TimeCursor?, limit: Int
    ) async throws(StoreError) -> (items: [Activity], next: TimeCursor?) {
        let start = cursor ?? .afterAll
        let place: [Value] = [.instant(start.createdAt.microseconds), .uuid(start.id), .int(Int64(limit + 1))]
        var rows: Rows
        if let goal {
            let results = try await run([
                .read(Self.goalExists, .uuid(user.bits), .uuid(goal.bits)),
                Statement(sql: Self.selectOfGoal, values: [.uuid(goal.bits)] + place, kind: .read),
            ])
            guard !results[0].isEmpty else { throw .notFound }
            rows = results[1]
        } else {
            rows = try await run(Statement(sql: Self.selectOfAll, values: [.uuid(user.bits)] + place, kind: .read))
        }
        return TimeCursor.page(rows.map(Activity.init(row:)), limit) { TimeCursor(createdAt: $0.createdAt, id: $0.id.bits) }
    }

    /// One activity, of a goal or with nil of anything.
    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func activity(_ id: Activity.ID, of goal: Goal.ID?, for user: User.ID) async throws(StoreError) -> Activity {
        let rows = try await run(.read(Self.selectActivity, .uuid(user.bits), .uuid(id.bits), .uuid(goal?.bits)))
        guard let row = rows.first else { throw .notFound }
        return Activity(row: row)
    }

    /// What happened after an activity, the oldest first: to all that the user may see, or with nil to anything.
    public func activities(after last: Activity.ID, for user: User.ID?, limit: Int) async throws(StoreError) -> [Activity] {
        let rows = try await run(.read(Self.selectAfter, .uuid(user?.bits), .uuid(last.bits), .int(Int64(limit))))
        return rows.map(Activity.init(row:))
    }

    private static let selectOfGoal = SQLText(
        constants: """
            SELECT \(Activity.columns) FROM activities WHERE goal_id = $1 AND (created_at, id) < ($2, $3)
            ORDER BY created_at DESC, id DESC LIMIT $4
            """)
    private static let selectOfAll = SQLText(
        constants: """
            SELECT \(Activity.columns) FROM activities WHERE space_id IN \(readableSpaces) AND (created_at, id) < ($2, $3)
            ORDER BY created_at DESC, id DESC LIMIT $4
            """)
    private static let selectActivity = SQLText(
        constants: """
            SELECT \(Activity.columns) FROM activities WHERE id = $2 AND ($3 IS NULL OR goal_id = $3) AND space_id IN \(readableSpaces)
            """)
    private static let selectAfter = SQLText(
        constants: """
            SELECT \(Activity.columns) FROM activities WHERE id > $2 AND ($1 IS NULL OR space_id IN \(readableSpaces))
            ORDER BY id LIMIT $3
            """)
}
