/// Dates by the calendar: 2026-12-31, 31.12., "Dec 31", "le 1er mai 2027", "Q3", "June".
extension QuickAddParser {
    func date(at index: Int) -> DateReading? {
        guard line.isFree(index) else { return nil }
        return numericDate(at: index) ?? dayAndMonth(at: index) ?? monthAndDay(at: index) ?? relativeDate(at: index)
            ?? dayAlone(at: index)
            ?? weekday(at: index) ?? quarter(at: index) ?? month(at: index) ?? yearAlone(at: index)
    }

    /// Digits that stand by themselves from 1 on, at most four of them.
    private func digits(_ index: Int, glued: Bool = true) -> Int? {
        guard isDigits(index), line.isGlued(index) == glued, line.tokens[index].text.count <= 4 else { return nil }
        return Int(line.tokens[index].text)
    }

    func numericDate(at index: Int) -> DateReading? {
        guard startsNumber(index), isDigits(index), let first = Int(line.tokens[index].text.prefix(5)), line.isFree(index + 1),
            line.isGlued(index + 1), let second = digits(index + 2)
        else { return nil }
        let separator = line.tokens[index + 1].text
        guard [".", "/", "-"].contains(separator) else { return nil }
        let hasThird = line.reads(separator, at: index + 3) && line.isGlued(index + 3)
        if hasThird, isDigits(index + 4), line.isGlued(index + 4) {
            guard let third = digits(index + 4), !isDigits(index + 6) || !line.isGlued(index + 6) else { return nil }
            if line.tokens[index].text.count == 4 {
                return reading(Day(year: first, month: second, day: third), end: index + 5, .plain)
            }
            let year = line.tokens[index + 4].text.count == 2 ? 2_000 + third : third
            return ordered(first, second, separator).flatMap {
                reading(Day(year: year, month: $0.month, day: $0.day), end: index + 5, .plain)
            }
        }
        // Without a year "2.5" is a number, and "1-2" nothing; "31.12." and "31.12" are dates.
        let isDotted = separator == "." && (hasThird || line.tokens[index + 2].text.count == 2)
        guard isDotted || separator == "/", let date = ordered(first, second, separator) else { return nil }
        return reading(almanac.next(month: date.month, day: date.day), end: hasThird ? index + 4 : index + 3, .numeric)
    }

    /// Which is the day and which the month: the day comes first with dots and outside English; with a slash and no language
    /// only a number above 12, or two equal ones, can tell.
    private func ordered(_ first: Int, _ second: Int, _ separator: String) -> (day: Int, month: Int)? {
        if separator == "." { return (first, second) }
        if first > 12 || first == second { return (first, second) }
        if second > 12 { return (second, first) }
        return switch language {
        case nil: nil
        case .english: (second, first)
        case .german, .french, .spanish: (first, second)
        }
    }

    /// "31 Dec", "31. Dezember 2026", "1er mai", "15 de mayo de 2027", "15th of May".
    func dayAndMonth(at index: Int) -> DateReading? {
        guard startsNumber(index), isDigits(index), line.tokens[index].text.count <= 2, let day = Int(line.tokens[index].text) else {
            return nil
        }
        guard let month = monthName(at: skipping(.of, at: skippingOrdinal(index + 1))) else { return nil }
        return dated(day: day, month: month)
    }

    /// "Dec 31", "December 31st, 2026".
    private func monthAndDay(at index: Int) -> DateReading? {
        guard let month = monthName(at: index), let day = digits(month.end, glued: false), line.tokens[month.end].text.count <= 2 else {
            return nil
        }
        // A dot ends the sentence rather than the ordinal.
        let end = line.reads(".", at: month.end + 1) ? month.end + 1 : skippingOrdinal(month.end + 1)
        guard !isWord(end) || !line.isGlued(end) else { return nil }
        return dated(day: day, month: Lexicon.Match(value: month.value, end: end))
    }

    /// The token after "st", "er" or "." right behind a number.
    func skippingOrdinal(_ index: Int) -> Int { line.isGlued(index) ? skipping(.ordinal, at: index) : index }

