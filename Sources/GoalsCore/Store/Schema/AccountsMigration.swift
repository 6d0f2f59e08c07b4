/// The fourth step: accounts and what lets people in. Secrets are kept as hashes alone.
enum AccountsMigration {
    static let script = """
        ALTER TABLE users ADD COLUMN email text;
        ALTER TABLE users ADD COLUMN email_key text;
        ALTER TABLE users ADD COLUMN is_admin boolean NOT NULL DEFAULT false;
        CREATE UNIQUE INDEX users_by_email ON users (email_key);
        CREATE INDEX memberships_by_space ON memberships (space_id);
        CREATE TABLE passwords (
            user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
            hash text NOT NULL,
            changed_at timestamptz NOT NULL
        );
        CREATE TABLE second_factors (
            user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
            secret bytea NOT NULL,
            last_step bigint NOT NULL,
            created_at timestamptz NOT NULL,
            confirmed_at timestamptz
        );
        CREATE TABLE recovery_codes (
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            code_hash bytea NOT NULL,
            PRIMARY KEY (user_id, code_hash)
        );
        CREATE TABLE identities (
            issuer text NOT NULL,
            subject text NOT NULL,
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            created_at timestamptz NOT NULL,
            PRIMARY KEY (issuer, subject)
        );
        CREATE INDEX identities_by_user ON identities (user_id);
        CREATE TABLE sessions (
            id uuid PRIMARY KEY,
            token_hash bytea NOT NULL UNIQUE,
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            address text NOT NULL,
            user_agent text NOT NULL,
            created_at timestamptz NOT NULL,
            last_used_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL
        );
        CREATE INDEX sessions_by_user ON sessions (user_id);
        CREATE INDEX sessions_by_end ON sessions (expires_at);
        CREATE TABLE api_tokens (
            id uuid PRIMARY KEY,
            token_hash bytea NOT NULL UNIQUE,
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            name text NOT NULL,
            scope text NOT NULL CHECK (scope IN ('read', 'check-in', 'write')),
            created_at timestamptz NOT NULL,
            last_used_at timestamptz,
            expires_at timestamptz
        );
        CREATE INDEX api_tokens_by_user ON api_tokens (user_id);
        CREATE TABLE invitations (
            id uuid PRIMARY KEY,
            token_hash bytea NOT NULL UNIQUE,
            space_id uuid REFERENCES spaces ON DELETE CASCADE,
            role text CHECK (role IN ('owner', 'editor', 'commenter', 'viewer')),
            created_by uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            created_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL,
            used_by uuid
        );
        CREATE INDEX invitations_by_space ON invitations (space_id);
        CREATE INDEX invitations_by_maker ON invitations (created_by);
        CREATE INDEX invitations_by_end ON invitations (expires_at);
        CREATE TABLE password_resets (
            token_hash bytea PRIMARY KEY,
            user_id uuid NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
            created_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL
        );
        CREATE TABLE goal_links (
            goal_id uuid PRIMARY KEY REFERENCES goals (id) ON DELETE CASCADE,
            token_hash bytea NOT NULL UNIQUE,
            created_by uuid,
            created_at timestamptz NOT NULL
        );
        """
}
