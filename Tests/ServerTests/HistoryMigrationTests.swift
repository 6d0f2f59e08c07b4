import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

/// A database of the second step of the tables keeps its history, which from then on refers to nothing that must be there.
@Suite struct HistoryMigrationTests {
    private static let user = User.ID("00000000-0000-7000-8000-000000000001")!
    private static let now = testClock.now()
    private static let goal = Goal.ID.make(at: now)
    private static let pause = Pause.ID.make(at: now)

    /// The oldest first, with every column that may be null as null and as something.
    private static let lines = [
        line(.created, goal, actor: user, subject: goal.bits, before: nil, after: #"{"title":"Older"}"#, milliseconds: 1),
        line(.updated, goal, actor: user, subject: goal.bits, before: #"{"title":"Older"}"#, after: #"{"title":"Old"}"#, milliseconds: 2),
        line(.pauseCreated, nil, actor: nil, subject: pause.bits, before: nil, after: #"{"first":"2026-06-15"}"#, milliseconds: 3),
        line(.pauseDeleted, nil, actor: nil, subject: pause.bits, before: #"{"first":"2026-06-15"}"#, after: nil, milliseconds: 4),
    ]

    private static func line(
        _ action: Activity.Action, _ goal: Goal.ID?, actor: User.ID?, subject: UInt128, before: String?, after: String?, milliseconds: Int64
    ) -> Activity {
        let then = Instant(microseconds: now.microseconds + milliseconds * 1_000)
        return Activity(
            id: .make(at: then), space: Space.ID(bits: user.bits), goal: goal, actor: actor, action: action, subject: subject,
            before: before, after: after, createdAt: then)
    }

    /// Makes the tables of the second step and fills them.
    private static func fill(_ database: any Database) async throws {
        try await database.migrate(Array(Schema.migrations.prefix(2)))
        let then = Value.instant(now.microseconds)
        var unit: [Statement] = [
            .write("INSERT INTO spaces (id, name, created_at) VALUES ($1, 'Personal', $2)", .uuid(user.bits), then),
            .write("INSERT INTO users (id, name, space_id, created_at) VALUES ($1, 'You', $1, $2)", .uuid(user.bits), then),
            .write("INSERT INTO memberships (user_id, space_id, role) VALUES ($1, $1, 'owner')", .uuid(user.bits)),
            .write(
                """
                INSERT INTO goals (id, space_id, title, title_key, notes, measure, unit, baseline, target, aggregate, weekdays, at_most,
                    start_day, priority, weight, tags, tags_key, words, state, position, cadence_days, version, created_at, updated_at)
                VALUES ($1, $2, 'Old', 'old', '', 'done', '', 0, 0, 'last', 127, $3, $4, 0, 1000000, '', '', '', 'active', 'i', 7, 2, $5, $5)
                """, .uuid(goal.bits), .uuid(user.bits), .bool(false), .day(Day("2026-06-15")!.number), then),
        ]
        for line in lines {
            unit.append(
                .write(
                    """
                    INSERT INTO activities (id, space_id, goal_id, user_id, action, subject_id, before_state, after_state, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                    """, .uuid(line.id.bits), .uuid(line.space.bits), .uuid(line.goal?.bits), .uuid(line.actor?.bits),
                    .text(line.action.rawValue), .uuid(line.subject), .text(line.before), .text(line.after),
                    .instant(line.createdAt.microseconds)))
        }
        _ = try await database.run(unit)
    }

    @Test(arguments: DatabaseKind.allCases) func theHistoryIsStillThereAndGoesOn(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock(), on: Self.fill) { (server) async throws in
            let store = Store(server.database)
            let all = try await store.activities(of: nil, for: Self.user, after: nil, limit: 10)
            #expect(all.items == Self.lines.reversed())
            let ofGoal = try await store.activities(of: Self.goal, for: Self.user, after: nil, limit: 10)
            #expect(ofGoal.items == [Self.lines[1], Self.lines[0]])
            #expect(try await store.activities(after: .before(Self.now), for: Self.user, limit: 10) == Self.lines)
            // An old change is taken back, which is a new line.
            let undone = try await server.client.send("POST", "/api/v1/goals/\(Self.goal)/activity/\(Self.lines[1].id)/undo")
            #expect(undone.status == 200)
            #expect(try await server.titles() == ["Older"])
            #expect(try await server.items("/api/v1/activity").count == 5)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aLineNeedsNoOtherRow(_ kind: DatabaseKind) async throws {
        try await withServer(kind, on: Self.fill) { (server) async throws in
            let (database, nobody) = (server.database, Value.uuid(Goal.ID.make(at: Self.now).bits))
            _ = try await database.run(
                .write(
                    """
                    INSERT INTO activities (id, space_id, goal_id, user_id, action, subject_id, created_at)
                    VALUES ($1, $1, $1, $1, 'created', $1, $2)
                    """, nobody, .instant(Self.now.microseconds)))
            // Nor does it go with one: who deletes a goal deletes its lines.
            _ = try await database.run(.write("DELETE FROM goals WHERE id = $1", .uuid(Self.goal.bits)))
            #expect(try await database.run(.read("SELECT count(*) FROM activities"))[0].int(0) == 5)
            let indexes: Statement =
                switch kind {
                case .postgres:
                    .read("SELECT indexname FROM pg_indexes WHERE tablename = 'activities' AND indexname LIKE '%by%' ORDER BY 1")
                case .sqlite: .read("SELECT name FROM sqlite_schema WHERE tbl_name = 'activities' AND name LIKE '%by%' ORDER BY 1")
                }
            #expect(try await database.run(indexes).map { $0.text(0) } == ["activities_by_goal", "activities_by_space"])
        }
    }
}
