import SQL

/// What a goal is found by, told by us for both databases, so that they find the same.
enum GoalWords {
    /// What a search looks at, each word once.
    static func text(title: String, tags: [String], notes: String) -> String {
        var seen: Set<String> = []
        return SearchWords("\(title) \(tags.joined(separator: " ")) \(notes)").words.filter { seen.insert($0).inserted }
            .joined(separator: " ")
    }

    /// What tags are compared by.
    static func key(ofTags tags: [String]) -> String { tags.joined(separator: ",").lowercased() }
}

extension Store {
    /// Gives their words to goals from before there was a search.
    public func indexWords() async throws(StoreError) {
        var last: UInt128 = 0
        while true {
            let rows = try await run(.read(Self.selectWithoutWords, .uuid(last), .int(500)))
            guard !rows.isEmpty else { return }
            last = rows[rows.count - 1].uuid(0)
            var unit: [Statement] = []
            for index in 0..<rows.count {
                let row = rows[index]
                let tags = row.text(4).split(separator: ",").map(String.init)
                let words = GoalWords.text(title: row.text(2), tags: tags, notes: row.text(3))
                // Some have none, and what has been changed since has its own.
                if words.isEmpty { continue }
                unit.append(
                    .write(
                        "UPDATE goals SET words = $3, tags_key = $4 WHERE id = $1 AND version = $2", .uuid(row.uuid(0)), .int(row.int(1)),
                        .text(words), .text(GoalWords.key(ofTags: tags))))
            }
            if !unit.isEmpty { _ = try await run(unit) }
        }
    }

    private static let selectWithoutWords: SQLText = """
        SELECT id, version, title, notes, tags FROM goals WHERE words = '' AND id > $1 ORDER BY id LIMIT $2
        """
}
