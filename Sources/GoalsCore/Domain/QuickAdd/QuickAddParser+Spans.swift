/// Measures of two numbers: from one to the other, or between them.
extension QuickAddParser {
    /// "from 82 to 75 kg", "82 → 75 kg", "between 70 and 72 kg".
    mutating func takeSpan() -> Measure? {
        for index in 0..<line.count where line.isFree(index) {
            if let between = match(.between, at: index), let pair = pair(at: between.end, joinedBy: .and), pair.low.value < pair.high.value
            {
                claim(pair, from: index)
                return .range(Measure.Bounds(unit: pair.unit, low: pair.low.value, high: pair.high.value))
            }
            let from = match(.from, at: index) ?? match(.stretch, at: index)
            guard let pair = from.flatMap({ self.pair(at: $0.end, joinedBy: .to) }) ?? arrowPair(at: index),
                pair.low.value != pair.high.value, !isYears(pair)
            else { continue }
            claim(pair, from: index)
            return .number(Measure.Number(unit: pair.unit, baseline: pair.low.value, target: pair.high.value, aggregate: .last))
        }
        return nil
    }

    private typealias Pair = (low: Amount, high: Amount, unit: String)

    /// With "a day" behind it, which these measures have no place for.
    private mutating func claim(_ pair: Pair, from start: Int) {
        let end = pair.high.tokens.upperBound
        line.claim(start..<(periodPhrase(at: end)?.end ?? end), as: .measure)
    }

    private func pair(at index: Int, joinedBy role: WordRole) -> Pair? {
        guard let first = amount(at: index, .countable), let joint = match(role, at: first.tokens.upperBound),
            let second = amount(at: joint.end, .countable), first.kind != .times, second.kind != .times,
            // "from 9 to 5 pm", "from 1 to 31 May"
            match(.clock, at: second.tokens.upperBound) == nil,
            monthName(at: skipping(.of, at: skippingOrdinal(second.tokens.upperBound))) == nil
        else { return nil }
        return (first, second, second.unit.isEmpty ? first.unit : second.unit)
    }

    /// Without "from" only an arrow is clear.
    private func arrowPair(at index: Int) -> Pair? {
        guard let first = amount(at: index, .countable), let pair = pair(at: index, joinedBy: .to) else { return nil }
        let joint = line.tokens[first.tokens.upperBound].text
        return ["→", "-", "="].contains(joint) ? pair : nil
    }

    /// "from 2026 to 2027".
    private func isYears(_ pair: Pair) -> Bool {
        let years = Quantity(1_900)...Quantity(2_200)
        return pair.unit.isEmpty && years.contains(pair.low.value) && years.contains(pair.high.value)
    }
}
