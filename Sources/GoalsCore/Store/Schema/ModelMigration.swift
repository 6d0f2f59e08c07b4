/// The second step: all measures, parents and places, pauses, comments, activities, and the search index.
enum ModelMigration {
    /// Postgres changes its tables in place.
    static func postgres(foldedText: String) -> String {
        """
        ALTER TABLE users ADD COLUMN day_start smallint NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN week_start smallint NOT NULL DEFAULT 1;
        ALTER TABLE users ADD COLUMN version bigint NOT NULL DEFAULT 1;

        DROP INDEX goals_by_space;
        ALTER TABLE goals DROP CONSTRAINT goals_measure_check;
        ALTER TABLE goals ADD CONSTRAINT goals_measure_check \(measureCheck);
        ALTER TABLE goals ADD COLUMN period text;
        ALTER TABLE goals ADD COLUMN weekdays smallint NOT NULL DEFAULT 127;
        ALTER TABLE goals ADD COLUMN at_most boolean NOT NULL DEFAULT false;
        ALTER TABLE goals ADD COLUMN tags_key text NOT NULL DEFAULT '';
        ALTER TABLE goals ADD COLUMN words text NOT NULL DEFAULT '';
        ALTER TABLE goals ADD COLUMN trashed_with uuid;
        ALTER TABLE goals ADD COLUMN change_id uuid;
        ALTER TABLE goals ALTER COLUMN position TYPE \(foldedText)
            USING lpad(to_hex(position + 4611686018427387904), 16, '0') || 'i';
        UPDATE goals SET trashed_with = CASE WHEN deleted_at IS NOT NULL THEN id END;
        ALTER TABLE goals ADD COLUMN search tsvector
            GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
        CREATE INDEX goals_by_words ON goals USING gin (search);

        DROP INDEX check_ins_by_day;
        ALTER TABLE check_ins ALTER COLUMN value DROP NOT NULL;
        ALTER TABLE check_ins ADD COLUMN change_id uuid;

        """
    }

    /// SQLite cannot take a constraint or a type back: both tables are made anew and filled from the old ones.
    static let sqlite = """
        ALTER TABLE users ADD COLUMN day_start smallint NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN week_start smallint NOT NULL DEFAULT 1;
        ALTER TABLE users ADD COLUMN version bigint NOT NULL DEFAULT 1;

        CREATE TABLE new_goals (
            number INTEGER PRIMARY KEY,
            id uuid NOT NULL UNIQUE,
            space_id uuid NOT NULL REFERENCES spaces ON DELETE CASCADE,
            parent_id uuid REFERENCES new_goals (id) ON DELETE SET NULL,
            title text NOT NULL,
            title_key text NOT NULL,
            notes text NOT NULL,
            measure text NOT NULL \(measureCheck),
            unit text NOT NULL,
            baseline bigint NOT NULL,
            target bigint NOT NULL,
            aggregate text NOT NULL CHECK (aggregate IN ('last', 'sum')),
            period text,
            weekdays smallint NOT NULL,
            at_most boolean NOT NULL,
            start_day date NOT NULL,
            due_day date,
            priority smallint NOT NULL,
            weight bigint NOT NULL,
            tags text NOT NULL,
            tags_key text NOT NULL,
            words text NOT NULL,
            state text NOT NULL CHECK (state IN ('active', 'paused', 'done', 'missed', 'dropped')),
            position text NOT NULL,
            cadence_days integer NOT NULL,
            version bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            archived_at timestamptz,
            deleted_at timestamptz,
            trashed_with uuid,
            change_id uuid
        );
        INSERT INTO new_goals SELECT
            NULL, id, space_id, parent_id, title, title_key, notes, measure, unit, baseline, target, aggregate, NULL, 127, 0, start_day, due_day,
            priority, weight, tags, '', '', state, printf('%016x', position + 4611686018427387904) || 'i', cadence_days,
            version, created_at, updated_at, archived_at, deleted_at, CASE WHEN deleted_at IS NOT NULL THEN id END, NULL
            FROM goals;
        CREATE TABLE new_check_ins (
            id uuid PRIMARY KEY,
            goal_id uuid NOT NULL REFERENCES new_goals (id) ON DELETE CASCADE,
            day date NOT NULL,
            value bigint,
            note text NOT NULL,
            version bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            change_id uuid
        );
        INSERT INTO new_check_ins SELECT id, goal_id, day, value, note, version, created_at, updated_at, NULL FROM check_ins;
        DROP TABLE check_ins;
        DROP TABLE goals;
        ALTER TABLE new_goals RENAME TO goals;
        ALTER TABLE new_check_ins RENAME TO check_ins;

        CREATE VIRTUAL TABLE goals_search USING fts5 (
            words, content = 'goals', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 0 categories ''L* M* N* P* S* Co''');
        INSERT INTO goals_search (rowid, words) SELECT number, words FROM goals;
        CREATE TRIGGER goals_search_insert AFTER INSERT ON goals BEGIN
            INSERT INTO goals_search (rowid, words) VALUES (new.number, new.words);
        END;
        CREATE TRIGGER goals_search_delete AFTER DELETE ON goals BEGIN
            INSERT INTO goals_search (goals_search, rowid, words) VALUES ('delete', old.number, old.words);
        END;
        CREATE TRIGGER goals_search_update AFTER UPDATE OF words ON goals WHEN old.words <> new.words BEGIN
            INSERT INTO goals_search (goals_search, rowid, words) VALUES ('delete', old.number, old.words);
            INSERT INTO goals_search (rowid, words) VALUES (new.number, new.words);
        END;

        """

