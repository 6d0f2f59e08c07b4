extension Assessment {
    /// A value that has to stay in its bounds: each latest value is judged by itself.
    /// - Parameter standing: nil while nothing has been noted.
    static func kept(_ standing: Standing?, current: Quantity?, schedule: Schedule) -> Assessment {
        // Silence is never green, not even here.
        let fraction = standing?.fraction ?? .zero
        var result = Assessment(current: current, fraction: fraction, expected: schedule.hasStarted ? .whole : nil, status: .atRisk)
        if schedule.isPastDue {
            result.status = fraction == .whole ? .achieved : .overdue
        } else if standing != nil {
            result.status = Status(gap: BasisPoints.whole.value - fraction.value)
        }
        return result
    }

    /// A sum that may be used up evenly until the due day, but not exceeded.
    static func budget(_ limit: Measure.Limit, goal: Goal, summary: CheckInSummary, schedule: Schedule) -> Assessment {
        let used = summary.sum
        let isWithin = used <= limit.limit
        let standing = Standing(of: limit, current: used)
        // Today's share may be used today: what counts is what may be used by tonight.
        let expected = schedule.share(schedule.daysBegun)
        var result = Assessment(
            current: used, fraction: standing.fraction, expected: expected, status: .behind,
            daysAhead: schedule.daysAhead(using: used, of: limit.limit))
        if schedule.isPastDue {
            result.status = isWithin ? .achieved : .overdue
        } else if isWithin, let expected {
            let share = limit.limit > .zero ? BasisPoints(used.micros, of: limit.limit.micros) : .zero
            result.status = Status(gap: share.value - expected.value)
        } else if isWithin {
            result.status = .noDeadline
        }
        if isWithin { result.requiredPerDay = schedule.perDay(limit.limit - used, awayFromZero: false) }
        if used < limit.limit {
            let number = Measure.Number(target: limit.limit, aggregate: .sum)
            result.forecast = Forecast(of: number, goal: goal, current: used, summary: summary, schedule: schedule)
        }
        return result
    }
}

extension Schedule {
    /// The days begun less the days' shares that have been used, a share that has been started counting as used.
    func daysAhead(using used: Quantity, of limit: Quantity) -> Int? {
        guard let days, days > 0 else { return nil }
        // Money that came back does not put anybody ahead of today.
        let used = max(used, .zero).micros
        guard limit > .zero else { return used == 0 ? 0 : -days }
        let (shares, rest) = (used * Int128(days)).quotientAndRemainder(dividingBy: limit.micros)
        return daysBegun - Int(clamping: min(rest == 0 ? shares : shares + 1, Int128(Int32.max)))
    }
}
