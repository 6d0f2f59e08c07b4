import SQL

/// A goal with what is needed to tell its progress.
public struct GoalRecord: Sendable, Hashable {
    public var goal: Goal
    public var summary: CheckInSummary

    public init(_ goal: Goal, summary: CheckInSummary) {
        self.goal = goal
        self.summary = summary
    }

    public func progress(today: Day) -> Progress { Progress(of: goal, summary: summary, today: today) }
}

/// The columns that make up a record, for all statements that read goals: an inner part that finds goals and their anchor day, and an
/// outer one that adds the summary to the few that were found.
enum GoalColumns {
    /// What the inner part selects, with today as `$2`: the goal, and the day on which its forecast's window begins (docs/domain.md).
    static let inner = """
        g.*, CASE
            WHEN $2 - g.start_day < 7 THEN NULL
            WHEN $2 - \(window) > g.start_day THEN $2 - \(window)
            ELSE g.start_day END AS anchor
        """

    private static let window = """
        (CASE WHEN g.cadence_days < 14 THEN 28 WHEN g.cadence_days > 45 THEN 90 ELSE 2 * g.cadence_days END)
        """

    /// What the outer part selects from the inner one, called `g`.
    static let outer = """
        g.id, g.space_id, g.parent_id, g.title, g.notes, g.measure, g.unit, g.baseline, g.target, g.aggregate, g.start_day, g.due_day,
        g.priority, g.weight, g.tags, g.state, g.position, g.cadence_days, g.version, g.created_at, g.updated_at, g.archived_at,
        g.deleted_at,
        (SELECT count(*) FROM check_ins c WHERE c.goal_id = g.id),
        \(sum("")),
        (SELECT c.day FROM check_ins c WHERE c.goal_id = g.id \(latest)),
        (SELECT c.value FROM check_ins c WHERE c.goal_id = g.id \(latest)),
        (SELECT max(c.day) FROM check_ins c WHERE c.goal_id = g.id AND c.day <= g.anchor),
        \(value("AND c.day <= g.anchor")),
        \(sum("AND c.day <= g.anchor")),
        (SELECT min(c.day) FROM check_ins c WHERE c.goal_id = g.id AND c.day > g.anchor),
        \(value(onDayAfterAnchor)),
        \(sum(onDayAfterAnchor))
        """

    private static let latest = "ORDER BY c.day DESC, c.created_at DESC, c.id DESC LIMIT 1"
    private static let onDayAfterAnchor = """
        AND c.day = (SELECT min(n.day) FROM check_ins n WHERE n.goal_id = g.id AND n.day > g.anchor)
        """

    /// The latest value of a goal whose latest value counts.
    private static func value(_ condition: String) -> String {
        "CASE WHEN g.aggregate = 'last' THEN (SELECT c.value FROM check_ins c WHERE c.goal_id = g.id \(condition) \(latest)) END"
    }

    /// The total of a goal whose values add up, as whole units and millionths: each sum fits 64 bits, where that of all millionths might not.
    private static func sum(_ condition: String) -> String {
        ["/", "%"].map { part in
            """
            CASE WHEN g.aggregate = 'sum' THEN
                (SELECT CAST(sum(c.value \(part) 1000000) AS bigint) FROM check_ins c WHERE c.goal_id = g.id \(condition)) END
            """
        }.joined(separator: ",\n")
    }

    static func record(_ row: Row) -> GoalRecord {
        GoalRecord(goal(row), summary: summary(row))
    }

    private static func goal(_ row: Row) -> Goal {
        let number = Measure.Number(
            unit: row.text(6), baseline: Quantity(micros: Int128(row.int(7))), target: Quantity(micros: Int128(row.int(8))),
            aggregate: Aggregate(rawValue: row.text(9)) ?? .last)
        return Goal(
            id: Goal.ID(bits: row.uuid(0)),
            space: Space.ID(bits: row.uuid(1)),
            parent: row.optional(2, Row.uuid).map(Goal.ID.init(bits:)),
            title: row.text(3),
            notes: row.text(4),
            measure: row.text(5) == "number" ? .number(number) : .done,
            start: Day(number: row.day(10)),
            due: row.optional(11, Row.day).map(Day.init(number:)),
            priority: Int(row.int(12)),
            weight: Quantity(micros: Int128(row.int(13))),
            tags: row.text(14).split(separator: ",").map(String.init),
            state: GoalState(rawValue: row.text(15)) ?? .active,
            position: row.int(16),
            cadenceDays: Int(row.int(17)),
            version: row.int(18),
            createdAt: Instant(microseconds: row.instant(19)),
            updatedAt: Instant(microseconds: row.instant(20)),
            archivedAt: row.optional(21, Row.instant).map(Instant.init(microseconds:)),
            deletedAt: row.optional(22, Row.instant).map(Instant.init(microseconds:)))
    }

    private static func summary(_ row: Row) -> CheckInSummary {
        var summary = CheckInSummary()
        summary.count = Int(row.int(23))
        summary.sum = total(row, 24) ?? .zero
        if !row.isNull(26) {
            summary.last = .init(day: Day(number: row.day(26)), value: Quantity(micros: Int128(row.int(27))))
        }
        summary.before = point(row, 28)
        summary.after = point(row, 32)
        return summary
    }

    /// An anchor: four columns, of which the goal's aggregate fills the second or the last two.
    private static func point(_ row: Row, _ column: Int) -> CheckInSummary.Anchor? {
        guard !row.isNull(column) else { return nil }
        let value = row.optional(column + 1, Row.int).map { Quantity(micros: Int128($0)) } ?? total(row, column + 2) ?? .zero
        return .init(day: Day(number: row.day(column)), value: value)
    }

    private static func total(_ row: Row, _ column: Int) -> Quantity? {
        guard !row.isNull(column) else { return nil }
        return Quantity(micros: Int128(row.int(column)) * 1_000_000 + Int128(row.int(column + 1)))
    }
}
