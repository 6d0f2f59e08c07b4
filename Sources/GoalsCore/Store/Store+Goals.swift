import SQL

extension Store {
    /// The goals that a query finds: one round trip, and one more when rollups among them have goals below.
    public func goals(matching query: GoalQuery, for viewer: Viewer) async throws(StoreError) -> Page<GoalRecord> {
        // Signs alone are in no text.
        if query.text?.words.isEmpty == true { return Page(items: [], next: nil) }
        let rows = try await run(GoalList.statement(for: query, viewer: viewer, dialect: database.dialect))
        var records = rows.map(GoalColumns.record)
        if query.isDerived {
            try await attachChildren(&records, viewer)
            return page(of: records, query, viewer)
        }
        var next: GoalQuery.Cursor?
        if records.count > query.limit {
            records.removeLast()
            next = records.last.map { .init(key: query.sort.key(of: $0, for: viewer), id: $0.goal.id) }
        }
        try await attachChildren(&records, viewer)
        return Page(items: records, next: next)
    }

    /// All goals of the user that are in no trash and no archive, with the rollups' children in place, in the order of their places.
    public func openGoals(for viewer: Viewer) async throws(StoreError) -> [GoalRecord] {
        var query = GoalQuery()
        query.sort = .position
        query.limit = Int(GoalList.mostDerived)
        return try await goals(matching: query, for: viewer).items
    }

    /// One goal, in the trash or not.
    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func goal(_ id: Goal.ID, for viewer: Viewer) async throws(StoreError) -> GoalRecord {
        let rows = try await run(
            Statement(
                sql: Self.selectGoal[database.dialect]!, values: [.uuid(viewer.user.bits), .day(viewer.today.number), .uuid(id.bits)],
                kind: .read))
        guard let row = rows.first else { throw .notFound }
        var records = [GoalColumns.record(row)]
        try await attachChildren(&records, viewer)
        return records[0]
    }

    /// Keeps a new goal, and the pause that it begins with when its state says so.
    /// - Throws: `StoreError.notFound` when the user may not write in its space, or there is no such parent in it.
    public func insert(_ goal: Goal, for viewer: Viewer, keeping receipt: Receipt = .none) async throws(StoreError) {
        try await write(
            [Self.insert(goal, for: viewer.user)], then: PauseSync.statements(from: nil, to: goal, today: viewer.today), for: viewer.user,
            keeping: receipt, ifExists: .goal(goal.id, by: nil))
    }

    /// Keeps several new goals at once, parents before their children, each with its line in the history.
    /// - Throws: `StoreError.notFound` when the user may not write there; then none is kept that should be below one that is not.
    public func insert(
        _ goals: [(goal: Goal, activity: Activity)], for viewer: Viewer, remember answer: RememberedAnswer? = nil
    ) async throws(StoreError) {
        guard let first = goals.first else { return }
        var rest = PauseSync.statements(from: nil, to: first.goal, today: viewer.today)
        for (goal, activity) in goals.dropFirst() {
            rest.append(Self.insert(goal, for: viewer.user))
            rest += PauseSync.statements(from: nil, to: goal, today: viewer.today)
            rest.append(activityStatement(activity, ifExists: .goal(goal.id, by: nil)))
        }
        try await write(
            [Self.insert(first.goal, for: viewer.user)], then: rest, for: viewer.user,
            keeping: Receipt(activity: first.activity, answer: answer), ifExists: .goal(first.goal.id, by: nil))
    }

    /// Keeps a goal's next version; what its state says about pauses is kept in step.
    /// - Parameter before: the version that it was made from.
    /// - Throws: `StoreError.stale` when that is not the latest, the user may no longer write there, or the parent is gone, elsewhere,
    ///   or below the goal.
    public func update(_ goal: Goal, from before: Goal, for viewer: Viewer, keeping receipt: Receipt = .none) async throws(StoreError) {
        var unit: [Statement] = []
        if goal.parent != before.parent, goal.parent != nil, database.dialect == .postgres {
            // Two moves at once could make a circle that neither sees: they take turns in a space.
            unit.append(.write("SELECT pg_advisory_xact_lock($1)", .int(Int64(truncatingIfNeeded: goal.space.bits))))
        }
        unit.append(
            Statement(
                sql: Self.updateGoal, values: [.uuid(viewer.user.bits)] + goal.values + [.int(before.version), .uuid(receipt.change.bits)],
                kind: .write))
        try await stale { () throws(StoreError) in
            try await write(
                unit, then: PauseSync.statements(from: before, to: goal, today: viewer.today, by: receipt.change), for: viewer.user,
                keeping: receipt, ifExists: .goal(goal.id, by: receipt.change))
        }
    }

