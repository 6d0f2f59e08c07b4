import SQL

/// The columns that make up a record, for all statements that read goals: an inner part that finds goals and their anchor day, and an
/// outer one that adds what progress needs to the few that were found.
///
/// What is a list goes over as one text, `day:value,…`, with days counted from the goal's start: both databases can put that together
/// while they walk along an index, and neither has to send a row for each check-in.
enum GoalColumns {
    /// What the inner part selects, with today as `$2`: the goal, and the day after which single check-ins matter: that on which its
    /// forecast's window begins (docs/domain.md); for a habit one long before its start; none where the latest check-in says all.
    static let inner = """
        g.*, CASE
            WHEN g.measure = 'habit' THEN g.start_day - 100000
            WHEN g.measure NOT IN ('number', 'limit') OR $2 - g.start_day < 7 THEN NULL
            WHEN $2 - \(window) > g.start_day THEN $2 - \(window)
            ELSE g.start_day END AS anchor
        """

    private static let window = """
        (CASE WHEN g.cadence_days < 14 THEN 28 WHEN g.cadence_days > 45 THEN 90 ELSE 2 * g.cadence_days END)
        """

    /// A goal `g` alone, without what its progress is told from.
    static let goal = """
        g.id, g.space_id, g.parent_id, g.title, g.notes, g.measure, g.unit, g.baseline, g.target, g.aggregate, g.period, g.weekdays, g.at_most,
        g.start_day, g.due_day, g.priority, g.weight, g.tags, g.state, g.position, g.cadence_days, g.version, g.created_at, g.updated_at,
        g.archived_at, g.deleted_at
        """

    /// What the outer part selects from the inner one, called `g`.
    static func outer(_ dialect: Dialect) -> String {
        """
        \(goal),
        CASE WHEN g.measure IN ('number', 'limit') AND g.aggregate = 'sum' THEN (
            SELECT \(dialect.exactSum("c.value")) FROM check_ins c WHERE c.goal_id = g.id) END,
        CASE WHEN g.measure NOT IN ('habit', 'rollup') THEN (SELECT \(entry) FROM check_ins c WHERE c.goal_id = g.id \(latest)) END,
        CASE WHEN g.measure IN ('number', 'limit') THEN (
            SELECT \(entry) FROM check_ins c WHERE c.goal_id = g.id AND c.day <= g.anchor \(latest)) END,
        CASE WHEN g.anchor IS NOT NULL THEN (
            SELECT \(dialect.concatenate("s.entry")) FROM (
                SELECT \(entry) AS entry FROM check_ins c WHERE c.goal_id = g.id AND c.day > g.anchor
                    AND (c.value IS NOT NULL OR g.measure = 'habit')
                ORDER BY c.day, c.created_at, c.id) s) END,
        (SELECT \(dialect.concatenate("(p.first_day - g.start_day) || ':' || coalesce(CAST(p.last_day - g.start_day AS text), '')"))
            FROM pauses p WHERE p.goal_id = g.id OR (p.goal_id IS NULL AND p.space_id = g.space_id))
        """
    }

    private static let entry = "(c.day - g.start_day) || ':' || coalesce(CAST(c.value AS text), '')"
    private static let latest = "AND c.value IS NOT NULL ORDER BY c.day DESC, c.created_at DESC, c.id DESC LIMIT 1"

    static func record(_ row: Row) -> GoalRecord {
        let goal = goal(row)
        let pauses = row.isNull(30) ? Pauses.none : Pauses(GoalText.pauses(row.text(30), from: goal.start))
        return GoalRecord(goal, summary: summary(row, of: goal), pauses: pauses)
    }

    static func goal(_ row: Row) -> Goal {
        Goal(
            id: Goal.ID(bits: row.uuid(0)),
            space: Space.ID(bits: row.uuid(1)),
            parent: row.optional(2, Row.uuid).map(Goal.ID.init(bits:)),
            title: row.text(3),
            notes: row.text(4),
            measure: measure(row),
            start: Day(number: row.day(13)),
            due: row.optional(14, Row.day).map(Day.init(number:)),
            priority: Int(row.int(15)),
            weight: Quantity(stored: row.int(16)),
            tags: GoalText.tags(row.text(17)),
            state: GoalState(rawValue: row.text(18)) ?? .active,
            position: Position(stored: row.text(19)),
            cadenceDays: Int(row.int(20)),
            version: row.int(21),
            createdAt: Instant(microseconds: row.instant(22)),
            updatedAt: Instant(microseconds: row.instant(23)),
            archivedAt: row.optional(24, Row.instant).map(Instant.init(microseconds:)),
            deletedAt: row.optional(25, Row.instant).map(Instant.init(microseconds:)))
    }

