/// A goal's days as they stand today. Only active days count: those in no pause.
///
/// A day is over when the next has begun: on the start day nothing is expected yet, on the due day that day's share is still open,
/// and the day after it everything should be done.
struct Schedule {
    let start: Day
    let due: Day?
    let today: Day
    let pauses: Pauses
    /// How many active days there are from the start to the due day; nil without a due day.
    let days: Int?
    /// How many active days from the start on are over; goes on growing after the due day.
    let daysOver: Int
    /// ``pauses``, of which one without an end counts up to today: what comes after is not known.
    private let known: Pauses

    init(of goal: Goal, pauses: Pauses, today: Day) {
        start = goal.start
        due = goal.due
        self.today = today
        self.pauses = pauses
        known = pauses.endingOpenOnes(on: today)
        days = goal.due.map { [known, start] in known.activeDays(from: start, through: $0) }
        daysOver = today > goal.start ? known.activeDays(from: goal.start, through: today.advanced(by: -1)) : 0
    }

    var hasStarted: Bool { today >= start }
    var isPastDue: Bool { due.map { today > $0 } ?? false }
    var isPaused: Bool { pauses.contains(today) }

    /// The active days from `first` to `last`.
    func activeDays(from first: Day, through last: Day) -> Int { known.activeDays(from: first, through: last) }

    /// How many active days can still be used, today among them; nil without a due day, 0 once it is over.
    var daysLeft: Int? { due.map { known.activeDays(from: max(start, today), through: $0) } }

    /// The active days through the end of today, at most all of them: how many days' share may have been used up by tonight.
    var daysBegun: Int {
        let today = activeDays(from: max(start, today), through: today)
        return min(daysOver + today, days ?? .max)
    }

    /// The share of the days that is over, rounded down; nil without a due day, and when all days are paused.
    var expected: BasisPoints? { share(daysOver) }

    /// The share of so many of the days, rounded down.
    func share(_ count: Int) -> BasisPoints? {
        guard let days, days > 0 else { return nil }
        return BasisPoints(Int128(count), of: Int128(days))
    }

    /// How many days the standing is before (or, negative, behind) an even pace, rounded down.
    func daysAhead(of standing: Standing) -> Int? {
        guard let days, days > 0 else { return nil }
        // covered ≤ distance, so the quotient is at most `days`.
        return Int(clamping: standing.covered * Int128(days) / standing.distance) - daysOver
    }

    /// An amount spread over the days that are left, rounded towards zero or away from it; nil when there are none.
    func perDay(_ amount: Quantity, awayFromZero: Bool) -> Quantity? {
        guard let daysLeft, daysLeft > 0 else { return nil }
        let (quotient, remainder) = amount.micros.quotientAndRemainder(dividingBy: Int128(daysLeft))
        return Quantity(micros: awayFromZero ? quotient + remainder.signum() : quotient)
    }
}
