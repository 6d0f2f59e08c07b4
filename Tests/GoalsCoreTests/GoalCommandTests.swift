import GoalsCore
import Testing

/// The errors that a command's check throws; none when it passes.
func errors<Value>(_ body: () throws(DomainError) -> Value) -> [FieldError] {
    do {
        _ = try body()
        return []
    } catch {
        switch error {
        case .invalid(let errors): return errors
        }
    }
}

struct GoalCommandTests {
    static func create(_ command: CreateGoal, today: String = "2026-11-22") throws(DomainError) -> Goal {
        try command.goal(id: Sample.goalID, space: Sample.space, today: day(today), now: Sample.now, position: position("i"))
    }

    static func with(_ edit: (inout CreateGoal) -> Void) -> CreateGoal {
        var command = CreateGoal(title: "Run")
        edit(&command)
        return command
    }

    @Test func aTitleAloneMakesAGoal() throws {
        let goal = try Self.create(CreateGoal(title: "  Run 500 km\n"))
        #expect(
            goal
                == Goal(
                    id: Sample.goalID, space: Sample.space, parent: nil, title: "Run 500 km", notes: "", measure: .done,
                    start: day("2026-11-22"), due: nil, priority: 0, weight: Quantity(1), tags: [], state: .active, position: position("i"),
                    cadenceDays: 7, version: 1, createdAt: Sample.now, updatedAt: Sample.now, archivedAt: nil, deletedAt: nil))
    }

    static let accepted: [CreateGoal] = [
        with { $0.title = String(repeating: "👩", count: 200) },
        with { $0.title = String(repeating: "👩‍👩‍👧‍👦", count: 32) },
        with { $0.notes = String(repeating: "a", count: 20_000) },
        with { $0.notes = "# Why\n\tbecause\r\n" },
        with { $0.measure = .number(Measure.Number(unit: String(repeating: "k", count: 20), target: .limit)) },
        with { $0.measure = .number(Measure.Number(unit: "", baseline: -.limit, target: -.limit)) },
        with { ($0.start, $0.due) = (day("1900-01-01"), day("2200-12-31")) },
        with { ($0.start, $0.due) = (day("2026-11-22"), day("2026-11-22")) },
        with { $0.priority = 3 },
        with { $0.weight = amount("0.000001") },
        with { $0.weight = Quantity(1_000) },
        with { $0.tags = (1...20).map { "tag-\($0)" } },
        with { $0.tags = [String(repeating: "t", count: 50)] },
        with { $0.tags = [String(repeating: "🏃", count: 50)] },
        with { $0.tags = Array(repeating: "same", count: 30) },
        with { $0.measure = .rollup },
        with { $0.measure = Sample.limit("0") },
        with { $0.measure = Sample.limit("1000000000000", .last) },
        with { $0.measure = .range(Measure.Bounds(low: -.limit, high: .limit)) },
        with { $0.measure = .range(Measure.Bounds(low: .zero, high: amount("0.000001"))) },
        with { $0.measure = Sample.habit("0.000001", .month, unit: "km") },
        with { $0.measure = Sample.habit("0", .week, atMost: true) },
        with { $0.measure = Sample.habit(weekdays: Weekdays(weekday: 7)) },
        with { $0.cadenceDays = 1 },
        with { $0.cadenceDays = 366 },
    ]

    @Test(arguments: accepted)
    func valuesAtTheLimitsAreAccepted(command: CreateGoal) {
        #expect(errors { () throws(DomainError) in try Self.create(command) } == [])
    }

    /// One character of `marks` accents, each of two bytes.
    private static func marked(_ marks: Int) -> String { "e" + String(repeating: "\u{301}", count: marks) }

    static let refused: [(field: String, command: CreateGoal)] = [
        ("title", with { $0.title = "" }), ("title", with { $0.title = " \u{200B}\t" }),
        ("title", with { $0.title = String(repeating: "x", count: 201) }), ("title", with { $0.title = "two\nlines" }),
        ("title", with { $0.title = "bell\u{7}" }), ("title", with { $0.title = "a\u{2028}b" }),
        ("title", with { $0.title = String(repeating: "👩‍👩‍👧‍👦", count: 33) }), ("title", with { $0.title = marked(400) }),
        ("notes", with { $0.notes = marked(40_000) }), ("tags", with { $0.tags = ["ok", marked(100)] }),
        ("measure.unit", with { $0.measure = .number(Measure.Number(unit: marked(40), target: .zero)) }),
        ("notes", with { $0.notes = String(repeating: "a", count: 20_001) }), ("notes", with { $0.notes = "a\0" }),
        ("measure.unit", with { $0.measure = .number(Measure.Number(unit: String(repeating: "k", count: 21), target: .zero)) }),
        ("measure.unit", with { $0.measure = .number(Measure.Number(unit: "k\u{1B}m", target: .zero)) }),
        ("measure.baseline", with { $0.measure = Sample.number(from: "-1000000000000.000001", to: "1") }),
        ("measure.target", with { $0.measure = Sample.number(to: "1000000000000.000001") }),
        ("measure.unit", with { $0.measure = .limit(Measure.Limit(unit: "a\nb", limit: .zero)) }),
        ("measure.limit", with { $0.measure = Sample.limit("-0.000001") }),
        ("measure.limit", with { $0.measure = Sample.limit("1000000000000.000001") }),
        ("measure.low", with { $0.measure = .range(Measure.Bounds(low: amount("-1000000000000.000001"), high: .zero)) }),
        ("measure.high", with { $0.measure = .range(Measure.Bounds(low: .zero, high: amount("1000000000000.000001"))) }),
        ("measure.high", with { $0.measure = .range(Measure.Bounds(low: Quantity(5), high: Quantity(5))) }),
        ("measure.times", with { $0.measure = Sample.habit("0") }),
        ("measure.times", with { $0.measure = Sample.habit("-1", atMost: true) }),
        ("measure.times", with { $0.measure = Sample.habit("1000000000000.000001") }),
        ("measure.weekdays", with { $0.measure = Sample.habit(weekdays: []) }),
        ("measure.weekdays", with { $0.measure = Sample.habit("1", .week, weekdays: .workdays) }),
        ("start", with { $0.start = day("1899-12-31") }), ("start", with { $0.start = day("2201-01-01") }),
        ("due", with { ($0.start, $0.due) = (day("2026-11-22"), day("2026-11-21")) }),
        // The start is today when it is not given.
        ("due", with { $0.due = day("2026-11-21") }), ("due", with { $0.due = day("2201-01-01") }),
        ("priority", with { $0.priority = -1 }), ("priority", with { $0.priority = 4 }),
        ("weight", with { $0.weight = .zero }), ("weight", with { $0.weight = Quantity(-1) }),
        ("weight", with { $0.weight = amount("1000.000001") }),
        ("tags", with { $0.tags = (1...21).map { "tag-\($0)" } }), ("tags", with { $0.tags = [""] }),
        ("tags", with { $0.tags = [String(repeating: "t", count: 51)] }), ("tags", with { $0.tags = ["two words"] }),
        ("tags", with { $0.tags = ["ok", "#tag"] }), ("tags", with { $0.tags = ["a,b"] }), ("tags", with { $0.tags = ["a\u{7F}"] }),
        ("tags", with { $0.tags = ["#\u{301}"] }),
        ("cadenceDays", with { $0.cadenceDays = 0 }), ("cadenceDays", with { $0.cadenceDays = 367 }),
    ]

    @Test(arguments: refused)
    func aValueBeyondALimitNamesItsField(field: String, command: CreateGoal) {
        let found = errors { () throws(DomainError) in try Self.create(command) }
        #expect(found.map(\.field) == [field])
        #expect(found.allSatisfy { $0.message.hasSuffix(".") && $0.message.first?.isUppercase == true })
    }

    @Test func everyBadFieldIsNamedAtOnce() {
        let command = CreateGoal(
            title: "", notes: "\0", measure: .number(Measure.Number(unit: "\u{1}", baseline: Quantity(.max), target: Quantity(.min))),
            start: day("1800-01-01"), due: day("1799-01-01"), priority: 9, weight: .zero, tags: [""], cadenceDays: 0)
        let found = errors { () throws(DomainError) in try Self.create(command) }
        #expect(
            found.map(\.field) == [
                "title", "notes", "measure.unit", "measure.baseline", "measure.target", "start", "due", "priority", "weight", "tags",
                "cadenceDays",
            ])
    }

    @Test func tagsAreKeptOnceInTheirOrder() throws {
        let goal = try Self.create(Self.with { $0.tags = ["Run", "health", "RUN", "Ärger", "ärger", "run"] })
        #expect(goal.tags == ["Run", "health", "Ärger"])
    }

    @Test func anUpdateChangesOnlyWhatItNames() throws {
        let goal = Sample.goal(due: "2026-12-31")
        let later = instant("2026-05-05T00:00:00Z")
        #expect(UpdateGoal().isEmpty)
        #expect(!UpdateGoal(due: .set(nil)).isEmpty)

        var expected = goal
        expected.due = nil
        expected.version = 2
        expected.updatedAt = later
        #expect(try UpdateGoal(due: .set(nil)).apply(to: goal, now: later) == expected)

        let changed = try UpdateGoal(
            title: " New ", notes: "n", measure: Sample.number(to: "5"), start: day("2026-02-01"), due: .set(day("2026-02-02")),
            priority: 2, weight: Quantity(3), tags: ["a", "A"], state: .paused, cadenceDays: 3
        ).apply(to: goal, now: later)
        expected = Goal(
            id: goal.id, space: goal.space, title: "New", notes: "n", measure: Sample.number(to: "5"), start: day("2026-02-01"),
            due: day("2026-02-02"), priority: 2, weight: Quantity(3), tags: ["a"], state: .paused, position: goal.position, cadenceDays: 3,
            version: 2, createdAt: goal.createdAt, updatedAt: later)
        #expect(changed == expected)
    }

    @Test func theParentAndTheArchiveChange() throws {
        let goal = Sample.goal()
        let parent = Goal.ID(bits: 5)
        let below = try UpdateGoal(parent: .set(parent)).apply(to: goal, now: Sample.now)
        #expect(below.parent == parent)
        #expect(try UpdateGoal(parent: .set(nil)).apply(to: below, now: Sample.now).parent == nil)
        #expect(try UpdateGoal(title: "New").apply(to: below, now: Sample.now).parent == parent)

        let later = instant("2026-05-05T00:00:00Z")
        let archived = try UpdateGoal(isArchived: true).apply(to: goal, now: Sample.now)
        #expect(archived.archivedAt == Sample.now)
        // Since when stays.
        #expect(try UpdateGoal(isArchived: true).apply(to: archived, now: later).archivedAt == Sample.now)
        #expect(try UpdateGoal(isArchived: false).apply(to: archived, now: later).archivedAt == nil)
    }

    static let refusedUpdates: [(field: String, update: UpdateGoal)] = [
        ("title", UpdateGoal(title: " ")), ("notes", UpdateGoal(notes: "\0")),
        ("measure.target", UpdateGoal(measure: .number(Measure.Number(target: Quantity(.max))))),
        ("start", UpdateGoal(start: day("2026-07-01"))), ("due", UpdateGoal(due: .set(day("2025-12-31")))),
        ("due", UpdateGoal(start: day("2026-03-01"), due: .set(day("2026-02-28")))),
        ("priority", UpdateGoal(priority: 4)), ("weight", UpdateGoal(weight: .zero)), ("tags", UpdateGoal(tags: ["a b"])),
        ("cadenceDays", UpdateGoal(cadenceDays: 0)), ("parent", UpdateGoal(parent: .set(Sample.goalID))),
    ]

    @Test(arguments: refusedUpdates)
    func anUpdateIsCheckedLikeANewGoal(field: String, update: UpdateGoal) {
        let goal = Sample.goal(due: "2026-06-30")
        #expect(errors { () throws(DomainError) in try update.apply(to: goal, now: Sample.now) }.map(\.field) == [field])
    }

    @Test func whatAnUpdateDoesNotTouchIsNotChecked() throws {
        var goal = Sample.goal()
        goal.title = ""
        #expect(try UpdateGoal(priority: 1).apply(to: goal, now: Sample.now).priority == 1)
    }
}
