import SQL

extension Store {
    /// A goal's check-ins, the latest day first.
    /// - Parameter after: the last check-in of the page before.
    /// - Throws: `StoreError.notFound` when there is no such goal that the user may see.
    public func checkIns(
        of goal: Goal.ID, for user: User.ID, after cursor: CheckInCursor?, limit: Int
    ) async throws(StoreError) -> CheckInPage {
        let start = cursor ?? .beforeAll
        let results = try await run([
            .read(Self.goalExists, .uuid(user.bits), .uuid(goal.bits)),
            .read(
                Self.selectCheckIns, .uuid(goal.bits), .day(start.day.number), .instant(start.createdAt.microseconds),
                .uuid(start.id.bits), .int(Int64(limit + 1))),
        ])
        guard !results[0].isEmpty else { throw .notFound }
        var items = results[1].map(CheckIn.init(row:))
        var next: CheckInCursor?
        if items.count > limit {
            items.removeLast()
            next = items.last.map { CheckInCursor(day: $0.day, createdAt: $0.createdAt, id: $0.id) }
        }
        return CheckInPage(items: items, next: next)
    }

    /// One check-in of a goal.
    /// - Throws: `StoreError.notFound` when there is none that the user may see.
    public func checkIn(_ id: CheckIn.ID, of goal: Goal.ID, for user: User.ID) async throws(StoreError) -> CheckIn {
        let rows = try await run(.read(Self.selectCheckIn, .uuid(user.bits), .uuid(id.bits), .uuid(goal.bits)))
        guard let row = rows.first else { throw .notFound }
        return CheckIn(row: row)
    }

    /// Keeps a new check-in.
    /// - Throws: `StoreError.notFound` when the user may not write to its goal, or the goal is in the trash.
    public func insert(_ checkIn: CheckIn, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        try await write(
            [Self.insert(checkIn, for: user)], for: user, keeping: receipt, ifExists: .checkIn(checkIn.id, by: nil))
    }

    /// Keeps a new check-in with its line in the history, if the user may write to its goal and the check-in suits it.
    ///
    /// People check in more often than they do anything else: this is one statement in Postgres, and the goal need not be read before.
    /// - Parameter line: of the history; its space is overwritten by the goal's.
    /// - Returns: the line that was kept; nil when nothing was.
    public func insert(
        _ unseen: UnseenCheckIn, for user: User.ID, keeping line: Activity, remember answer: RememberedAnswer? = nil
    ) async throws(StoreError) -> Activity? {
        let values =
            [.uuid(user.bits)] + unseen.checkIn.values
            + [.int(Int64(unseen.suits.rawValue)), .uuid(line.id.bits), .text(line.action.rawValue), .text(line.after)]
        var unit = Self.insertUnseen[database.dialect]!.map { Statement(sql: $0, values: values, kind: .write) }
        let decisive = unit.count - 1
        if let answer { unit += rememberStatements(answer, for: user, ifExists: .checkIn(unseen.checkIn.id, by: nil)) }
        let results = try await run(unit)
        guard let row = results[decisive].first else { return nil }
        var kept = line
        kept.space = Space.ID(bits: row.uuid(0))
        return kept
    }

    /// Keeps many new check-ins at once, each with its line in the history.
    /// - Returns: for each, whether it was kept; not, when the user may not write to its goal, or the goal is in the trash.
    public func insert(
        _ checkIns: [(checkIn: CheckIn, activity: Activity)], for user: User.ID, remember answer: RememberedAnswer? = nil
    ) async throws(StoreError) -> [Bool] {
        var unit = checkIns.flatMap { checkIn, activity in
            [
                Self.insert(checkIn, for: user),
                activityStatement(activity, ifExists: .checkIn(checkIn.id, by: nil)),
            ]
        }
        if let answer { unit.append(rememberStatement(answer, for: user)) }
        guard !unit.isEmpty else { return [] }
        let results = try await run(unit)
        return checkIns.indices.map { !results[2 * $0].isEmpty }
    }

    /// Keeps a check-in's next version.
    /// - Throws: `StoreError.stale` when the version before it is not the latest, or the user may no longer write there.
    public func update(_ checkIn: CheckIn, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        let update = Statement.write(
            Self.updateCheckIn, .uuid(user.bits), .uuid(checkIn.id.bits), .int(checkIn.version - 1), .day(checkIn.day.number),
            .int(checkIn.value?.stored), .text(checkIn.note), .int(checkIn.version), .instant(checkIn.updatedAt.microseconds),
            .uuid(receipt.change.bits))
        try await stale { () throws(StoreError) in
            try await write([update], for: user, keeping: receipt, ifExists: .checkIn(checkIn.id, by: receipt.change))
        }
    }

    /// Forgets a check-in.
    /// - Throws: `StoreError.stale` when `checkIn.version` is not the latest, or the user may no longer write there.
    public func delete(_ checkIn: CheckIn, for user: User.ID, keeping receipt: Receipt = .none) async throws(StoreError) {
        // Another version first: of two who delete it at once only one gets it, and only that one's line comes into the history.
        let claim = Statement.write(
            Self.claimCheckIn, .uuid(user.bits), .uuid(checkIn.id.bits), .int(checkIn.version), .uuid(receipt.change.bits))
        let delete = Statement.write(
            "DELETE FROM check_ins WHERE id = $1 AND change_id = $2", .uuid(checkIn.id.bits), .uuid(receipt.change.bits))
        try await stale { () throws(StoreError) in
            try await write(
                [claim], then: [delete], for: user, keeping: receipt, ifExists: .checkIn(checkIn.id, by: receipt.change))
        }
    }

