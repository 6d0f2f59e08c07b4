/// When a goal starts, and when it is due.
extension QuickAddParser {
    /// The first start and the first due day that make sense: from 1900 to 2200, and not due before the start.
    mutating func takeDates() -> (start: Day?, due: Day?) {
        var start: Day?
        var due: Day?
        for index in 0..<line.count where start == nil {
            if let found = self.start(at: index) {
                start = found.start
                due = found.due
            }
        }
        let earliest = start ?? almanac.today
        for index in 0..<line.count where due == nil { due = takeDue(prepositionAt: index, earliest: earliest) }
        for index in 0..<line.count where due == nil { due = takeDue(at: index, earliest: earliest) }
        return (start, due)
    }

    /// "starting Jan 1", and with what follows "from May 1 to May 31".
    private mutating func start(at index: Int) -> (start: Day, due: Day?)? {
        let isStretch = match(.start, at: index) == nil
        guard let preposition = match(.start, at: index) ?? match(.stretch, at: index) else { return nil }
        if let stretch = daysOfMonth(at: preposition.end), Self.isSensible(stretch.first), Self.isSensible(stretch.last) {
            line.claim(index..<stretch.middle, as: .start)
            line.claim(stretch.middle..<stretch.end, as: .due)
            return (stretch.first, stretch.last)
        }
        guard let reading = datePast(preposition.end, upTo: .faint)
        else { return nil }
        // "From this month" is from today on.
        let day = reading.days.contains(almanac.today) ? almanac.today : reading.days.lowerBound
        guard Self.isSensible(day) else { return nil }
        let due = lastDay(after: reading.end, start: day)
        guard due != nil || !isStretch else { return nil }
        line.claim(index..<reading.end, as: .start)
        if let due { line.claim(reading.end..<due.end, as: .due) }
        return (day, due?.day)
    }

    /// The rest of "from 1 to 31 May", "vom 1. bis 31. Mai".
    private func daysOfMonth(at index: Int) -> (first: Day, middle: Int, last: Day, end: Int)? {
        guard isDigits(index), let number = smallNumber(at: index) else { return nil }
        let middle = skippingOrdinal(number.end)
        guard let through = match(.through, at: middle), let reading = dayAndMonth(at: skipping(.article, at: through.end)) else {
            return nil
        }
        let last = reading.days.upperBound
        guard let first = Day(year: last.year, month: last.month, day: number.value), first <= last else { return nil }
        return (first, middle, last, reading.end)
    }

    private func lastDay(after end: Int, start: Day) -> (day: Day, end: Int)? {
        guard let through = match(.through, at: end), let last = datePast(through.end, upTo: .faint), last.days.upperBound >= start,
            Self.isSensible(last.days.upperBound)
        else { return nil }
        return (last.days.upperBound, last.end)
    }

    /// "by Friday", "before June".
    private mutating func takeDue(prepositionAt index: Int, earliest: Day) -> Day? {
        if let before = match(.before, at: index), let reading = datePast(before.end, upTo: .faint) {
            let day = reading.isEnd ? reading.days.upperBound : reading.days.lowerBound.advanced(by: -1)
            return claimDue(day, index..<reading.end, earliest: earliest)
        }
        guard let by = match(.due, at: index) else { return nil }
        // "d'ici 3 semaines" is both the preposition and the date.
        guard let reading = datePast(by.end, upTo: .faint) ?? date(at: index) else { return nil }
        return claimDue(reading.days.upperBound, index..<reading.end, earliest: earliest)
    }

    /// "tomorrow", "on Friday", "in June", "for 30 days": without a word that says due.
    private mutating func takeDue(at index: Int, earliest: Day) -> Day? {
        guard line.isFree(index), match(.otherwise, at: index - 1) == nil, match(.except, at: index - 1) == nil else { return nil }
        if let (day, end) = duration(at: index, from: earliest) {
            return claimDue(day, index..<end, earliest: earliest)
        }
        if let reading = date(at: index), reading.plainness == .plain || (reading.plainness == .closing && endsClause(reading.end)) {
            return claimDue(reading.days.upperBound, index..<reading.end, earliest: earliest)
        }
        if let on = match(.on, at: index), let reading = datePast(on.end, upTo: .numeric) {
            return claimDue(reading.days.upperBound, index..<reading.end, earliest: earliest)
        }
        if let during = match(.during, at: index), let reading = datePast(during.end, upTo: .period),
            reading.plainness == .plain || (reading.plainness == .period && endsClause(reading.end))
        {
            return claimDue(reading.days.upperBound, index..<reading.end, earliest: earliest)
        }
        return nil
    }

    /// "for 30 days", "3 Wochen lang": the last of these days.
    private func duration(at index: Int, from start: Day) -> (Day, end: Int)? {
        let lasting = match(.lasting, at: index)
        guard let count = smallNumber(at: lasting?.end ?? index), let unit = match(.timeUnit, at: count.end) else { return nil }
        let long = match(.long, at: unit.end)
        guard lasting != nil || long != nil,
            let day = TimeUnit(rawValue: unit.value).flatMap({ almanac.day(count.value, $0, after: start) })
        else { return nil }
        return (day.advanced(by: -1), long?.end ?? unit.end)
    }

    /// The date after a preposition, with a colon, "on" or an article between them.
    private func datePast(_ index: Int, upTo plainness: DateReading.Plainness) -> DateReading? {
        let start = line.reads(":", at: index) ? index + 1 : index
        for next in [start, skipping(.on, at: start), skipping(.article, at: start)] {
            if let reading = date(at: next), reading.plainness <= plainness { return reading }
        }
        return nil
    }

    private mutating func claimDue(_ day: Day, _ tokens: Range<Int>, earliest: Day) -> Day? {
        guard day >= earliest, Self.isSensible(day) else { return nil }
        line.claim(tokens, as: .due)
        return day
    }

    /// What goals may start and end on.
    private static func isSensible(_ day: Day) -> Bool { (1_900...2_200).contains(day.year) }
}