    /// The goal of that title, in any case, which stands first among those in no trash and no archive; nil when there is none.
    public func goal(titled title: String, for user: User.ID) async throws(StoreError) -> Goal.ID? {
        let rows = try await run(.read(Self.selectByTitle, .uuid(user.bits), .text(title.lowercased())))
        return rows.first.map { Goal.ID(bits: $0.uuid(0)) }
    }

    /// What stands in the way of the parent that a goal names: nil when nothing does.
    public func obstacle(toParentOf goal: Goal, for user: User.ID) async throws(StoreError) -> ParentObstacle? {
        let rows = try await run(
            .read(Self.selectParent, .uuid(user.bits), .uuid(goal.parent?.bits), .uuid(goal.id.bits), .uuid(goal.space.bits)))
        guard let row = rows.first else { return .missing }
        return row.bool(0) ? .circle : nil
    }

    /// The places next to a goal, in the order that people arrange by hand: what is before and after it, the goal itself left out.
    public func neighbours(of anchor: Goal.ID, without moved: Goal.ID, for user: User.ID) async throws(StoreError) -> Neighbours {
        let rows = try await run([
            .read(Self.selectPlace, .uuid(user.bits), .uuid(anchor.bits)),
            .read(Self.selectPlaceBefore, .uuid(anchor.bits), .uuid(moved.bits)),
            .read(Self.selectPlaceAfter, .uuid(anchor.bits), .uuid(moved.bits)),
        ])
        guard let row = rows[0].first else { throw .notFound }
        return Neighbours(
            before: rows[1].first.map { Position(stored: $0.text(0)) }, anchor: Position(stored: row.text(0)),
            after: rows[2].first.map { Position(stored: $0.text(0)) })
    }

    /// The first and the last place that is taken in the user's spaces.
    public func outermostPlaces(for user: User.ID) async throws(StoreError) -> (first: Position?, last: Position?) {
        let rows = try await run(.read(Self.selectOutermost, .uuid(user.bits)))
        guard let row = rows.first else { return (nil, nil) }
        return (
            row.optional(0, Row.text).map { Position(stored: $0) }, row.optional(1, Row.text).map { Position(stored: $0) }
        )
    }

    /// Puts below each rollup what belongs there.
    private func attachChildren(_ records: inout [GoalRecord], _ viewer: Viewer) async throws(StoreError) {
        let unit = records.filter { $0.goal.measure == .rollup }.map {
            Statement(
                sql: Self.selectDescendants[database.dialect]!,
                values: [.uuid(viewer.user.bits), .day(viewer.today.number), .uuid($0.goal.id.bits)], kind: .read)
        }
        guard !unit.isEmpty else { return }
        var below: [GoalRecord] = []
        for rows in try await run(unit) { below += rows.map(GoalColumns.record) }
        records.attachChildren(below)
    }

    /// Judges, filters, sorts and cuts a page out of goals, as no database can.
    private func page(of records: [GoalRecord], _ query: GoalQuery, _ viewer: Viewer) -> Page<GoalRecord> {
        var keyed = records.compactMap { record -> (key: GoalQuery.Key, record: GoalRecord)? in
            if !query.statuses.isEmpty, !query.statuses.contains(record.progress(for: viewer).status) { return nil }
            return (query.sort.key(of: record, for: viewer), record)
        }
        let order = query.sort.precedes(descending: query.descending)
        keyed.sort { order(($0.key, $0.record.goal.id), ($1.key, $1.record.goal.id)) }
        if let cursor = query.after {
            keyed = Array(keyed.drop { !order((cursor.key, cursor.id), ($0.key, $0.record.goal.id)) })
        }
        var next: GoalQuery.Cursor?
        if keyed.count > query.limit {
            keyed.removeLast(keyed.count - query.limit)
            next = keyed.last.map { .init(key: $0.key, id: $0.record.goal.id) }
        }
        return Page(items: keyed.map(\.record), next: next)
    }

