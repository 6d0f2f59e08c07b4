import GoalsCore

/// Short ways to write the values that tests are about. A literal that is wrong ends the test run.
func day(_ iso: String) -> Day { Day(iso)! }
func amount(_ text: String) -> Quantity { Quantity(text)! }
func instant(_ rfc3339: String) -> Instant { Instant(rfc3339)! }
func position(_ text: String) -> Position { Position(text)! }
/// `2026-01-05...2026-01-09`, open at the end without a second day.
func pause(_ first: String, _ last: String? = nil) -> ClosedRange<Day> { day(first)...(last.map { day($0) } ?? .max) }

enum Sample {
    static let now = instant("2026-01-01T08:00:00Z")
    static let goalID = Goal.ID("01936a5e-3f2b-7c4d-8e5f-0123456789ab")!
    static let space = Space.ID("01936a5e-0000-7000-8000-000000000001")!

    /// A goal from 2026-01-01 on, by default without a due day.
    static func goal(
        _ measure: Measure = .done, start: String = "2026-01-01", due: String? = nil, state: GoalState = .active, cadence: Int = 7
    ) -> Goal {
        Goal(
            id: goalID, space: space, title: "Run", measure: measure, start: day(start), due: due.map { day($0) }, state: state,
            position: position("i"), cadenceDays: cadence, createdAt: now, updatedAt: now)
    }

    static func number(from baseline: String = "0", to target: String, _ aggregate: Aggregate = .last) -> Measure {
        .number(Measure.Number(unit: "km", baseline: amount(baseline), target: amount(target), aggregate: aggregate))
    }

    static func limit(_ limit: String, _ aggregate: Aggregate = .sum) -> Measure {
        .limit(Measure.Limit(unit: "€", limit: amount(limit), aggregate: aggregate))
    }

    static func habit(
        _ times: String = "1", _ period: Period = .day, unit: String = "", weekdays: Weekdays = .all, atMost: Bool = false
    ) -> Measure {
        .habit(Measure.Habit(unit: unit, times: amount(times), period: period, weekdays: weekdays, atMost: atMost))
    }

    /// Check-ins made one second after the other, with ascending ids; the value `skip` skips the day.
    static func checkIns(_ values: [(String, String)]) -> [CheckIn] {
        values.enumerated().map { index, value in
            checkIn(value.0, value.1, id: UInt128(index + 1), second: index)
        }
    }

    static func checkIn(_ iso: String, _ value: String, id: UInt128, second: Int) -> CheckIn {
        let moment = Instant(microseconds: now.microseconds + Int64(second) * 1_000_000)
        return CheckIn(
            id: CheckIn.ID(bits: id), goal: goalID, day: day(iso), value: value == "skip" ? nil : amount(value), createdAt: moment,
            updatedAt: moment)
    }

    static func progress(
        _ goal: Goal, _ values: [(String, String)] = [], pauses: [ClosedRange<Day>] = [], weekStart: Int = 1, on today: String
    ) -> Progress {
        let summary = CheckInSummary(checkIns(values), goal: goal, today: day(today))
        return Progress(of: goal, summary: summary, pauses: Pauses(pauses), weekStart: weekStart, today: day(today))
    }
}

/// Random numbers that are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
