/// Measures of one number: an amount, a limit, a habit.
extension QuickAddParser {
    /// What the amounts that are left and the rhythm make together; of several amounts a limit comes first, then "5 times".
    mutating func takeMeasure(rhythm: Rhythm?, isDue: Bool) -> Measure {
        if let limit = takeLimit(rhythm: rhythm, isDue: isDue) { return limit }
        let amounts = amounts()
        let amount =
            amounts.first { $0.kind == .times && (rhythm != nil || hasPeriod(after: $0)) }
            ?? firstGoal(among: amounts, rhythm: rhythm)
        guard let amount else { return habit(nil, rhythm: rhythm) ?? .done }
        let period = takePeriod(after: amount)
        let isHabit = period != nil || rhythm != nil
        let leavesTitle = isHabit && amount.kind != .counted
        line.claim(leavesTitle ? withAtLeast(amount.tokens) : amount.tokens, as: .measure, staysInTitle: !leavesTitle)
        if let habit = habit(amount, rhythm: self.rhythm(rhythm, in: period)) { return habit }
        return .number(Measure.Number(unit: amount.unit, target: amount.value, aggregate: has(.reach) ? .last : .sum))
    }

    /// All amounts that could be goals, without overlaps.
    private func amounts() -> [Amount] {
        var found: [Amount] = []
        var index = 0
        while index < line.count {
            if let amount = amount(at: index, .countable), amount.value > .zero, !isTime(amount), match(.every, at: index - 1) == nil {
                found.append(amount)
                index = amount.tokens.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    /// The first that is a habit, or a sum where the line as a whole allows for one.
    private func firstGoal(among amounts: [Amount], rhythm: Rhythm?) -> Amount? {
        let allowsSums = !skipsPeriods
        // "Weigh 75 kg" and "Reach 75 kg" say nothing of where one comes from.
        let allowsLevels = !has(.standing) && !has(.reach)
        return amounts.first { amount in
            guard isGoal(amount, rhythm: rhythm) else { return false }
            return rhythm != nil || hasPeriod(after: amount) || (allowsSums && (allowsLevels || !amount.isLevel))
        }
    }

    /// Whether an amount is enough for a goal: a bare number is only with a period right after it, "twice" only with a rhythm.
    func isGoal(_ amount: Amount, rhythm: Rhythm?, asLimit: Bool = false) -> Bool {
        let (start, end) = (amount.tokens.lowerBound, amount.tokens.upperBound)
        let hasRhythm = rhythm != nil || hasPeriod(after: amount)
        return switch amount.kind {
        case .counted:
            hasRhythm || asLimit || isSum(amount)
        case .times: hasRhythm || isDigits(start)
        case .bare: asLimit || periodPhrase(at: end) != nil
        }
    }

    /// Whether an amount can be what is to add up: not a share, "a book", "for 3 people" or "in 50 minutes".
    private func isSum(_ amount: Amount) -> Bool {
        let start = amount.tokens.lowerBound
        return amount.unit != "%" && (amount.value > Quantity(1) || !isWord(start) || isCurrency(start))
            && match(.lasting, at: start - 1) == nil && match(.ahead, at: start - 1) == nil
    }

    /// "every other day", "every 2 weeks": what is to be done then is no sum.
    private var skipsPeriods: Bool {
        (0..<line.count).contains { index in
            match(.everyOther, at: index) != nil || match(.every, at: index).map { isDigits($0.end) } == true
        }
    }

    func has(_ role: WordRole) -> Bool { (0..<line.count).contains { match(role, at: $0) != nil } }

    /// "at 7", "um 8 Uhr".
    private func isTime(_ amount: Amount) -> Bool {
        (max(0, amount.tokens.lowerBound - 2)..<amount.tokens.lowerBound).contains {
            match(.at, at: $0)?.end == amount.tokens.lowerBound
        }
    }

    private func withAtLeast(_ tokens: Range<Int>) -> Range<Int> {
        let start = (max(0, tokens.lowerBound - 3)..<tokens.lowerBound).first {
            // "30 min 4 times" has a unit there.
            match(.atLeast, at: $0)?.end == tokens.lowerBound && !isDigits($0 - 1)
        }
        return (start ?? tokens.lowerBound)..<tokens.upperBound
    }

    func habit(_ amount: Amount?, rhythm: Rhythm?, atMost: Bool = false) -> Measure? {
        guard let rhythm else { return nil }
        return .habit(
            Measure.Habit(
                unit: amount?.kind == .counted ? amount?.unit ?? "" : "", times: amount?.value ?? Quantity(1), period: rhythm.period,
                weekdays: rhythm.weekdays, atMost: atMost))
    }

    /// The rhythm with the period after the amount, which goes first; chosen weekdays are for habits by the day.
    func rhythm(_ rhythm: Rhythm?, in period: Period?) -> Rhythm? {
        guard let period else { return rhythm }
        return Rhythm(period: period, weekdays: period == .day ? rhythm?.weekdays ?? .all : .all)
    }

    func hasPeriod(after amount: Amount) -> Bool { period(after: amount) != nil }

    mutating func takePeriod(after amount: Amount) -> Period? {
        guard let (period, tokens) = period(after: amount) else { return nil }
        line.claim(tokens, as: .measure)
        return period
    }

    /// How many tokens a period may stand away from its amount.
    private static let reach = 24

    /// "a week" right after the amount, or at the end of a clause; "per week" anywhere after it.
    private func period(after amount: Amount) -> (Period, Range<Int>)? {
        let end = amount.tokens.upperBound
        var isNewClause = false
        for index in end..<min(end + Self.reach, line.count) {
            // "24 books, 2 a month": the period is the other number's.
            isNewClause = isNewClause || endsClause(index)
            guard !isNewClause || !isDigits(index) else { return nil }
            guard let phrase = periodPhrase(at: index), let period = Period(number: phrase.value),
                index == end || endsClause(phrase.end) || match(.perPeriod, at: index) != nil
            else { continue }
            return (period, index..<phrase.end)
        }
        return nil
    }

    /// "per week", "a week".
    func periodPhrase(at index: Int) -> Lexicon.Match? { match(.perPeriod, at: index) ?? match(.aPeriod, at: index) }
}
