extension QuickAddParser {
    /// Keeps names in quotation marks, addresses, file names and times of the day from being taken apart.
    mutating func protect() {
        protectQuotations()
        var start = 0
        while start < line.count {
            let end = (start + 1..<line.count).first { line.tokens[$0].isSpaced } ?? line.count
            if line.areFree(start..<end), isOpaque(start..<end) { line.claim(start..<end, as: nil, staysInTitle: true) }
            start = end
        }
    }

    private mutating func protectQuotations() {
        var index = 0
        // Where a mark is never closed, no later one of its kind is either.
        var unclosed: Set<String> = []
        while index < line.count {
            let mark = line.tokens[index].text
            guard let closers = Self.quotationMarks[mark], line.tokens[index].isSpaced, !unclosed.contains(mark) else {
                index += 1
                continue
            }
            if let end = (index + 1..<line.count).first(where: { closers.contains(line.tokens[$0].text) }) {
                line.claim(index..<end + 1, as: nil, staysInTitle: true)
                index = end
            } else {
                unclosed.insert(mark)
            }
            index += 1
        }
    }

    /// What closes each opening mark.
    private static let quotationMarks: [String: Set<String>] = [
        "\"": ["\""], "“": ["”"], "„": ["“", "”"], "«": ["»"], "»": ["«"],
    ]

    /// Whether tokens without spaces among them belong together: https://a.b, me@a.b, index.html, 7:30, a/b/c, C:\x.
    private func isOpaque(_ chunk: Range<Int>) -> Bool {
        guard chunk.count >= 3 else { return false }
        return chunk.dropFirst().dropLast().contains { index in
            let (before, after) = (line.tokens[index - 1], line.tokens[index + 1])
            switch line.tokens[index].text {
            case ":": return (before.kind == .digits && after.kind == .digits) || ["/", "\\"].contains(after.text)
            case "@": return before.kind != .symbol && after.kind != .symbol
            case ".": return before.kind == .word && after.kind == .word
            default: return false
            }
        }
    }
}
