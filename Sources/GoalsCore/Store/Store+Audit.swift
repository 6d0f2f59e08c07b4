import SQL

extension Store {
    /// Keeps an event.
    public func keep(_ event: SecurityEvent) async throws(StoreError) {
        _ = try await run(keepStatement(event))
    }

    /// Keeps an event together with the change that it tells of.
    func keepStatement(_ event: SecurityEvent) -> Statement {
        Statement(sql: Self.insertEvent, values: event.values, kind: .write)
    }

    /// What happened to a user's account, or with nil to any, the latest first. Whether the one who asks may see it is for the caller to know.
    /// - Parameter after: the last event of the page before.
    public func securityEvents(
        of user: User.ID?, after cursor: TimeCursor?, limit: Int
    ) async throws(StoreError) -> (items: [SecurityEvent], next: TimeCursor?) {
        let start = cursor ?? .afterAll
        let place: [Value] = [.instant(start.createdAt.microseconds), .uuid(start.id), .int(Int64(limit + 1))]
        let statement =
            if let user {
                Statement(sql: Self.selectEventsOfUser, values: place + [.uuid(user.bits)], kind: .read)
            } else {
                Statement(sql: Self.selectEvents, values: place, kind: .read)
            }
        let rows = try await run(statement)
        return TimeCursor.page(rows.map(SecurityEvent.init(row:)), limit) { TimeCursor(createdAt: $0.createdAt, id: $0.id.bits) }
    }

    /// Leaves of a user's events what happened and when, if the account is deleted: what was theirs in its events goes with it.
    func anonymiseStatements(_ user: User.ID) -> [Statement] {
        [
            .write(
                """
                UPDATE security_events SET user_id = NULL, address = '', user_agent = '', detail = NULL
                WHERE user_id = $1 AND NOT EXISTS (SELECT 1 FROM users WHERE id = $1)
                """, .uuid(user.bits)),
            .write(
                """
                UPDATE security_events SET actor_id = NULL, address = '', user_agent = ''
                WHERE actor_id = $1 AND NOT EXISTS (SELECT 1 FROM users WHERE id = $1)
                """, .uuid(user.bits)),
        ]
    }

    /// Forgets events from before a moment.
    /// - Returns: how many they were.
    public func expireSecurityEvents(before moment: Instant) async throws(StoreError) -> Int {
        try await run(.write("DELETE FROM security_events WHERE created_at < $1 RETURNING id", .instant(moment.microseconds))).count
    }

    /// How long the audit log keeps an event, in microseconds: 400 days, a year and what it takes to look back on it.
    public static let securityEventLifetime: Int64 = 400 * 86_400 * 1_000_000

    private static let eventColumns = "id, user_id, actor_id, kind, address, user_agent, detail, created_at"
    private static let insertEvent = SQLText(
        constants: "INSERT INTO security_events (\(eventColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    private static let selectEvents = SQLText(constants: selectEvents(""))
    private static let selectEventsOfUser = SQLText(constants: selectEvents("user_id = $4 AND"))

    private static func selectEvents(_ condition: String) -> String {
        """
        SELECT \(eventColumns) FROM security_events WHERE \(condition) (created_at, id) < ($1, $2)
        ORDER BY created_at DESC, id DESC LIMIT $3
        """
    }
}

extension SecurityEvent {
    fileprivate init(row: Row) {
        self.init(
            id: SecurityEvent.ID(bits: row.uuid(0)), user: row.optional(1, Row.uuid).map(User.ID.init(bits:)),
            actor: row.optional(2, Row.uuid).map(User.ID.init(bits:)), kind: Kind(rawValue: row.text(3)) ?? .other, address: row.text(4),
            userAgent: row.text(5), detail: row.optional(6, Row.text), createdAt: Instant(microseconds: row.instant(7)))
    }

    fileprivate var values: [Value] {
        [
            .uuid(id.bits), .uuid(user?.bits), .uuid(actor?.bits), .text(kind.rawValue), .text(address), .text(userAgent), .text(detail),
            .instant(createdAt.microseconds),
        ]
    }
}
