/// The fifth step: what somebody has used up of a limit, and the audit log.
enum LimitsMigration {
    /// `full_at` is in microseconds since 1970: it is counted with, in the same words in both databases. An event refers to accounts
    /// without foreign keys, for it outlives them.
    static let script = """
        CREATE TABLE rate_limits (
            key text PRIMARY KEY,
            full_at bigint NOT NULL
        );
        CREATE TABLE security_events (
            id uuid PRIMARY KEY,
            user_id uuid,
            actor_id uuid,
            kind text NOT NULL,
            address text NOT NULL,
            user_agent text NOT NULL,
            detail text,
            created_at timestamptz NOT NULL
        );
        CREATE INDEX security_events_by_user ON security_events (user_id, created_at, id) WHERE user_id IS NOT NULL;
        CREATE INDEX security_events_by_time ON security_events (created_at, id);
        """
}
