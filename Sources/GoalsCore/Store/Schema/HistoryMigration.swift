/// The third step: a line of the history costs less to keep, as one is kept with every change.
///
/// It refers to its goal, space and user without a foreign key: each would look up and lock a row that the same transaction has just
/// looked at, and whoever deletes those says what becomes of the lines. Ids of version 7 are in the order of time already.
enum HistoryMigration {
    static let postgres = """
        ALTER TABLE activities DROP CONSTRAINT activities_space_id_fkey;
        ALTER TABLE activities DROP CONSTRAINT activities_goal_id_fkey;
        ALTER TABLE activities DROP CONSTRAINT activities_user_id_fkey;
        DROP INDEX activities_by_time;
        """

    /// SQLite cannot take a constraint back: the table is made anew.
    static let sqlite = """
        CREATE TABLE new_activities (
            id uuid PRIMARY KEY,
            space_id uuid NOT NULL,
            goal_id uuid,
            user_id uuid,
            action text NOT NULL,
            subject_id uuid NOT NULL,
            before_state text,
            after_state text,
            created_at timestamptz NOT NULL
        );
        INSERT INTO new_activities SELECT * FROM activities;
        DROP TABLE activities;
        ALTER TABLE new_activities RENAME TO activities;
        CREATE INDEX activities_by_goal ON activities (goal_id, created_at, id);
        CREATE INDEX activities_by_space ON activities (space_id, created_at, id);
        """
}