    /// "the 15th", "zum 15.", "le 15" at the end of a clause; "the 5" is no date.
    private func dayAlone(at index: Int) -> DateReading? {
        guard isDigits(index), let article = match(.article, at: index - 1), article.end == index, line.tokens[index].text.count <= 2,
            let day = Int(line.tokens[index].text)
        else { return nil }
        let end = skippingOrdinal(index + 1)
        // "bis zum 15. zahlen", but "zum 15. Geburtstag"
        let isOrdinal = end > index + 1
        let isGerman = isOrdinal && line.reads(".", at: index + 1) && line.isFree(end) && !line.tokens[end].isCapitalized
        guard isGerman || endsClause(end), isOrdinal || !line.reads("the", at: index - 1) else { return nil }
        return reading(almanac.next(day: day), end: end, .numeric)
    }

    private func dated(day: Int, month: Lexicon.Match) -> DateReading? {
        if let year = year(at: month.end) {
            return reading(Day(year: year.value, month: month.value, day: day), end: year.end, .plain)
        }
        return reading(almanac.next(month: month.value, day: day), end: month.end, .closing)
    }

    func month(at index: Int) -> DateReading? {
        guard let month = monthName(at: index) else { return nil }
        let year = year(at: month.end)
        return almanac.month(month.value, year: year?.value).map {
            DateReading(days: $0, end: year?.end ?? month.end, plainness: .period)
        }
    }

    func quarter(at index: Int) -> DateReading? {
        guard let letter = match(.quarter, at: index), let number = digits(letter.end), (1...4).contains(number) else { return nil }
        let year = year(at: letter.end + 1)
        return almanac.quarter(number, year: year?.value).map {
            DateReading(days: $0, end: year?.end ?? letter.end + 1, plainness: .period)
        }
    }

    func yearAlone(at index: Int) -> DateReading? {
        guard let year = year(at: index), year.end == index + 1 else { return nil }
        return almanac.year(year.value).map { DateReading(days: $0, end: year.end, plainness: .period) }
    }

    /// The year of a date: four digits, this year or later, perhaps after "of" or a comma.
    private func year(at index: Int) -> Lexicon.Match? {
        for start in [index, skipping(.of, at: index), line.reads(",", at: index) ? index + 1 : index] {
            guard let value = digits(start, glued: false), value >= almanac.today.year, value <= 2_200, line.tokens[start].text.count == 4,
                !line.isGlued(start + 1) || endsClause(start + 1)
            else { continue }
            return Lexicon.Match(value: value, end: start + 1)
        }
        return nil
    }

    func monthName(at index: Int) -> Lexicon.Match? {
        match(.month, at: index).map { Lexicon.Match(value: $0.value, end: skippingDot($0.end)) }
    }

    /// The token after the dot of an abbreviation, where the text goes on.
    func skippingDot(_ index: Int) -> Int {
        line.reads(".", at: index) && line.isGlued(index) && line.isFree(index + 1) ? index + 1 : index
    }

    private func reading(_ day: Day?, end: Int, _ plainness: DateReading.Plainness) -> DateReading? {
        day.map { DateReading(days: $0...$0, end: end, plainness: plainness) }
    }

    /// "Friday", "next Friday", "vendredi prochain", "Friday, 15 May".
    private func weekday(at index: Int) -> DateReading? {
        let isNext = match(.next, at: index) != nil
        let start = match(.next, at: index)?.end ?? skipping(.this, at: index)
        guard let name = match(.weekday, at: start) ?? match(.shortWeekday, at: start) else { return nil }
        let end = skippingDot(name.end)
        let comma = skipping(.article, at: line.reads(",", at: end) ? end + 1 : end)
        if let full = dayAndMonth(at: comma) ?? monthAndDay(at: comma) ?? numericDate(at: comma) { return full }

        let after = match(.nextAfter, at: end)
        let day = almanac.next(weekday: name.value)
        let isLater = day == almanac.today && (isNext || after != nil)
        let isShort = match(.weekday, at: start) == nil
        let plainness: DateReading.Plainness =
            isNext || after != nil || start > index ? .plain : !isShort ? .closing : line.tokens[index].isCapitalized ? .numeric : .faint
        return reading(isLater ? day.advanced(by: 7) : day, end: skipping(.dayPart, at: after?.end ?? end), plainness)
    }
}
