extension CheckInSummary {
    /// The summary of check-ins in any order: the definition that every database's answer must equal.
    public init(_ checkIns: some Sequence<CheckIn>, goal: Goal, today: Day) {
        self.init()
        let anchorDay = Self.window(cadenceDays: goal.cadenceDays, start: goal.start, today: today).map { today.advanced(by: -$0) }
        let adds = goal.measure.aggregate == .sum
        var latest: CheckIn?
        var latestBefore: CheckIn?
        var latestAfter: CheckIn?
        var totalBefore = Quantity.zero
        var totalAfter = Quantity.zero

        for checkIn in checkIns {
            count += 1
            sum += checkIn.value
            latest = Self.later(latest, checkIn)
            guard let anchorDay else { continue }
            if checkIn.day <= anchorDay {
                latestBefore = Self.later(latestBefore, checkIn)
                totalBefore += checkIn.value
            } else if let first = latestAfter, first.day < checkIn.day {
                continue
            } else if let first = latestAfter, first.day == checkIn.day {
                latestAfter = Self.later(first, checkIn)
                totalAfter += checkIn.value
            } else {
                latestAfter = checkIn
                totalAfter = checkIn.value
            }
        }
        last = latest.map { Point(day: $0.day, value: $0.value) }
        before = latestBefore.map { Anchor(day: $0.day, value: adds ? totalBefore : $0.value) }
        after = latestAfter.map { Anchor(day: $0.day, value: adds ? totalAfter : $0.value) }
    }

    private static func later(_ known: CheckIn?, _ other: CheckIn) -> CheckIn {
        guard let known else { return other }
        return (known.day, known.createdAt, known.id) < (other.day, other.createdAt, other.id) ? other : known
    }
}
