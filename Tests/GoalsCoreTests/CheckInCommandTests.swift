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
