import SQL

extension Store {
    /// The goals that a query finds, in one round trip.
    ///
    /// - Parameter today: the user's local day, which the summaries are for.
    public func goals(matching query: GoalQuery, for user: User.ID, today: Day) async throws(StoreError) -> Page<GoalRecord> {
        let states = query.states.isEmpty ? nil : ",\(query.states.map(\.rawValue).joined(separator: ",")),"
        var values: [Value] = [
            .uuid(user.bits), .day(today.number), .int(Int64(query.limit + 1)), .text(states),
            .text(query.text.map { Self.pattern(containing: $0.lowercased()) }),
        ]
        if let cursor = query.after { values.append(.uuid(cursor.id.bits)) }
        values += GoalList.keyValues(query)
        let rows = try await run(Statement(sql: GoalList.statement(for: query), values: values, kind: .read))
        var records = rows.map(GoalColumns.record)
        var next: GoalQuery.Cursor?
        if records.count > query.limit {
            records.removeLast()
            next = records.last.map { .init(key: query.sort.key(of: $0.goal), id: $0.goal.id) }
        }
        return Page(items: records, next: next)
    }

    /// One goal, in the trash or not.
    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func goal(_ id: Goal.ID, for user: User.ID, today: Day) async throws(StoreError) -> GoalRecord {
        let rows = try await run(
            Statement(sql: Self.selectGoal, values: [.uuid(user.bits), .day(today.number), .uuid(id.bits)], kind: .read))
        guard let row = rows.first else { throw .notFound }
        return GoalColumns.record(row)
    }

    /// Keeps a new goal.
    /// - Throws: `StoreError.notFound` when the user may not write in its space.
    public func insert(_ goal: Goal, for user: User.ID, remember answer: RememberedAnswer? = nil) async throws(StoreError) {
        let insert = Statement(sql: Self.insertGoal, values: [.uuid(user.bits)] + goal.values, kind: .write)
        try await write(insert, for: user, remember: answer, ifExists: .goal(goal.id, version: goal.version))
    }

    /// Keeps a goal's next version.
    /// - Throws: `StoreError.stale` when the version before it is not the latest, or the user may no longer write there.
    public func update(_ goal: Goal, for user: User.ID, remember answer: RememberedAnswer? = nil) async throws(StoreError) {
        let update = Statement(
            sql: Self.updateGoal, values: [.uuid(user.bits)] + goal.values + [.int(goal.version - 1)], kind: .write)
        do throws(StoreError) {
            try await write(update, for: user, remember: answer, ifExists: .goal(goal.id, version: goal.version))
        } catch .notFound {
            throw .stale
        }
    }

    private static let selectGoal = SQLText(
        constants: """
            SELECT \(GoalColumns.outer) FROM (
                SELECT \(GoalColumns.inner) FROM goals g WHERE g.id = $3 AND g.space_id IN \(readableSpaces)) g
            """)

    private static let insertGoal = SQLText(
        constants: """
            INSERT INTO goals (\(Goal.columns.joined(separator: ", ")))
            SELECT \(Goal.columns.indices.map { "$\($0 + 2)" }.joined(separator: ", "))
            WHERE $3 IN \(writableSpaces) RETURNING id
            """)

    private static let updateGoal = SQLText(
        constants: """
            UPDATE goals SET \(Goal.columns.indices.dropFirst().map { "\(Goal.columns[$0]) = $\($0 + 2)" }.joined(separator: ", "))
            WHERE id = $2 AND version = $\(Goal.columns.count + 2) AND space_id IN \(writableSpaces) RETURNING id
            """)

    /// A pattern for LIKE with "\" as its escape character.
    private static func pattern(containing text: String) -> String {
        var pattern = "%"
        for character in text {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}

extension Goal {
    /// The columns of a goal, in the order of ``values``.
    static let columns = [
        "id", "space_id", "parent_id", "title", "title_key", "notes", "measure", "unit", "baseline", "target", "aggregate", "start_day",
        "due_day", "priority", "weight", "tags", "state", "position", "cadence_days", "version", "created_at", "updated_at",
        "archived_at", "deleted_at",
    ]

    var values: [Value] {
        let number: Measure.Number
        let name: String
        switch measure {
        case .done: (name, number) = ("done", .init(target: Quantity(1)))
        case .number(let value): (name, number) = ("number", value)
        }
        return [
            .uuid(id.bits), .uuid(space.bits), .uuid(parent?.bits), .text(title), .text(title.lowercased()), .text(notes),
            .text(name), .text(number.unit), .int(number.baseline.stored), .int(number.target.stored), .text(number.aggregate.rawValue),
            .day(start.number), .day(due?.number), .int(Int64(priority)), .int(weight.stored), .text(tags.joined(separator: ",")),
            .text(state.rawValue), .int(position), .int(Int64(cadenceDays)), .int(version), .instant(createdAt.microseconds),
            .instant(updatedAt.microseconds), .instant(archivedAt?.microseconds), .instant(deletedAt?.microseconds),
        ]
    }
}

extension Quantity {
    /// Millionths as the database keeps them. What people enter fits; see ``limit``.
    var stored: Int64 { Int64(clamping: micros) }
}
