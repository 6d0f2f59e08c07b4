extension Assessment {
    static func done(_ goal: Goal, summary: CheckInSummary, schedule: Schedule) -> Assessment {
        let isDone = goal.state == .done || summary.last?.value == Quantity(1)
        var result = Assessment(
            current: Quantity(isDone ? 1 : 0), fraction: isDone ? .whole : .zero, isReached: isDone, status: .noDeadline)
        guard let due = schedule.due else { return result }
        // A yes or no cannot be half done: all of it is due at the end of the due day, nothing before.
        result.expected = schedule.isPastDue ? .whole : .zero
        result.status = schedule.isPastDue ? .overdue : .onTrack
        if schedule.isPastDue { result.daysAhead = -schedule.activeDays(from: due.advanced(by: 1), through: schedule.today) }
        return result
    }

    static func number(_ number: Measure.Number, goal: Goal, summary: CheckInSummary, schedule: Schedule) -> Assessment {
        let standing = Standing(of: number, summary: summary)
        let remaining = number.target - (standing.current ?? number.baseline)
        return Assessment(
            current: standing.current,
            fraction: standing.fraction,
            expected: schedule.expected,
            isReached: standing.isWhole,
            status: schedule.status(covered: standing.fraction),
            daysAhead: schedule.daysAhead(of: standing),
            requiredPerDay: schedule.perDay(remaining, awayFromZero: true),
            forecast: Forecast(of: number, goal: goal, current: standing.current, summary: summary, schedule: schedule))
    }

    /// The children's fractions by their weights.
    static func rollup(_ parts: [Progress.Part], schedule: Schedule) -> Assessment {
        guard let standing = Standing(of: parts) else {
            return Assessment(expected: schedule.expected, status: schedule.isPastDue ? .overdue : .noDeadline)
        }
        let isReached = standing.isWhole && (schedule.isPastDue || parts.allSatisfy { $0.isAchieved || !$0.counts })
        return Assessment(
            fraction: standing.fraction, expected: schedule.expected, isReached: isReached,
            status: schedule.status(covered: standing.fraction), daysAhead: schedule.daysAhead(of: standing))
    }
}

extension Schedule {
    /// The status of a goal that is to go an even way, and has covered so much of it.
    func status(covered: BasisPoints) -> Status {
        if isPastDue { return .overdue }
        guard let expected else { return .noDeadline }
        return Status(gap: expected.value - covered.value)
    }
}
