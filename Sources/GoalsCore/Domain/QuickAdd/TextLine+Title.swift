extension TextLine {
    /// What stays of these tokens, with single spaces, tidy where something was taken out, and no longer than a title may be.
    ///
    /// Empty when nothing visible is left.
    func title(of range: Range<Int>, leavingOut isLeftOut: (Claim) -> Bool) -> String {
        var title = ""
        var (needsSpace, isSeam) = (false, false)
        for index in range {
            let token = tokens[index]
            needsSpace = needsSpace || token.isSpaced
            if let claim = claim(of: index), isLeftOut(claim) {
                isSeam = true
                continue
            }
            if isSeam, Self.joins.contains(token.text), title.last.map({ Self.joins.contains(String($0)) }) ?? true { continue }
            if isSeam, Self.closers.contains(token.text) { needsSpace = token.isSpaced }
            if needsSpace, !title.isEmpty { title += " " }
            title += isSeam && title.isEmpty ? capitalized(index, like: range.lowerBound) : text(index..<index + 1)
            (needsSpace, isSeam) = (false, false)
        }
        if isSeam {
            while let last = title.last, last == " " || Self.joins.contains(String(last)) { title.removeLast() }
        }
        return Self.shortened(title)
    }

    /// Marks that join two parts; one is too many where a part is gone.
    private static let joins: Set<String> = [",", ";", ":", "-", "–", "—", "/", "&", "+"]
    private static let closers: Set<String> = [",", ";", ":", ".", "!", "?", ")", "]"]

    /// The token that now begins the title; a plain lower-case word takes over the capital of the one that did.
    private func capitalized(_ index: Int, like first: Int) -> String {
        let word = scalars[tokens[index].range]
        guard tokens[first].isCapitalized, !isGlued(index + 1), let initial = word.first, word.allSatisfy(\.properties.isLowercase) else {
            return text(index..<index + 1)
        }
        var rest = String.UnicodeScalarView()
        rest.append(contentsOf: word.dropFirst())
        return initial.properties.titlecaseMapping + String(rest)
    }

    private static func shortened(_ title: String) -> String {
        var title = TextLimit.title.beginning(of: title)
        while title.last?.isWhitespace == true { title.removeLast() }
        return title.unicodeScalars.allSatisfy(\.properties.isDefaultIgnorableCodePoint) ? "" : title
    }
}
