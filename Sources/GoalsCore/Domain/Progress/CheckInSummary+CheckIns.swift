extension CheckInSummary {
    /// The summary of check-ins in any order: the definition that every database's answer must equal.
    public init(_ checkIns: some Sequence<CheckIn>, goal: Goal, today: Day) {
        self.init()
        let adds = goal.measure.aggregate == .sum
        let hasPace =
            switch goal.measure {
            case .number, .limit: true
            case .done, .range, .habit, .rollup: false
            }
        let window = hasPace ? Self.window(cadenceDays: goal.cadenceDays, start: goal.start, today: today) : nil
        let anchorDay = window.map { today.advanced(by: -$0) }
        var latest: CheckIn?
        var latestBefore: CheckIn?
        var latestAfter: CheckIn?
        var totalBefore = Quantity.zero
        var totalAfter = Quantity.zero
        var totals: [Day: DayTotal] = [:]
        let isHabit = if case .habit = goal.measure { true } else { false }

        for checkIn in checkIns where isHabit || checkIn.value != nil {
            lastDay = max(lastDay ?? .min, checkIn.day)
            if isHabit { totals[checkIn.day, default: DayTotal(day: checkIn.day, total: .zero)].add(checkIn.value) }
            guard let value = checkIn.value else { continue }
            if adds { sum += value }
            latest = Self.later(latest, checkIn)
            guard let anchorDay else { continue }
            if checkIn.day <= anchorDay {
                latestBefore = Self.later(latestBefore, checkIn)
                totalBefore += value
            } else if let first = latestAfter, first.day < checkIn.day {
                continue
            } else if let first = latestAfter, first.day == checkIn.day {
                latestAfter = Self.later(first, checkIn)
                totalAfter += value
            } else {
                latestAfter = checkIn
                totalAfter = value
            }
        }
        last = latest.flatMap(Point.init(of:))
        before = latestBefore.flatMap { Anchor(of: $0, total: adds ? totalBefore : nil) }
        after = latestAfter.flatMap { Anchor(of: $0, total: adds ? totalAfter : nil) }
        days = totals.values.sorted { $0.day < $1.day }
    }

    private static func later(_ known: CheckIn?, _ other: CheckIn) -> CheckIn {
        guard let known else { return other }
        return (known.day, known.createdAt, known.id) < (other.day, other.createdAt, other.id) ? other : known
    }
}

extension CheckInSummary.Point {
    /// Nil for a skip.
    fileprivate init?(of checkIn: CheckIn) {
        guard let value = checkIn.value else { return nil }
        self.init(day: checkIn.day, value: value)
    }
}

extension CheckInSummary.Anchor {
    /// Nil for a skip.
    fileprivate init?(of checkIn: CheckIn, total: Quantity?) {
        guard let value = total ?? checkIn.value else { return nil }
        self.init(day: checkIn.day, value: value)
    }
}

extension DayTotal {
    /// Adds a check-in's value; nil for a skip.
    fileprivate mutating func add(_ value: Quantity?) {
        if let value { total += value } else { isSkipped = true }
    }
}