    /// What is the same in both: further tables, and the indexes.
    /// - Parameter day: the day of a goal's last change.
    static func tables(day: String) -> String {
        """
        CREATE INDEX goals_by_place ON goals (space_id, position, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
        CREATE INDEX goals_by_space ON goals (space_id, position, id);
        CREATE INDEX goals_by_parent ON goals (parent_id) WHERE parent_id IS NOT NULL;
        CREATE INDEX goals_without_words ON goals (id) WHERE words = '';
        CREATE INDEX goals_in_trash ON goals (deleted_at) WHERE deleted_at IS NOT NULL;
        CREATE INDEX check_ins_by_day ON check_ins (goal_id, day, created_at, id, value);
        CREATE TABLE pauses (
            id uuid PRIMARY KEY,
            space_id uuid NOT NULL REFERENCES spaces ON DELETE CASCADE,
            goal_id uuid REFERENCES goals (id) ON DELETE CASCADE,
            first_day date NOT NULL,
            last_day date,
            note text NOT NULL,
            version bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            change_id uuid
        );
        CREATE INDEX pauses_by_goal ON pauses (goal_id, first_day, last_day) WHERE goal_id IS NOT NULL;
        CREATE INDEX pauses_by_space ON pauses (space_id, first_day, last_day) WHERE goal_id IS NULL;
        INSERT INTO pauses (id, space_id, goal_id, first_day, note, version, created_at, updated_at)
            SELECT id, space_id, id, \(day), '', 1, updated_at, updated_at FROM goals WHERE state = 'paused';
        CREATE TABLE comments (
            id uuid PRIMARY KEY,
            goal_id uuid NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
            user_id uuid REFERENCES users ON DELETE SET NULL,
            body text NOT NULL,
            version bigint NOT NULL,
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            change_id uuid
        );
        CREATE INDEX comments_by_goal ON comments (goal_id, created_at, id);
        CREATE TABLE activities (
            id uuid PRIMARY KEY,
            space_id uuid NOT NULL REFERENCES spaces ON DELETE CASCADE,
            goal_id uuid REFERENCES goals (id) ON DELETE CASCADE,
            user_id uuid REFERENCES users ON DELETE SET NULL,
            action text NOT NULL,
            subject_id uuid NOT NULL,
            before_state text,
            after_state text,
            created_at timestamptz NOT NULL
        );
        CREATE INDEX activities_by_goal ON activities (goal_id, created_at, id);
        CREATE INDEX activities_by_space ON activities (space_id, created_at, id);
        CREATE INDEX activities_by_time ON activities (created_at, id);
        """
    }

    private static let measureCheck = "CHECK (measure IN ('done', 'number', 'limit', 'range', 'habit', 'rollup'))"
}