    private static func insert(_ goal: Goal, for user: User.ID) -> Statement {
        Statement(sql: insertGoal, values: [.uuid(user.bits)] + goal.values, kind: .write)
    }

    private static let selectGoal = byDialect { dialect in
        """
        SELECT \(GoalColumns.outer(dialect)) FROM (
            SELECT \(GoalColumns.inner) FROM goals g WHERE g.id = $3 AND g.space_id IN \(readableSpaces)) g
        """
    }

    /// Below `$3`, as far as rollups reach.
    private static let selectDescendants = byDialect { dialect in
        """
        WITH RECURSIVE below (id, measure) AS (
            SELECT g.id, g.measure FROM goals g WHERE g.parent_id = $3 AND g.deleted_at IS NULL AND g.space_id IN \(readableSpaces)
            UNION
            SELECT g.id, g.measure FROM below b JOIN goals g ON g.parent_id = b.id
            WHERE g.deleted_at IS NULL AND b.measure = 'rollup' AND g.space_id IN \(readableSpaces))
        SELECT \(GoalColumns.outer(dialect)) FROM (
            SELECT \(GoalColumns.inner) FROM below b JOIN goals g ON g.id = b.id) g
        ORDER BY g.position, g.id
        """
    }

    private static let insertGoal = SQLText(
        constants: """
            INSERT INTO goals (\(Goal.columns.joined(separator: ", ")))
            SELECT \(Goal.columns.indices.map { "$\($0 + 2)" }.joined(separator: ", "))
            WHERE $3 IN \(writableSpaces) AND ($4 IS NULL OR EXISTS (
                SELECT 1 FROM goals p WHERE p.id = $4 AND p.space_id = $3 AND p.deleted_at IS NULL)) RETURNING id
            """)

    private static let updateGoal = SQLText(
        constants: """
            UPDATE goals SET \(Goal.columns.indices.dropFirst().map { "\(Goal.columns[$0]) = $\($0 + 2)" }.joined(separator: ", ")),
                change_id = $\(Goal.columns.count + 3)
            WHERE id = $2 AND version = $\(Goal.columns.count + 2) AND space_id IN \(writableSpaces)
                AND ($4 IS NULL OR $4 = parent_id OR (
                    EXISTS (SELECT 1 FROM goals p WHERE p.id = $4 AND p.space_id = $3 AND p.deleted_at IS NULL)
                    AND NOT EXISTS (\(ancestors(of: "$4")) SELECT 1 FROM above WHERE id = $2)))
            RETURNING id
            """)

    private static let selectByTitle = SQLText(
        constants: """
            SELECT id FROM goals WHERE title_key = $2 AND space_id IN \(readableSpaces) AND deleted_at IS NULL AND archived_at IS NULL
            ORDER BY position, id LIMIT 1
            """)

    private static let selectParent = SQLText(
        constants: """
            SELECT EXISTS (\(ancestors(of: "$2")) SELECT 1 FROM above WHERE id = $3)
            FROM goals p WHERE p.id = $2 AND p.space_id = $4 AND p.deleted_at IS NULL AND p.space_id IN \(readableSpaces)
            """)

    /// A goal and all above it, as the table `above`.
    private static func ancestors(of goal: String) -> String {
        """
        WITH RECURSIVE above (id, parent_id) AS (
            SELECT a.id, a.parent_id FROM goals a WHERE a.id = \(goal)
            UNION SELECT a.id, a.parent_id FROM above b JOIN goals a ON a.id = b.parent_id)
        """
    }

    private static let selectPlace = SQLText(constants: "SELECT position FROM goals WHERE id = $2 AND space_id IN \(readableSpaces)")

