/// Numbers with what they count.
extension QuickAddParser {
    struct Amount {
        enum Kind {
            /// "5 km", "200 €", "24 books".
            case counted
            /// "5 times", "5x", "twice".
            case times
            /// "5"
            case bare
        }

        var tokens: Range<Int>
        let value: Quantity
        let unit: String
        let kind: Kind
        /// Whether the unit is that of a level rather than of something to add up.
        var isLevel = false
    }

    /// What may stand for the unit.
    enum UnitPolicy {
        /// A known unit, or a word that looks like a plural.
        case countable
        /// Any word but function words, or none: other words have made clear that it is an amount.
        case any
    }

    func amount(at index: Int, _ policy: UnitPolicy) -> Amount? {
        if let repeated = match(.repeated, at: index), match(.times, at: repeated.end) == nil {
            return Amount(tokens: index..<repeated.end, value: Quantity(repeated.value), unit: "", kind: .times)
        }
        if isCurrency(index), !line.isGlued(index), let number = number(at: index + 1) {
            return Amount(tokens: index..<number.end, value: number.value, unit: line.text(index..<index + 1), kind: .counted)
        }
        if let numeral = match(.numeral, at: index), isWord(index) {
            let number = Number(value: Quantity(numeral.value), end: numeral.end, isShort: false, isPlain: false)
            let isKnown = match(.unit, at: numeral.end) != nil || match(.times, at: numeral.end) != nil
            return policy == .any || isKnown ? amount(of: number, from: index, .any) : nil
        }
        return number(at: index).flatMap { amount(of: $0, from: index, policy) }
    }

    private func amount(of number: Number, from start: Int, _ policy: UnitPolicy) -> Amount? {
        let end = number.end
        if let times = match(.times, at: end), !isDigits(times.end), !number.isShort {
            let unit = line.tokens[end].kind == .word && line.tokens[end].text != "x" ? line.text(end..<times.end) : ""
            return Amount(tokens: start..<times.end, value: number.value, unit: unit, kind: .times)
        }
        // "3 days a week" is how often.
        if let days = match(.timeUnit, at: end), days.value == TimeUnit.day.rawValue, periodPhrase(at: days.end) != nil {
            return Amount(tokens: start..<days.end, value: number.value, unit: "", kind: .times)
        }
        if let unit = unit(after: number, from: start, policy) {
            let text = line.text(unit)
            guard TextLimit.unit.allows(text) else { return nil }
            return Amount(
                tokens: start..<unit.upperBound, value: number.value, unit: text, kind: .counted,
                isLevel: match(.level, at: unit.lowerBound) != nil)
        }
        // Glued to something else it is no number: 3D, 5th, 7am. "10k" alone is a distance as often as a number.
        guard !isWord(end) || !line.isGlued(end), !number.isShort || policy == .any else { return nil }
        return Amount(tokens: start..<end, value: number.value, unit: "", kind: .bare)
    }

    private func unit(after number: Number, from start: Int, _ policy: UnitPolicy) -> Range<Int>? {
        let end = number.end
        if isCurrency(end) || line.reads("%", at: end) { return end..<end + 1 }
        if line.reads("°", at: end), isWord(end + 1), line.isGlued(end + 1) { return end..<end + 2 }
        if let unit = match(.unit, at: end), !line.isGlued(unit.end) || !(isCompound(unit.end) || isDigits(unit.end)) {
            return end..<withDivisor(unit.end)
        }
        guard isWord(end), !line.isGlued(end), match(.function, at: end) == nil, match(.month, at: end) == nil,
            match(.weekday, at: end) == nil
        else { return nil }
        // "500 Spanish words"
        if let unit = match(.unit, at: end + 1), !line.isGlued(end + 1), line.tokens[end + 1].text.count >= 4 {
            return end + 1..<unit.end
        }
        let word = end..<compoundEnd(end + 1)
        guard policy == .countable, periodPhrase(at: word.upperBound) == nil else { return word }
        return isCountable(number, from: start) && looksPlural(word.upperBound - 1, from: start) ? word : nil
    }

    func isCurrency(_ index: Int) -> Bool {
        guard line.isFree(index) else { return false }
        return match(.currency, at: index) != nil
            || line.scalars[line.tokens[index].range.lowerBound].properties.generalCategory == .currencySymbol
    }

    /// "10 km/h": the unit goes on, unless that is "km/week".
    private func withDivisor(_ end: Int) -> Int {
        line.reads("/", at: end) && line.isGlued(end) && line.isGlued(end + 1) && isWord(end + 1) && match(.perPeriod, at: end) == nil
            ? end + 2 : end
    }

    private func isCompound(_ index: Int) -> Bool { line.reads("-", at: index) && isWord(index + 1) && line.isGlued(index + 1) }

    /// The end of "pull-up-bars".
    private func compoundEnd(_ index: Int) -> Int {
        var end = index
        while line.isGlued(end), isCompound(end), end < index + 4 { end += 2 }
        return end
    }

    /// Whether a number counts an unknown noun: a whole one of at least 2, no year, near the beginning, not "chapter 3".
    private func isCountable(_ number: Number, from start: Int) -> Bool {
        guard number.isPlain || number.value >= Quantity(1_000), number.value >= Quantity(2), number.value.micros % 1_000_000 == 0 else {
            return false
        }
        let isYear = number.isPlain && number.value >= Quantity(1_900) && number.value <= Quantity(2_200)
        return !isYear && wordsBefore(start) <= 2 && match(.label, at: start - 1) == nil
    }

    /// Whether a word looks like a plural: "books", "choux", and in German, where the number comes first, "Bücher".
    private func looksPlural(_ index: Int, from start: Int) -> Bool {
        let word = line.tokens[index]
        guard word.text.count >= 3 else { return false }
        if language != .german, word.text.hasSuffix("s") || word.text.hasSuffix("x") { return true }
        guard language == .german || (language == nil && wordsBefore(start) == 0), word.isCapitalized else { return false }
        return ["e", "n", "r", "s"].contains { word.text.hasSuffix($0) }
    }

    /// How many words stand before a token that nobody has claimed; counts to three.
    private func wordsBefore(_ index: Int) -> Int {
        (0..<index).lazy.filter(isWord).prefix(3).count
    }
}
