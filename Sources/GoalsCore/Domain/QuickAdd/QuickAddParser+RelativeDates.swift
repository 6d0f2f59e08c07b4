/// Dates by where one stands: "tomorrow", "in 3 weeks", "end of June", "this year", "la semaine prochaine".
extension QuickAddParser {
    func relativeDate(at index: Int) -> DateReading? {
        if let word = match(.relativeDay, at: index) {
            let day = almanac.today.advanced(by: word.value - 1)
            return DateReading(days: day...day, end: skipping(.dayPart, at: word.end), plainness: .plain)
        }
        return ahead(at: index) ?? middle(at: index) ?? end(at: index) ?? period(at: index)
    }

    /// "in 3 weeks", "within a month".
    private func ahead(at index: Int) -> DateReading? {
        guard let word = match(.ahead, at: index), let count = smallNumber(at: word.end), let name = match(.timeUnit, at: count.end),
            let day = TimeUnit(rawValue: name.value).flatMap({ almanac.day(count.value, $0, after: almanac.today) })
        else { return nil }
        return DateReading(days: day...day, end: name.end, plainness: .plain)
    }

    /// "mid-June", "Mitte Juni": the 15th.
    private func middle(at index: Int) -> DateReading? {
        guard let word = match(.middleOf, at: index), let month = month(at: word.end) else { return nil }
        let day = month.days.lowerBound.advanced(by: 14)
        return DateReading(days: day...day, end: month.end, plainness: .plain, isEnd: true)
    }

    /// "end of the month", "Ende Juni", "fin 2027", "Monatsende", "EOY".
    private func end(at index: Int) -> DateReading? {
        if let word = match(.endOfPeriod, at: index), let days = TimeUnit(rawValue: word.value).flatMap({ almanac.period($0) }) {
            return DateReading(days: days, end: word.end, plainness: .plain, isEnd: true)
        }
        guard let word = match(.endOf, at: index) else { return nil }
        for start in [word.end, skipping(.article, at: word.end), skipping(.of, at: word.end)] {
            if let name = match(.timeUnit, at: start), let days = TimeUnit(rawValue: name.value).flatMap({ almanac.period($0) }) {
                return DateReading(days: days, end: name.end, plainness: .plain, isEnd: true)
            }
            if let reading = period(at: start) ?? (match(.endOf, at: start) == nil ? namedPeriod(at: start) : nil) {
                return DateReading(days: reading.days, end: reading.end, plainness: .plain, isEnd: true)
            }
        }
        return nil
    }

    /// "this year", "next month", "le mois prochain", "el año que viene".
    private func period(at index: Int) -> DateReading? {
        let isThis = match(.this, at: index) != nil
        let before = match(.this, at: index) ?? match(.next, at: index)
        guard let name = match(.timeUnit, at: before?.end ?? skipping(.article, at: index)) else { return nil }
        let after = match(.nextAfter, at: name.end)
        guard before != nil || after != nil, let unit = TimeUnit(rawValue: name.value),
            let days = almanac.period(unit, later: isThis ? 0 : 1)
        else { return nil }
        return DateReading(days: days, end: after?.end ?? name.end, plainness: .plain)
    }

    /// A month, quarter or year by its name.
    private func namedPeriod(at index: Int) -> DateReading? {
        quarter(at: index) ?? month(at: index) ?? yearAlone(at: index)
    }
}
