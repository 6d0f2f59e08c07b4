import GoalsCore
import Testing

struct CheckInCommandTests {
    static let today = day("2026-11-22")
    static let id = CheckIn.ID(bits: 1)
    static let number = Sample.goal(Sample.number(to: "500", .sum))

    static func create(_ command: CreateCheckIn, for goal: Goal) throws(DomainError) -> CheckIn {
        try command.checkIn(for: goal, id: id, today: today, now: Sample.now)
    }

    @Test func aDoneGoalIsCheckedOffTodayByDefault() throws {
        let checkIn = try Self.create(CreateCheckIn(), for: Sample.goal())
        #expect(
            checkIn
                == CheckIn(
                    id: Self.id, goal: Sample.goalID, day: Self.today, value: Quantity(1), note: "", version: 1, createdAt: Sample.now,
                    updatedAt: Sample.now))
        #expect(try Self.create(CreateCheckIn(value: .zero), for: Sample.goal()).value == .zero)
    }

    @Test(arguments: [
        CreateCheckIn(value: amount("-6.25")), CreateCheckIn(value: .limit), CreateCheckIn(value: -.limit),
        CreateCheckIn(day: day("2026-11-23"), value: .zero), CreateCheckIn(day: day("1900-01-01"), value: .zero),
        CreateCheckIn(value: .zero, note: String(repeating: "n", count: 2_000)),
    ])
    func valuesAtTheLimitsAreAccepted(command: CreateCheckIn) {
        #expect(errors { () throws(DomainError) in try Self.create(command, for: Self.number) } == [])
    }

    @Test(arguments: [
        ("day", CreateCheckIn(day: day("2026-11-24"), value: .zero)), ("day", CreateCheckIn(day: day("1899-12-31"), value: .zero)),
        ("value", CreateCheckIn()), ("value", CreateCheckIn(value: amount("1000000000000.000001"))),
        ("note", CreateCheckIn(value: .zero, note: String(repeating: "n", count: 2_001))),
        ("note", CreateCheckIn(value: .zero, note: "e" + String(repeating: "\u{301}", count: 4_000))),
        ("note", CreateCheckIn(value: .zero, note: "\0")),
    ])
    func aValueBeyondALimitNamesItsField(field: String, command: CreateCheckIn) {
        #expect(errors { () throws(DomainError) in try Self.create(command, for: Self.number) }.map(\.field) == [field])
    }

    @Test(arguments: ["2", "0.5", "-1"])
    func aDoneGoalTakesOnlyZeroAndOne(value: String) {
        let command = CreateCheckIn(value: amount(value))
        #expect(errors { () throws(DomainError) in try Self.create(command, for: Sample.goal()) }.map(\.field) == ["value"])
    }

    @Test func aHabitIsDoneOnceByDefault() throws {
        let times = Sample.goal(Sample.habit("5", .week))
        #expect(try Self.create(CreateCheckIn(), for: times).value == Quantity(1))
        #expect(try Self.create(CreateCheckIn(value: amount("2.5")), for: times).value == amount("2.5"))
        #expect(try Self.create(CreateCheckIn(value: .zero), for: times).value == .zero)
        let distance = Sample.goal(Sample.habit("20", .week, unit: "km"))
        #expect(errors { () throws(DomainError) in try Self.create(CreateCheckIn(), for: distance) }.map(\.field) == ["value"])
        let less = CreateCheckIn(value: amount("-0.000001"))
        #expect(errors { () throws(DomainError) in try Self.create(less, for: times) }.map(\.field) == ["value"])
    }

    @Test func onlyADayOfAHabitCanBeSkipped() throws {
        let habit = Sample.goal(Sample.habit())
        let skip = CreateCheckIn(day: day("2026-11-20"), skip: true, note: "ill")
        let made = try Self.create(skip, for: habit)
        #expect(made.value == nil)
        #expect(made.day == day("2026-11-20"))
        let both = CreateCheckIn(value: Quantity(1), skip: true)
        #expect(errors { () throws(DomainError) in try Self.create(both, for: habit) }.map(\.field) == ["value"])
        for goal in [Self.number, Sample.goal(), Sample.goal(.rollup), Sample.goal(Sample.limit("5"))] {
            #expect(errors { () throws(DomainError) in try Self.create(skip, for: goal) }.map(\.field) == ["skip"])
        }
    }

    @Test(arguments: [Sample.limit("5"), .range(Measure.Bounds(low: Quantity(1), high: Quantity(2)))])
    func aValueThatIsMeasuredIsRequired(measure: Measure) throws {
        let goal = Sample.goal(measure)
        #expect(errors { () throws(DomainError) in try Self.create(CreateCheckIn(), for: goal) }.map(\.field) == ["value"])
        #expect(try Self.create(CreateCheckIn(value: Quantity(-3)), for: goal).value == Quantity(-3))
    }

    @Test func nobodyChecksInOnARollup() {
        let command = CreateCheckIn(value: Quantity(1))
        #expect(errors { () throws(DomainError) in try Self.create(command, for: Sample.goal(.rollup)) }.map(\.field) == ["value"])
    }

    @Test func anUpdateSkipsADayOrAsksForItAgain() throws {
        let habit = Sample.goal(Sample.habit("2.5", unit: "l"))
        let done = Sample.checkIn("2026-01-05", "2", id: 1, second: 0)
        let skipped = Sample.checkIn("2026-01-05", "skip", id: 1, second: 0)
        func value(_ update: UpdateCheckIn, _ checkIn: CheckIn) throws -> Quantity? {
            try update.apply(to: checkIn, goal: habit, today: Self.today, now: Sample.now).value
        }
        #expect(try value(UpdateCheckIn(skip: true), done) == nil)
        #expect(try value(UpdateCheckIn(value: Quantity(3)), skipped) == Quantity(3))
        #expect(try value(UpdateCheckIn(value: Quantity(3), skip: false), skipped) == Quantity(3))
        #expect(try value(UpdateCheckIn(skip: false), done) == Quantity(2))
        #expect(try value(UpdateCheckIn(note: "ill"), skipped) == nil)
        for update in [UpdateCheckIn(skip: false), UpdateCheckIn(value: Quantity(3), skip: true)] {
            let found = errors { () throws(DomainError) in
                try update.apply(to: skipped, goal: habit, today: Self.today, now: Sample.now)
            }
            #expect(found.map(\.field) == ["value"])
        }
    }

    @Test func everyBadFieldIsNamedAtOnce() {
        let command = CreateCheckIn(day: day("2027-01-01"), note: "\0")
        #expect(errors { () throws(DomainError) in try Self.create(command, for: Self.number) }.map(\.field) == ["day", "value", "note"])
    }

    @Test func anUpdateChangesOnlyWhatItNames() throws {
        let checkIn = Sample.checkIn("2026-01-05", "6", id: 1, second: 0)
        let later = instant("2026-05-05T00:00:00Z")
        #expect(UpdateCheckIn().isEmpty)
        #expect(!UpdateCheckIn(note: "").isEmpty)

        let changed = try UpdateCheckIn(value: amount("7.5")).apply(to: checkIn, goal: Self.number, today: Self.today, now: later)
        var expected = checkIn
        expected.value = amount("7.5")
        expected.version = 2
        expected.updatedAt = later
        #expect(changed == expected)

        let update = UpdateCheckIn(day: day("2026-11-24"), value: Quantity(.max), note: "\0")
        let found = errors { () throws(DomainError) in
            try update.apply(to: checkIn, goal: Self.number, today: Self.today, now: later)
        }
        #expect(found.map(\.field) == ["day", "value", "note"])
    }
}
