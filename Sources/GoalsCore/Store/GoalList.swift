import SQL

/// The statements that list goals: one text for each order, with or without a cursor and words, made once.
enum GoalList {
    private struct Shape: Hashable {
        let dialect: Dialect
        let isTrash: Bool
        let sort: GoalQuery.Sort
        let descending: Bool
        let hasCursor: Bool
        let hasWords: Bool
        let isArchived: Bool?
    }

    private static let statements: [Shape: SQLText] = {
        var statements: [Shape: SQLText] = [:]
        for dialect in [Dialect.postgres, .sqlite] {
            for sort in GoalQuery.Sort.allCases where sort != .attention {
                for flags in 0..<16 {
                    for isArchived in [nil, false, true] {
                        let shape = Shape(
                            dialect: dialect, isTrash: flags & 1 != 0, sort: sort, descending: flags & 2 != 0,
                            hasCursor: flags & 4 != 0, hasWords: flags & 8 != 0, isArchived: isArchived)
                        statements[shape] = SQLText(constants: text(shape))
                    }
                }
            }
        }
        return statements
    }()

    /// The statement for one page and one goal more, if there is one; for derived orders and filters, for all that the others let through.
    static func statement(for query: GoalQuery, viewer: Viewer, dialect: Dialect) -> Statement {
        let cursor = query.isDerived ? nil : query.after
        let sort = query.isDerived ? .position : query.sort
        let shape = Shape(
            dialect: dialect, isTrash: query.isTrash, sort: sort, descending: query.descending && !query.isDerived,
            hasCursor: cursor != nil, hasWords: query.text != nil, isArchived: query.isTrash ? nil : query.isArchived)
        let states = query.states.isEmpty ? nil : ",\(query.states.map(\.rawValue).joined(separator: ",")),"
        var parent: Goal.ID?
        if case .below(let id) = query.level { parent = id }
        var values: [Value] = [
            .uuid(viewer.user.bits), .day(viewer.today.number), .int(query.isDerived ? Self.mostDerived : Int64(query.limit + 1)),
            .text(states), .uuid(query.space?.bits), .uuid(parent?.bits), .bool(query.level == .top), .day(query.dueAfter?.number),
            .day(query.dueBefore?.number),
        ]
        values += (0..<maximumTags).map { index in
            .text(index < query.tags.count ? "%,\(likeLiteral(query.tags[index].lowercased())),%" : nil)
        }
        if let text = query.text { values.append(.text(dialect.match(text.words))) }
        if let cursor { values += [.uuid(cursor.id.bits), cursor.key.value] }
        if sort == .due { values.append(.day(Day.max.number)) }
        return Statement(sql: statements[shape]!, values: values, kind: .read)
    }

    /// How many tags a query can ask for.
    static let maximumTags = 3
    /// How many goals are judged at most for an order or filter that the database does not know.
    static let mostDerived: Int64 = 10_000

    /// `$1` user, `$2` today, `$3` limit, `$4` states, `$5` space, `$6` parent, `$7` whether only the top, `$8` and `$9` due days,
    /// `$10`…`$12` tags; then as the shape asks: words, the cursor's id and key, and what stands for no due day.
    ///
    /// A parent is looked up as a value: `NOT EXISTS` Postgres may answer from a table of all parents there are, of whoever's goals.
    private static func text(_ shape: Shape) -> String {
        var next = 10 + maximumTags
        func parameter() -> String {
            defer { next += 1 }
            return "$\(next)"
        }
        let tags = (10..<(10 + maximumTags)).map { "AND ($\($0) IS NULL OR ',' || g.tags_key || ',' LIKE $\($0) ESCAPE '\\')" }
        let words = shape.hasWords ? "AND \(shape.dialect.matches(parameter()))" : ""
        let cursorParameters = shape.hasCursor ? (parameter(), parameter()) : nil
        let key = shape.sort.expression(farthest: shape.sort == .due ? parameter() : "")
        let direction = shape.descending ? "DESC" : "ASC"
        let cursor = cursorParameters.map { "AND (\(key), g.id) \(shape.descending ? "<" : ">") (\($0.1), \($0.0))" } ?? ""
        let order = "ORDER BY \(key) \(direction), g.id \(direction)"
        let archived =
            switch shape.isArchived {
            case nil: ""
            case false?: "AND g.archived_at IS NULL"
            case true?: "AND g.archived_at IS NOT NULL"
            }
        return """
            SELECT \(GoalColumns.outer(shape.dialect)) FROM (
                SELECT \(GoalColumns.inner) FROM goals g
                WHERE g.space_id IN \(Store.readableSpaces)
                    AND \(shape.isTrash ? "g.deleted_at IS NOT NULL AND g.trashed_with = g.id" : "g.deleted_at IS NULL") \(archived)
                    AND ($4 IS NULL OR $4 LIKE '%,' || g.state || ',%')
                    AND ($5 IS NULL OR g.space_id = $5)
                    AND ($6 IS NULL OR g.parent_id = $6)
                    AND (NOT $7 OR g.parent_id IS NULL OR (SELECT p.deleted_at IS NOT NULL FROM goals p WHERE p.id = g.parent_id))
                    AND ($8 IS NULL OR g.due_day >= $8)
                    AND ($9 IS NULL OR g.due_day <= $9)
                    \(tags.joined(separator: "\n"))
                    \(words) \(cursor)
                \(order) LIMIT $3) g
            \(order)
            """
    }

    /// A text as a part of a pattern for LIKE with "\" as its escape character.
    private static func likeLiteral(_ text: String) -> String {
        var pattern = ""
        for character in text {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern
    }
}

extension GoalQuery.Sort {
    /// The expression to sort by. A goal without a due day comes after all that have one, as if it were due on the `farthest` day.
    fileprivate func expression(farthest: String) -> String {
        switch self {
        case .position, .attention: "g.position"
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
        case .text(let text): .text(text)
        case .day(let day): .day(day.number)
        case .instant(let instant): .instant(instant.microseconds)
        case .attention: .int(nil)
        }
    }
}

extension Dialect {
    /// The condition that a goal `g` holds the words of a parameter.
    fileprivate func matches(_ parameter: String) -> String {
        switch self {
        case .postgres: "g.search @@ CAST(CAST(\(parameter) AS text) AS tsquery)"
        case .sqlite: "g.number IN (SELECT rowid FROM goals_search WHERE goals_search MATCH \(parameter))"
        }
    }

    /// What the words are as such a parameter: each must begin a word. They hold letters and digits alone, so that nothing can be quoted wrongly.
    fileprivate func match(_ words: [String]) -> String {
        switch self {
        case .postgres: words.map { "'\($0)':*" }.joined(separator: " & ")
        case .sqlite: words.map { "\"\($0)\"*" }.joined(separator: " AND ")
        }
    }
}
