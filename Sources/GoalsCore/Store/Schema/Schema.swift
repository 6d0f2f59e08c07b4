public import SQL

/// The tables, as a list of steps that is only ever appended to.
///
/// Quantities are whole numbers of millionths. Both dialects take the same types: SQLite reads them as affinities and stores
/// days and instants as integers, ids as blobs.
public enum Schema {
    public static let migrations: [Migration] = [
        Migration(1, "goals", postgres: goals(foldedText: foldedText), sqlite: goals(foldedText: "text")),
        Migration(
            2, "model", postgres: ModelMigration.postgres(foldedText: foldedText) + ModelMigration.tables(day: "CAST(updated_at AS date)"),
            sqlite: ModelMigration.sqlite + ModelMigration.tables(day: "updated_at / 86400000000")),
        Migration(3, "history", postgres: HistoryMigration.postgres, sqlite: HistoryMigration.sqlite),
        Migration(4, "accounts", AccountsMigration.script),
        Migration(5, "limits", LimitsMigration.script),
    ]

    /// A text that Postgres compares byte by byte, so that both databases sort alike.
    private static let foldedText = "text COLLATE \"C\""

    /// - Parameter foldedText: a text that is compared byte by byte, so that both databases sort alike.
    private static func goals(foldedText: String) -> String {
        """
        CREATE TABLE spaces (
            id uuid PRIMARY KEY,
            name text NOT NULL,
            created_at timestamptz NOT NULL
        );
        CREATE TABLE users (
            id uuid PRIMARY KEY,
            name text NOT NULL,
            time_zone text,
            space_id uuid NOT NULL REFERENCES spaces,
            created_at timestamptz NOT NULL
        );
        CREATE TABLE memberships (
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            space_id uuid NOT NULL REFERENCES spaces ON DELETE CASCADE,
            role text NOT NULL CHECK (role IN ('owner', 'editor', 'commenter', 'viewer')),
            PRIMARY KEY (user_id, space_id)
        );
        CREATE TABLE goals (
            id uuid PRIMARY KEY,
            space_id uuid NOT NULL REFERENCES spaces ON DELETE CASCADE,
            parent_id uuid REFERENCES goals ON DELETE SET NULL,
            title text NOT NULL,
            title_key \(foldedText) NOT NULL,
            notes text NOT NULL,
            measure text NOT NULL CHECK (measure IN ('done', 'number')),
            unit text NOT NULL,
            baseline bigint NOT NULL,
            target bigint NOT NULL,
            aggregate text NOT NULL CHECK (aggregate IN ('last', 'sum')),
            start_day date NOT NULL,
            due_day date,
            priority smallint NOT NULL,
            weight bigint NOT NULL,
            tags text NOT NULL,
            state text NOT NULL CHECK (state IN ('active', 'paused', 'done', 'missed', 'dropped')),
            position bigint NOT NULL,
            cadence_days integer NOT NULL,
            version bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            archived_at timestamptz,
            deleted_at timestamptz
        );
        CREATE INDEX goals_by_space ON goals (space_id, position, id);
        CREATE TABLE check_ins (
            id uuid PRIMARY KEY,
            goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE,
            day date NOT NULL,
            value bigint NOT NULL,
            note text NOT NULL,
            version bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL
        );
        CREATE INDEX check_ins_by_day ON check_ins (goal_id, day, created_at, id, value);
        CREATE TABLE idempotency_keys (
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            key text NOT NULL,
            fingerprint text NOT NULL,
            status integer NOT NULL,
            location text,
            etag text,
            body bytea NOT NULL,
            created_at timestamptz NOT NULL,
            PRIMARY KEY (user_id, key)
        );
        CREATE INDEX idempotency_keys_by_age ON idempotency_keys (user_id, created_at);
        """
    }
}