    private static func measure(_ row: Row) -> Measure {
        let aggregate = Aggregate(rawValue: row.text(9)) ?? .last
        let (low, high) = (Quantity(stored: row.int(7)), Quantity(stored: row.int(8)))
        switch row.text(5) {
        case "number": return .number(.init(unit: row.text(6), baseline: low, target: high, aggregate: aggregate))
        case "limit": return .limit(.init(unit: row.text(6), limit: high, aggregate: aggregate))
        case "range": return .range(.init(unit: row.text(6), low: low, high: high))
        case "habit":
            return .habit(
                .init(
                    unit: row.text(6), times: high, period: row.optional(10, Row.text).flatMap(Period.init(rawValue:)) ?? .day,
                    weekdays: Weekdays(rawValue: UInt8(truncatingIfNeeded: row.int(11))), atMost: row.bool(12)))
        case "rollup": return .rollup
        default: return .done
        }
    }

    private static func summary(_ row: Row, of goal: Goal) -> CheckInSummary {
        var summary = CheckInSummary()
        let series = row.isNull(29) ? [] : GoalText.entries(row.text(29), from: goal.start)
        if case .habit = goal.measure {
            summary.takeDays(series)
            return summary
        }
        if !row.isNull(26), let total = GoalText.total(row.text(26)) { summary.sum = total }
        if !row.isNull(27), let latest = GoalText.entries(row.text(27), from: goal.start).first {
            summary.last = .init(day: latest.day, value: latest.value ?? .zero)
            summary.lastDay = latest.day
        }
        let adds = goal.measure.aggregate == .sum
        if !row.isNull(28), let before = GoalText.entries(row.text(28), from: goal.start).first {
            let since = series.reduce(into: Quantity.zero) { $0 += $1.value ?? .zero }
            summary.before = .init(day: before.day, value: adds ? summary.sum - since : before.value ?? .zero)
        }
        if let first = series.first {
            let day = series.prefix { $0.day == first.day }
            let value = adds ? day.reduce(into: Quantity.zero) { $0 += $1.value ?? .zero } : day.last?.value ?? .zero
            summary.after = .init(day: first.day, value: value)
        }
        return summary
    }
}

extension CheckInSummary {
    /// Fills in a habit's summary from its check-ins in the order of their days.
    fileprivate mutating func takeDays(_ series: [GoalText.Entry]) {
        days.reserveCapacity(series.count)
        for entry in series {
            if let value = entry.value {
                sum += value
                last = .init(day: entry.day, value: value)
            }
            lastDay = entry.day
            if days.last?.day != entry.day { days.append(DayTotal(day: entry.day, total: .zero, isSkipped: false)) }
            days[days.count - 1].total += entry.value ?? .zero
            if entry.value == nil { days[days.count - 1].isSkipped = true }
        }
    }
}

extension Quantity {
    init(stored micros: Int64) { self.init(micros: Int128(micros)) }

    /// Millionths as the database keeps them. What people enter fits; see ``limit``.
    var stored: Int64 { Int64(clamping: micros) }
}

extension Dialect {
    /// The sum of a column of millionths as `units:millionths`, exact even where it does not fit 64 bits. Postgres adds up in 128 bits
    /// and more; in SQLite whole units and millionths are added up apart.
    fileprivate func exactSum(_ column: String) -> String {
        switch self {
        case .postgres: "'0:' || sum(\(column))"
        case .sqlite: "sum(\(column) / 1000000) || ':' || sum(\(column) % 1000000)"
        }
    }

    /// The aggregate that joins texts with commas.
    fileprivate func concatenate(_ expression: String) -> String {
        switch self {
        case .postgres: "string_agg(\(expression), ',')"
        case .sqlite: "group_concat(\(expression), ',')"
        }
    }
}
