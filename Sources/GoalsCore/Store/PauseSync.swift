import SQL

/// Keeps a goal's pauses in step with its state: being paused is a pause whose end is open.
enum PauseSync {
    /// What belongs to a goal's change from one version to the next; each statement sees for itself that the change was made.
    /// - Parameter change: its name; nil for a new goal.
    static func statements(from before: Goal?, to goal: Goal, today: Day, by change: Activity.ID? = nil) -> [Statement] {
        let wasPaused = before?.state == .paused
        guard wasPaused != (goal.state == .paused) else { return [] }
        if wasPaused {
            return [
                .write(
                    close, .uuid(goal.id.bits), .uuid(change?.bits), .day(today.advanced(by: -1).number),
                    .instant(goal.updatedAt.microseconds)),
                // Paused and resumed on one day: it never was.
                .write(forget, .uuid(goal.id.bits), .uuid(change?.bits)),
            ]
        }
        return [
            .write(
                open, .uuid(Pause.ID.make(at: goal.updatedAt).bits), .uuid(goal.space.bits), .uuid(goal.id.bits), .day(today.number),
                .instant(goal.updatedAt.microseconds), .uuid(change?.bits))
        ]
    }

    private static let open: SQLText = """
        INSERT INTO pauses (id, space_id, goal_id, first_day, last_day, note, version, created_at, updated_at)
        SELECT $1, $2, $3, $4, NULL, '', 1, $5, $5 WHERE EXISTS (SELECT 1 FROM goals WHERE id = $3 AND ($6 IS NULL OR change_id = $6))
            AND NOT EXISTS (SELECT 1 FROM pauses WHERE goal_id = $3 AND last_day IS NULL)
        """
    private static let close: SQLText = """
        UPDATE pauses SET last_day = $3, version = version + 1, updated_at = $4
        WHERE goal_id = $1 AND last_day IS NULL AND EXISTS (SELECT 1 FROM goals WHERE id = $1 AND change_id = $2)
        """
    private static let forget: SQLText = """
        DELETE FROM pauses WHERE goal_id = $1 AND last_day < first_day AND EXISTS (SELECT 1 FROM goals WHERE id = $1 AND change_id = $2)
        """
}
