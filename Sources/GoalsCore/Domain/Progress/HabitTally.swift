/// Adds up what was noted in each period, going through the noted days and the pauses once.
struct HabitTally {
    struct Count {
        /// The days that are neither paused nor skipped.
        var activeDays: Int
        /// The total of all days, in millionths.
        var total: Int128 = 0
        /// The total of the active days.
        var activeTotal: Int128 = 0
    }

    private let days: [DayTotal]
    private let pauses: Pauses
    /// The first noted day that has not been passed.
    private var day: Int
    /// The first pause that has not been passed.
    private var pause = 0

    init(days: [DayTotal], pauses: Pauses, start: Day) {
        self.days = days
        self.pauses = pauses
        day = days.firstIndex { $0.day >= start } ?? days.count
    }

    /// What was noted from `first` to `last`. Each call must ask for later days than the one before.
    mutating func count(from first: Day, through last: Day) -> Count {
        var count = Count(activeDays: last - first + 1)
        passPauses(before: first)
        if !isPastPauses { count.activeDays -= pausedDays(from: first, through: last) }
        while day < days.count, days[day].day <= last {
            defer { day += 1 }
            let noted = days[day]
            // Only after a day that was passed over because no period asks for it.
            guard noted.day >= first else { continue }
            count.total += noted.total.micros
            passPauses(before: noted.day)
            let isPaused = !isPastPauses && pauses.ranges[pause].lowerBound <= noted.day
            if isPaused { continue }
            if noted.isSkipped { count.activeDays -= 1 } else { count.activeTotal += noted.total.micros }
        }
        return count
    }

    /// The active days after a day up to the last of the period that was counted last.
    func activeDays(after today: Day, through last: Day) -> Int {
        let skipped = days[..<day].reversed().prefix { $0.day > today }.count { $0.isSkipped && !pauses.contains($0.day) }
        return pauses.activeDays(from: today.advanced(by: 1), through: last) - skipped
    }

    private var isPastPauses: Bool { pause == pauses.ranges.count }

    private mutating func passPauses(before day: Day) {
        while !isPastPauses, pauses.ranges[pause].upperBound < day { pause += 1 }
    }

    private func pausedDays(from first: Day, through last: Day) -> Int {
        var paused = 0
        for range in pauses.ranges[pause...] {
            guard range.lowerBound <= last else { break }
            paused += min(range.upperBound, last) - max(range.lowerBound, first) + 1
        }
        return paused
    }
}
