/// "every day", "weekly", "on Mondays and Thursdays": how often, by itself.
extension QuickAddParser {
    struct Rhythm {
        var period: Period
        var weekdays: Weekdays = .all
    }

    /// The first rhythm of the line.
    mutating func takeRhythm() -> Rhythm? {
        var index = 0
        while index < line.count {
            if followsPreposition(index), let list = weekdayList(at: index) {
                // "by Monday, Tuesday or Friday" is no rhythm, nor are its last days.
                index = list.end
                continue
            }
            if let every = match(.everyPeriod, at: index), let period = Period(number: every.value) {
                if period == .day, let except = match(.except, at: every.end), let days = weekdayList(at: except.end), days.days != .all {
                    line.claim(index..<days.end, as: .measure)
                    return Rhythm(period: .day, weekdays: .all.subtracting(days.days))
                }
                // "on the first Monday of every month"
                line.claim(index..<every.end, as: .measure, staysInTitle: match(.of, at: index - 1) != nil)
                return Rhythm(period: period)
            }
            if let every = match(.everyMorning, at: index), let period = Period(number: every.value) {
                line.claim(index..<every.end, as: .measure, staysInTitle: true)
                return Rhythm(period: period)
            }
            if let (weekdays, end) = weekdays(at: index) {
                line.claim(index..<end, as: .measure)
                return Rhythm(period: .day, weekdays: weekdays)
            }
            index += 1
        }
        return nil
    }

    /// "Meditate daily", and with a title that needs it "Daily standup"; inside a title, as in "Write the weekly report", it says
    /// something else.
    mutating func takeAdverb() -> Rhythm? {
        for index in 0..<line.count {
            guard let adverb = match(.adverb, at: index), let period = Period(number: adverb.value) else { continue }
            let isLast = endsClause(adverb.end)
            guard isLast || index == 0 || endsClause(index - 1) else { continue }
            line.claim(index..<adverb.end, as: .measure, staysInTitle: !isLast)
            return Rhythm(period: period)
        }
        return nil
    }

    /// "weekdays", "every Monday", "Mondays", "Mon, Wed and Fri", "from Monday to Friday"; a single "Monday" is a date.
    private func weekdays(at index: Int) -> (Weekdays, end: Int)? {
        let afterOn = skipping(.on, at: index)
        if let group = match(.workdays, at: index) ?? match(.workdays, at: afterOn) { return (.workdays, group.end) }
        if let group = match(.weekend, at: index) ?? match(.weekend, at: afterOn) { return (.weekend, group.end) }

        let every = followsPreposition(index) ? nil : match(.every, at: index)
        let openers = [every?.end, match(.stretch, at: index)?.end, match(.from, at: index)?.end, afterOn, index]
        for opener in openers {
            guard let opener, let list = weekdayList(at: opener), !beginsCalendarDate(list.end) else { continue }
            if opener == every?.end || list.count >= 2 || list.isPlural { return (list.days, list.end) }
        }
        return nil
    }

    /// "le vendredi 15 mai" is one day.
    private func beginsCalendarDate(_ index: Int) -> Bool { dayAndMonth(at: index) != nil || numericDate(at: index) != nil }

    private typealias WeekdayList = (days: Weekdays, count: Int, isPlural: Bool, end: Int)

    private func weekdayList(at index: Int) -> WeekdayList? {
        guard let first = weekdayName(at: index) else { return nil }
        var list: WeekdayList = (Weekdays(weekday: first.value), 1, match(.pluralWeekday, at: index) != nil, first.end)
        if let through = match(.through, at: list.end), let last = weekdayName(at: through.end) {
            for offset in 0...(last.value - first.value + 7) % 7 { list.days.insert(Weekdays(weekday: (first.value - 1 + offset) % 7 + 1)) }
            return (list.days, 2, false, last.end)
        }
        while let next = joinedWeekday(at: list.end) {
            list.days.insert(Weekdays(weekday: next.value))
            list.count += 1
            list.end = next.end
        }
        list.end = skipping(.dayPart, at: list.end)
        return list
    }

    /// The day in ", Wed", "and on Friday", ", and every Friday".
    private func joinedWeekday(at index: Int) -> Lexicon.Match? {
        var next = line.reads(",", at: index) ? index + 1 : index
        next = skipping(.and, at: next)
        guard next > index else { return nil }
        return weekdayName(at: next) ?? weekdayName(at: skipping(.on, at: next)) ?? weekdayName(at: skipping(.every, at: next))
            ?? weekdayName(at: skipping(.article, at: next))
    }

    /// A day's name, with the dot of its abbreviation. Two letters ("So", "Do") count with a capital only.
    private func weekdayName(at index: Int) -> Lexicon.Match? {
        if let name = match(.weekday, at: index) ?? match(.pluralWeekday, at: index) { return name }
        guard let name = match(.shortWeekday, at: index), line.tokens[index].text.count > 2 || line.tokens[index].isCapitalized else {
            return nil
        }
        return Lexicon.Match(value: name.value, end: skippingDot(name.end))
    }

    /// Whether "before", "until" or the like, which want a date, stand before a token.
    private func followsPreposition(_ index: Int) -> Bool {
        (max(0, index - 3)..<index).contains { start in
            [.due, .before, .start].contains { (role: WordRole) in match(role, at: start)?.end == index }
        }
    }
}

extension Period {
    /// The period of a phrase, as the vocabularies number them.
    init?(number: Int) {
        guard Self.allCases.indices.contains(number - 1) else { return nil }
        self = Self.allCases[number - 1]
    }
}
