/// What is to stay at or below an amount. The words stay in the title, which would otherwise say the opposite.
extension QuickAddParser {
    private struct Cap {
        let amount: Amount
        let tokens: Range<Int>
        /// Said of a value rather than of a sum: "under 4 h".
        var isBelow = false
    }

    /// A habit at most with a period, else a limit: of the latest value for levels, with "keep", and for "under" without a due day.
    mutating func takeLimit(rhythm: Rhythm?, isDue: Bool) -> Measure? {
        guard let cap = firstCap(rhythm: rhythm) else { return nil }
        line.claim(cap.tokens, as: .measure, staysInTitle: true)
        let period = takePeriod(after: cap.amount)
        if let habit = habit(cap.amount, rhythm: self.rhythm(rhythm, in: period), atMost: true) { return habit }
        let isValue = cap.amount.isLevel || has(.keep) || (cap.isBelow && !isDue)
        return .limit(Measure.Limit(unit: cap.amount.unit, limit: cap.amount.value, aggregate: isValue ? .last : .sum))
    }

    private func firstCap(rhythm: Rhythm?) -> Cap? {
        (0..<line.count).lazy.compactMap { cap(at: $0, rhythm: rhythm) }.first
    }

    private func cap(at index: Int, rhythm: Rhythm?) -> Cap? {
        if let word = match(.atMost, at: index) ?? negatedMoreThan(at: index), let amount = amount(at: word.end, .any),
            amount.value >= .zero, isGoal(amount, rhythm: rhythm, asLimit: true)
        {
            return Cap(amount: amount, tokens: index..<amount.tokens.upperBound)
        }
        if let word = match(.below, at: index), let amount = amount(at: word.end, .countable), amount.value >= .zero,
            amount.kind == .counted
        {
            return Cap(amount: amount, tokens: index..<amount.tokens.upperBound, isBelow: true)
        }
        // "3 beers max"
        if let amount = amount(at: index, .countable), amount.value >= .zero, let word = match(.atMost, at: amount.tokens.upperBound),
            endsClause(word.end) || hasPeriod(after: amount)
        {
            return Cap(amount: amount, tokens: index..<word.end)
        }
        return nil
    }

    /// "Don't spend more than", "No gastar más de".
    private func negatedMoreThan(at index: Int) -> Lexicon.Match? {
        guard let word = match(.moreThan, at: index), (max(0, index - 5)..<index).contains(where: { match(.negation, at: $0) != nil })
        else {
            return nil
        }
        return word
    }
}
