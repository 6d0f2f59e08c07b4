/// Numbers as people write them: 1,5 · 1.5 · 1 000,5 · 1.234,56 · 1,234.56 · 1'000 · 10k · 2 million.
extension QuickAddParser {
    struct Number {
        let value: Quantity
        /// The token after it.
        let end: Int
        /// Written with k for thousand.
        let isShort: Bool
        /// Written in digits alone.
        let isPlain: Bool
    }

    /// Whether a number may begin at a token: not inside a word, a date or a version.
    func startsNumber(_ index: Int) -> Bool {
        guard line.isGlued(index) else { return true }
        return ["(", "[", "\"", "“", "„", "«", "~", "≤", "≥", "<", ">", "=", "→", "€", "$", "£", "¥", "₹"]
            .contains(line.tokens[index - 1].text)
    }

    /// The number that begins at a token; nil also when it has more than six decimals or people may not enter it.
    func number(at index: Int) -> Number? {
        if line.reads("-", at: index) || line.reads("−", at: index), startsNumber(index), line.isGlued(index + 1) {
            guard let number = unsignedNumber(at: index + 1) else { return nil }
            return Number(value: -number.value, end: number.end, isShort: number.isShort, isPlain: false)
        }
        return startsNumber(index) ? unsignedNumber(at: index) : nil
    }

    private func unsignedNumber(at index: Int) -> Number? {
        guard isDigits(index) else { return nil }
        var (groups, separators, end) = ([line.tokens[index].text], [String](), index + 1)
        // Longer numbers than six groups nobody may enter.
        while groups.count <= 6, let (separator, next) = group(after: end - 1, groups: groups, separators: separators) {
            groups.append(line.tokens[next].text)
            separators.append(separator)
            end = next + 1
        }
        guard !continues(at: end), let text = decimal(groups, separators), var value = Quantity(text) else { return nil }
        let isShort = line.reads("k", at: end) && line.isGlued(end)
        if isShort {
            value = Quantity(micros: value.micros * 1_000)
            end += 1
        }
        let multiplier = isShort ? nil : match(.multiplier, at: end)
        if let multiplier {
            for _ in 0..<multiplier.value { value = Quantity(micros: value.micros * 1_000) }
            // "5 Mio. €", "2 millions d'euros"
            end = skipping(.of, at: skippingDot(multiplier.end))
        }
        guard value.isWithinLimit else { return nil }
        return Number(value: value, end: end, isShort: isShort, isPlain: groups.count == 1 && !isShort && multiplier == nil)
    }

    /// The separator and the token of the group of digits that continues a number after a token.
    private func group(after last: Int, groups: [String], separators: [String]) -> (String, Int)? {
        let next = last + 1
        if isDigits(next), !line.isGlued(next), line.tokens[next].range.lowerBound - line.tokens[last].range.upperBound == 1 {
            let isGroup = line.tokens[next].text.count == 3 && groups[0].count <= 3 && groups[0] != "0"
            return isGroup && separators.allSatisfy { $0 == " " } ? (" ", next) : nil
        }
        guard line.isFree(next), line.isGlued(next), [".", ",", "'"].contains(line.tokens[next].text), isDigits(next + 1),
            line.isGlued(next + 1)
        else { return nil }
        return (line.tokens[next].text, next + 1)
    }

    /// Whether digits go on as something that is no number: 24/7, 7:30, 10-12, 30-day, 1.2.3.4.5.6.7.8.
    private func continues(at index: Int) -> Bool {
        guard line.isFree(index), line.isGlued(index), line.isGlued(index + 1), line.tokens[index].kind == .symbol else { return false }
        switch line.tokens[index].text {
        case "/", ":", ".", ",", "'": return line.tokens[index + 1].kind == .digits
        case "-", "–", "_", "#": return true
        default: return false
        }
    }

    /// The JSON number that groups of digits and the separators between them mean; nil when they are no number.
    private func decimal(_ groups: [String], _ separators: [String]) -> String? {
        guard groups[0].count == 1 || !groups[0].hasPrefix("0") else { return nil }
        guard let last = separators.last else { return groups[0] }
        let earlier = Set(separators.dropLast())
        let isDecimal: Bool
        if last == " " || last == "'" {
            isDecimal = false
        } else if separators.count == 1 {
            isDecimal = !groupsThousands(last, groups)
        } else {
            isDecimal = !earlier.contains(last)
        }
        let whole = isDecimal ? groups.dropLast() : groups[...]
        let grouping = Set(isDecimal ? separators.dropLast() : separators)
        guard grouping.count <= 1, whole.count == 1 || (whole[0].count <= 3 && whole.dropFirst().allSatisfy { $0.count == 3 }) else {
            return nil
        }
        return whole.joined() + (isDecimal ? "." + groups[groups.count - 1] : "")
    }

    /// Whether the only separator of a number stands between thousands: exactly three digits follow it, one to three precede it,
    /// which are not 0, and the language, where it is known, does not say otherwise.
    private func groupsThousands(_ separator: String, _ groups: [String]) -> Bool {
        guard groups[1].count == 3, groups[0].count <= 3, groups[0] != "0" else { return false }
        return switch language {
        case nil: true
        case .english: separator == ","
        case .german, .french, .spanish: separator == "."
        }
    }
}
