import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsCore
@testable import GoalsServer

/// What one user's list costs does not depend on what others keep.
@Suite struct ScaleTests {
    @Test func theListReadsNoMorePagesWhenOthersKeepMore() async throws {
        try await withPostgresConfiguration { configuration in
            try await withSettings(.sqlite) { settings in
                var settings = settings
                settings.postgres = configuration
                try await withServer(settings) { (server) async throws in
                    try await waitUntilReady(server.client)
                    try await Self.fill(server.database, user: "00000000-0000-7000-8000-000000000001", goals: 2_000, checkIns: 20)
                    let alone = try await Self.pagesRead(server.database)
                    for stranger in 1...5 {
                        try await Self.fill(
                            server.database, user: "00000000-0000-7000-8000-00000000010\(stranger)", goals: 2_000, checkIns: 20)
                    }
                    let among = try await Self.pagesRead(server.database)
                    #expect(alone > 0)
                    #expect(among < alone * 3 / 2, "\(alone) pages alone, \(among) among others")
                }
            }
        }
    }

    @Test func everyStepOfTheListUsesAnIndexInSQLite() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let steps = try await server.database.run(Self.explained("EXPLAIN QUERY PLAN", .sqlite)).map { $0.text(3) }
            #expect(steps.contains { $0.hasPrefix("SEARCH g USING INDEX goals_by_") }, "\(steps)")
            #expect(!steps.contains { $0.hasPrefix("SCAN goals") || $0.hasPrefix("SCAN c") || $0.hasPrefix("SCAN p") }, "\(steps)")
        }
    }

    @Test func everyStepOfTheListUsesAnIndexInPostgres() async throws {
        try await withServer(.postgres) { (server) async throws in
            for number in 0..<10 {
                try await Self.fill(
                    server.database, user: "00000000-0000-7000-8000-00000000000\((number + 1) % 10)", goals: 500, checkIns: 10, pauses: 4)
            }
            _ = try await server.database.run(.write("ANALYZE"))
            var page = GoalQuery()
            page.after = GoalQuery.Cursor(key: .text("000250i"), id: Goal.ID("00000000-0000-7000-8000-000000000000")!)
            var words = GoalQuery()
            words.text = SearchWords("goal 77")
            var children = GoalQuery()
            children.level = .below(Goal.ID("00000000-0000-7000-8000-000000000000")!)
            var top = GoalQuery()
            top.level = .top
            var overdue = GoalQuery()
            (overdue.sort, overdue.statuses, overdue.states) = (.attention, [.overdue], [.active])
            for query in [GoalQuery(), page, words, children, top, overdue] {
                let rows = try await server.database.run(Self.explained("EXPLAIN (FORMAT JSON)", .postgres, query))
                let plan = try JSONValue(rows[0].text(0))
                let scans = plan.array?.flatMap { $0["Plan"].scans } ?? []
                for table in ["goals", "check_ins", "pauses"] {
                    let ofTable = scans.filter { $0.table == table }.map(\.node)
                    #expect(!ofTable.isEmpty && !ofTable.contains("Seq Scan"), "\(table) by \(query): \(scans)")
                }
            }
        }
    }

    @Test func postgresDoesNotCompileStatements() async throws {
        try await withPostgres { database, _ in
            let setting = try await database.run(.read("SHOW jit"))
            #expect(setting[0].text(0) == "off")
        }
    }

    private static let viewer = Viewer(user: User.ID("00000000-0000-7000-8000-000000000001")!, today: Day("2026-06-15")!)

    /// The statement for a list, its first page unless said, to be explained instead of run.
    private static func explained(_ explain: String, _ dialect: Dialect, _ query: GoalQuery = GoalQuery()) -> Statement {
        let statement = GoalList.statement(for: query, viewer: viewer, dialect: dialect)
        let text = String(cString: statement.sql.utf8Start)
        return Statement(sql: SQLText(constants: "\(explain) \(text)"), values: statement.values, kind: .read)
    }

    /// The pages that Postgres touches for the list's first page.
    private static func pagesRead(_ database: any Database) async throws -> Int {
        _ = try await database.run(.write("ANALYZE"))
        let lines = try await database.run(explained("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF)", .postgres)).map { $0.text(0) }
        // The first line with buffers is that of the outermost step, which includes all others.
        let line = try #require(lines.first { $0.contains("Buffers: shared") })
        return line.split(separator: " ").compactMap { part in
            part.hasPrefix("hit=") || part.hasPrefix("read=") ? Int(part.split(separator: "=")[1]) : nil
        }.reduce(0, +)
    }

    /// Gives a user goals with check-ins and pauses, made up by the database itself.
    private static func fill(_ database: any Database, user: String, goals: Int, checkIns: Int, pauses: Int = 0) async throws {
        let bits = User.ID(user)!.bits
        _ = try await database.run([
            .write("INSERT INTO spaces VALUES ($1, 'Personal', now()) ON CONFLICT DO NOTHING", .uuid(bits)),
            .write("INSERT INTO users (id, name, space_id, created_at) VALUES ($1, 'x', $1, now()) ON CONFLICT DO NOTHING", .uuid(bits)),
            .write("INSERT INTO memberships VALUES ($1, $1, 'owner') ON CONFLICT DO NOTHING", .uuid(bits)),
            .write(
                """
                INSERT INTO goals (id, space_id, title, title_key, notes, measure, unit, baseline, target, aggregate, start_day, priority,
                    weight, tags, state, position, cadence_days, version, created_at, updated_at)
                SELECT gen_random_uuid(), $1, 'Goal ' || n, 'goal ' || n, '', 'number', 'km', 0, 500000000, 'sum', '2026-01-01', 0, 1000000,
                    '', 'active', lpad(n::text, 6, '0') || 'i', 7, 1, now(), now() FROM generate_series(1, $2) n
                """, .uuid(bits), .int(Int64(goals))),
            .write(
                """
                INSERT INTO check_ins (id, goal_id, day, value, note, version, created_at, updated_at)
                SELECT gen_random_uuid(), g.id, DATE '2026-01-01' + n::int * 5, 1000000, '', 1, now(), now()
                FROM goals g, generate_series(1, $2) n WHERE g.space_id = $1
                """, .uuid(bits), .int(Int64(checkIns))),
            .write(
                """
                INSERT INTO pauses (id, space_id, goal_id, first_day, last_day, note, version, created_at, updated_at)
                SELECT gen_random_uuid(), $1, g.id, DATE '2026-01-01' + n::int * 5, DATE '2026-01-02' + n::int * 5, '', 1, now(), now()
                FROM goals g, generate_series(1, $2) n WHERE g.space_id = $1
                """, .uuid(bits), .int(Int64(pauses))),
        ])
    }
}

extension JSONValue {
    /// How the tables under a node of a plan are read.
    fileprivate var scans: [(node: String, table: String)] {
        var scans: [(node: String, table: String)] = (self["Plans"].array ?? []).flatMap(\.scans)
        if let node = self["Node Type"].string, let table = self["Relation Name"].string { scans.append((node, table)) }
        return scans
    }
}
