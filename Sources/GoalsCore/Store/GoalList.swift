import SQL

/// The statements that list goals: one text for each order, with or without a cursor, made once.
enum GoalList {
    private struct Shape: Hashable {
        let isTrash: Bool
        let sort: GoalQuery.Sort
        let descending: Bool
        let hasCursor: Bool
    }

    private static let statements: [Shape: SQLText] = {
        var statements: [Shape: SQLText] = [:]
        for sort in GoalQuery.Sort.allCases {
            for flags in 0..<8 {
                let shape = Shape(isTrash: flags & 1 != 0, sort: sort, descending: flags & 2 != 0, hasCursor: flags & 4 != 0)
                statements[shape] = SQLText(constants: text(shape))
            }
        }
        return statements
    }()

    static func statement(for query: GoalQuery) -> SQLText {
        let shape = Shape(isTrash: query.isTrash, sort: query.sort, descending: query.descending, hasCursor: query.after != nil)
        return statements[shape]!
    }

    /// What follows the fixed parameters: the cursor's key, and what stands for no due day.
    static func keyValues(_ query: GoalQuery) -> [Value] {
        var values: [Value] = []
        if let key = query.after?.key { values.append(key.value) }
        if query.sort == .due { values.append(.day(Day.max.number)) }
        return values
    }

    /// `$1` user, `$2` today, `$3` limit, `$4` states, `$5` pattern; with a cursor `$6` id and `$7` key; for due days then the last of all days.
    private static func text(_ shape: Shape) -> String {
        let key = shape.sort.expression(farthest: shape.hasCursor ? "$8" : "$6")
        let direction = shape.descending ? "DESC" : "ASC"
        let cursor = shape.hasCursor ? "AND (\(key), g.id) \(shape.descending ? "<" : ">") ($7, $6)" : ""
        let order = "ORDER BY \(key) \(direction), g.id \(direction)"
        return """
            SELECT \(GoalColumns.outer) FROM (
                SELECT \(GoalColumns.inner) FROM goals g
                WHERE g.space_id IN \(Store.readableSpaces) AND g.deleted_at IS \(shape.isTrash ? "NOT NULL" : "NULL")
                    AND ($4 IS NULL OR $4 LIKE '%,' || g.state || ',%')
                    AND ($5 IS NULL OR g.title_key LIKE $5 ESCAPE '\\')
                    \(cursor)
                \(order) LIMIT $3) g
            \(order)
            """
    }
}

extension GoalQuery.Sort {
    /// The expression to sort by. A goal without a due day comes after all that have one, as if it were due on the `farthest` day.
    fileprivate func expression(farthest: String) -> String {
        switch self {
        case .position: "g.position"
        case .title: "g.title_key"
        case .due: "coalesce(g.due_day, \(farthest))"
        case .created: "g.created_at"
        case .updated: "g.updated_at"
        case .deleted: "g.deleted_at"
        }
    }
}

extension GoalQuery.Key {
    fileprivate var value: Value {
        switch self {
        case .number(let number): .int(number)
        case .text(let text): .text(text)
        case .day(let day): .day(day.number)
        case .instant(let instant): .instant(instant.microseconds)
        }
    }
}
