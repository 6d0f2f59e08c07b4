import SQL

/// A tag with how many goals carry it.
public struct TagCount: Sendable, Hashable {
    public var tag: String
    public var goals: Int
}

extension Store {
    /// The tags of all goals that are in no trash, by name; of those that differ in case alone the most frequent spelling.
    public func tags(for user: User.ID) async throws(StoreError) -> [TagCount] {
        let rows = try await run(.read(Self.selectTags, .uuid(user.bits)))
        var spellings: [String: [String: Int]] = [:]
        for row in 0..<rows.count {
            let goals = Int(rows[row].int(1))
            for tag in GoalText.tags(rows[row].text(0)) {
                spellings[tag.lowercased(), default: [:]][tag, default: 0] += goals
            }
        }
        return spellings.sorted { $0.key < $1.key }.map { _, counts in
            let spelling = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            return TagCount(tag: spelling, goals: counts.values.reduce(0, +))
        }
    }

    private static let selectTags = SQLText(
        constants: """
            SELECT tags, count(*) FROM goals WHERE space_id IN \(readableSpaces) AND deleted_at IS NULL AND tags <> '' GROUP BY tags
            """)
}
