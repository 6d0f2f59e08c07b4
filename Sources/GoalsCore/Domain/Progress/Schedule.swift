/// The days a goal has, from its start to its due day, both included.
///
/// Only days that are over count: on the start day nothing is expected yet, on the due day that day's share is still open,
/// and the day after it everything should be done.
struct Schedule {
    let start: Day
    let due: Day

    /// How many days there are; at least 1.
    var days: Int { max(1, due - start + 1) }

    /// How many days from the start on are over when `today` is on its way; grows beyond ``days`` after the due day.
    func daysOver(on today: Day) -> Int { max(0, today - start) }

    /// How many days can still be used, today among them; 0 once the due day is over.
    func daysLeft(on today: Day) -> Int { max(0, days - daysOver(on: today)) }

    /// The share of the days that is over, rounded down.
    func expected(on today: Day) -> BasisPoints {
        BasisPoints(Int128(daysOver(on: today)), of: Int128(days))
    }

    /// How many days the standing is before (or, negative, behind) an even pace, rounded down.
    func daysAhead(of standing: Standing, on today: Day) -> Int {
        // covered ≤ distance, so the quotient is at most `days`.
        Int(clamping: standing.covered * Int128(days) / standing.distance) - daysOver(on: today)
    }

    /// What must be gained each day that is left, rounded away from zero, so that following it reaches the target.
    func requiredPerDay(_ remaining: Quantity, on today: Day) -> Quantity? {
        let left = Int128(daysLeft(on: today))
        guard left > 0 else { return nil }
        let (quotient, remainder) = remaining.micros.quotientAndRemainder(dividingBy: left)
        return Quantity(micros: quotient + remainder.signum())
    }
}