    /// Run only beside ``selectPlace``, which says whether the user may see the goal whose neighbours these are.
    private static let selectPlaceBefore: SQLText = """
        SELECT g.position FROM goals a JOIN goals g ON g.space_id = a.space_id
        WHERE a.id = $1 AND g.id <> $2 AND g.position < a.position ORDER BY g.position DESC LIMIT 1
        """
    private static let selectPlaceAfter: SQLText = """
        SELECT g.position FROM goals a JOIN goals g ON g.space_id = a.space_id
        WHERE a.id = $1 AND g.id <> $2 AND g.position > a.position ORDER BY g.position LIMIT 1
        """
    private static let selectOutermost = SQLText(
        constants: "SELECT min(position), max(position) FROM goals WHERE space_id IN \(readableSpaces)")
}

/// Why a goal cannot have a parent.
public enum ParentObstacle: Sendable, Hashable {
    /// There is none in this space, or it is in the trash.
    case missing
    /// It is the goal itself, or below it.
    case circle
}

/// The places around a goal.
public struct Neighbours: Sendable, Hashable {
    public var before: Position?
    public var anchor: Position
    public var after: Position?
}

extension GoalQuery.Sort {
    /// Whether one place in a list comes before another: by key, then by id.
    fileprivate func precedes(descending: Bool) -> ((GoalQuery.Key, Goal.ID), (GoalQuery.Key, Goal.ID)) -> Bool {
        { left, right in
            let (first, second) = descending ? (right, left) : (left, right)
            switch (first.0, second.0) {
            case (.text(let one), .text(let other)):
                return one == other ? first.1 < second.1 : one.utf8.lexicographicallyPrecedes(other.utf8)
            case (.day(let one), .day(let other)): return (one, first.1) < (other, second.1)
            case (.instant(let one), .instant(let other)): return (one, first.1) < (other, second.1)
            case (.attention(let one), .attention(let other)): return (one, first.1) < (other, second.1)
            default: return false
            }
        }
    }
}

extension Goal {
    /// The columns of a goal, in the order of ``values``.
    static let columns = [
        "id", "space_id", "parent_id", "title", "title_key", "notes", "measure", "unit", "baseline", "target", "aggregate", "period",
        "weekdays", "at_most", "start_day", "due_day", "priority", "weight", "tags", "tags_key", "words", "state", "position",
        "cadence_days", "version", "created_at", "updated_at", "archived_at", "deleted_at",
    ]

    var values: [Value] {
        let columns = MeasureColumns(measure)
        return [
            .uuid(id.bits), .uuid(space.bits), .uuid(parent?.bits), .text(title), .text(title.lowercased()), .text(notes),
            .text(columns.name), .text(columns.unit), .int(columns.low.stored), .int(columns.high.stored),
            .text(measure.aggregate.rawValue), .text(columns.habit?.period.rawValue),
            .int(Int64((columns.habit?.weekdays ?? .all).rawValue)), .bool(columns.habit?.atMost ?? false), .day(start.number),
            .day(due?.number), .int(Int64(priority)), .int(weight.stored), .text(tags.joined(separator: ",")),
            .text(GoalWords.key(ofTags: tags)), .text(GoalWords.text(title: title, tags: tags, notes: notes)), .text(state.rawValue),
            .text(position.description), .int(Int64(cadenceDays)), .int(version), .instant(createdAt.microseconds),
            .instant(updatedAt.microseconds), .instant(archivedAt?.microseconds), .instant(deletedAt?.microseconds),
        ]
    }
}

/// A measure spread over the columns that all measures share.
private struct MeasureColumns {
    var name: String
    var unit = ""
    var low = Quantity.zero
    var high = Quantity(1)
    var habit: Measure.Habit?

    init(_ measure: Measure) {
        switch measure {
        case .done: name = "done"
        case .rollup: name = "rollup"
        case .number(let number): (name, unit, low, high) = ("number", number.unit, number.baseline, number.target)
        case .limit(let limit): (name, unit, high) = ("limit", limit.unit, limit.limit)
        case .range(let bounds): (name, unit, low, high) = ("range", bounds.unit, bounds.low, bounds.high)
        case .habit(let habit): (name, unit, high, self.habit) = ("habit", habit.unit, habit.times, habit)
        }
    }
}
