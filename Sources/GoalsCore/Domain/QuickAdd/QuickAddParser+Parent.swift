extension QuickAddParser {
    /// "Ship v2 / Launch site": what stands before the last slash with spaces around it, and the token after the slash.
    mutating func takeParent() -> (title: String, end: Int)? {
        for slash in (0..<line.count).reversed() where line.reads("/", at: slash) {
            guard !line.isGlued(slash), !line.isGlued(slash + 1), (slash + 1..<line.count).contains(where: isTitle), !isRate(slash) else {
                continue
            }
            let title = line.title(of: 0..<slash) { !$0.staysInTitle }
            guard !title.isEmpty else { return nil }
            var first: Int?
            for index in 0...slash + 1 {
                if index <= slash, line.isFree(index) {
                    first = first ?? index
                } else if let start = first {
                    line.claim(start..<index, as: .parent)
                    first = nil
                }
            }
            return (title, slash + 1)
        }
        return nil
    }

    private func isTitle(_ index: Int) -> Bool { line.claim(of: index)?.staysInTitle ?? true }

    /// "200 € / month", "24 / 7": no way down.
    private func isRate(_ slash: Int) -> Bool {
        if isDigits(slash - 1), isDigits(slash + 1) { return true }
        return match(.perPeriod, at: slash) != nil
            && (max(0, slash - 3)..<slash).contains { amount(at: $0, .any)?.tokens.upperBound == slash }
    }
}