    private static func insert(_ checkIn: CheckIn, for user: User.ID) -> Statement {
        Statement(sql: insertCheckIn, values: [.uuid(user.bits)] + checkIn.values, kind: .write)
    }

    private static let columns = "id, goal_id, day, value, note, version, created_at, updated_at"

    /// Runs only beside ``goalExists``, which says whether the user may see what it finds.
    private static let selectCheckIns = SQLText(
        constants: """
            SELECT \(columns) FROM check_ins WHERE goal_id = $1 AND (day, created_at, id) < ($2, $3, $4)
            ORDER BY day DESC, created_at DESC, id DESC LIMIT $5
            """)

    private static let selectCheckIn = SQLText(
        constants: """
            SELECT \(columns) FROM check_ins WHERE id = $2 AND goal_id = $3
                AND EXISTS (SELECT 1 FROM goals g WHERE g.id = $3 AND g.space_id IN \(readableSpaces))
            """)

    private static let insertCheckIn = SQLText(
        constants: "INSERT INTO check_ins (\(columns)) SELECT $2, $3, $4, $5, $6, $7, $8, $9 WHERE \(mayWrite(to: "$3")) RETURNING id")

    /// `$1` user, `$2`–`$9` the check-in, `$10` what it suits, `$11` the line of the history, `$12` its action, `$13` what it tells.
    private static let insertUnseen: [Dialect: [SQLText]] = {
        let suited = """
            SELECT g.id, g.space_id FROM goals g WHERE g.id = $3 AND g.deleted_at IS NULL AND g.space_id IN \(writableSpaces)
                AND $10 & \(UnseenCheckIn.Measures.column) <> 0
            """
        let checkIn = "INSERT INTO check_ins (\(columns)) SELECT $2, suited.id, $4, $5, $6, $7, $8, $9 FROM suited"
        let line =
            "INSERT INTO activities (\(Activity.columns)) SELECT $11, suited.space_id, suited.id, $1, $12, $2, NULL, $13, $8 FROM suited"
        return [
            .postgres: [SQLText(constants: "WITH suited AS (\(suited)), kept AS (\(checkIn)) \(line) RETURNING space_id")],
            // No statement of SQLite writes into two tables; none of another comes between these.
            .sqlite: [
                SQLText(constants: "WITH suited AS (\(suited)) \(checkIn)"),
                SQLText(constants: "WITH suited AS (\(suited)) \(line) RETURNING space_id"),
            ],
        ]
    }()

    private static let updateCheckIn = SQLText(
        constants: """
            UPDATE check_ins SET day = $4, value = $5, note = $6, version = $7, updated_at = $8, change_id = $9
            WHERE id = $2 AND version = $3 AND \(mayWrite(to: "goal_id")) RETURNING id
            """)

    private static let claimCheckIn = SQLText(
        constants: """
            UPDATE check_ins SET version = version + 1, change_id = $4 WHERE id = $2 AND version = $3 AND \(mayWrite(to: "goal_id")) RETURNING id
            """)
}

/// The place in a goal's check-ins after which a page begins.
public struct CheckInCursor: Sendable, Hashable {
    public var day: Day
    public var createdAt: Instant
    public var id: CheckIn.ID

    public init(day: Day, createdAt: Instant, id: CheckIn.ID) {
        self.day = day
        self.createdAt = createdAt
        self.id = id
    }

    static let beforeAll = CheckInCursor(day: .max, createdAt: Instant(microseconds: 0), id: CheckIn.ID(bits: 0))
}

public struct CheckInPage: Sendable {
    public var items: [CheckIn]
    /// Where the next page begins; nil on the last.
    public var next: CheckInCursor?
}

extension CheckIn {
    init(row: Row) {
        self.init(
            id: CheckIn.ID(bits: row.uuid(0)), goal: Goal.ID(bits: row.uuid(1)), day: Day(number: row.day(2)),
            value: row.optional(3, Row.int).map { Quantity(micros: Int128($0)) }, note: row.text(4), version: row.int(5),
            createdAt: Instant(microseconds: row.instant(6)), updatedAt: Instant(microseconds: row.instant(7)))
    }

    var values: [Value] {
        [
            .uuid(id.bits), .uuid(goal.bits), .day(day.number), .int(value?.stored), .text(note), .int(version),
            .instant(createdAt.microseconds), .instant(updatedAt.microseconds),
        ]
    }
}

extension UnseenCheckIn.Measures {
    /// Which of these a goal `g` has, by what it keeps.
    fileprivate static let column = """
        CASE g.measure WHEN 'done' THEN \(done.rawValue) WHEN 'rollup' THEN 0
            WHEN 'habit' THEN CASE g.unit WHEN '' THEN \(habitOfTimes.rawValue) ELSE \(habitOfUnits.rawValue) END ELSE \(amount.rawValue) END
        """
}
