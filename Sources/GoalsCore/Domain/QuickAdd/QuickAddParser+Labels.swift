/// Weight, tags and priority: marks rather than words.
extension QuickAddParser {
    /// "(weight 2)", "(Gewicht: 2,5)", "w=2".
    mutating func takeWeight() -> Quantity? {
        for index in 0..<line.count {
            guard let word = match(.weight, at: index), !line.isGlued(index) || line.reads("(", at: index - 1) else { continue }
            let isAssigned = line.reads("=", at: word.end) && line.isGlued(word.end)
            let isInBrackets = line.reads("(", at: index - 1)
            let start = isAssigned || line.reads(":", at: word.end) ? word.end + 1 : word.end
            guard isAssigned || isInBrackets, let number = number(at: start), !number.isShort,
                number.value > .zero, number.value <= Quantity(1_000)
            else { continue }
            guard isInBrackets ? line.reads(")", at: number.end) : !isWord(number.end) || !line.isGlued(number.end) else { continue }
            line.claim(index..<number.end, as: .weight)
            return number.value
        }
        return nil
    }

    /// "#health": letters, digits, "-" and "_" with at least one letter, between white space or marks. The first 20, each once.
    mutating func takeTags() -> [String] {
        var tags: [String] = []
        var seen: Set<String> = []
        for index in 0..<line.count {
            guard line.reads("#", at: index), !line.isGlued(index) || line.reads("(", at: index - 1) else { continue }
            var end = index + 1
            while line.isFree(end), line.isGlued(end), isTagPart(end) { end += 1 }
            guard (index + 1..<end).contains(where: isWord), !line.isGlued(end) || endsClause(end) else { continue }
            let tag = line.text(index + 1..<end)
            guard TextLimit.tag.allows(tag), seen.contains(tag.lowercased()) || seen.count < 20 else { continue }
            if seen.insert(tag.lowercased()).inserted { tags.append(tag) }
            line.claim(index..<end, as: .tag)
        }
        return tags
    }

    private func isTagPart(_ index: Int) -> Bool {
        line.tokens[index].kind != .symbol || ["-", "_"].contains(line.tokens[index].text)
    }

    /// "!1" to "!3", or one to three "!", as a word of its own; the first counts.
    mutating func takePriority() -> Int? {
        for index in 0..<line.count where line.reads("!", at: index) && !line.isGlued(index) {
            var end = index + 1
            while line.reads("!", at: end), line.isGlued(end) { end += 1 }
            var priority = end - index
            if priority == 1, isDigits(end), line.isGlued(end), let number = Int(line.tokens[end].text) {
                priority = number
                end += 1
            }
            guard (1...3).contains(priority), !line.isGlued(end) else { continue }
            line.claim(index..<end, as: .priority)
            return priority
        }
        return nil
    }
}
