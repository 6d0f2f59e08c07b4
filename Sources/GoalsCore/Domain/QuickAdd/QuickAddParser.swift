/// Reads one line, recognizer after recognizer. Each claims the tokens that it understands, so that no later one does.
struct QuickAddParser {
    /// For each token the phrases that begin with it: looked up once, asked for in every role.
    private let phrases: [[Lexicon.Phrase]]
    let language: Language?
    let almanac: Almanac
    var line: TextLine

    init(_ text: String, today: Day, weekStart: Int, language: Language?) {
        let line = TextLine(text)
        let lexicon = Lexicon.of(language)
        phrases = line.tokens.map { lexicon.phrases(beginningWith: $0.text) }
        self.language = language
        almanac = Almanac(today: today, weekStart: weekStart)
        self.line = line
    }

    mutating func draft() -> GoalDraft {
        protect()
        let weight = takeWeight()
        let tags = takeTags()
        let priority = takePriority()
        let parent = takeParent()
        let span = takeSpan()
        var rhythm = takeRhythm()
        let (start, due) = takeDates()
        if rhythm == nil { rhythm = takeAdverb() }
        let measure = span ?? takeMeasure(rhythm: rhythm, isDue: due != nil)

        var draft = GoalDraft(title: title(from: parent?.end ?? 0), measure: measure, understood: line.spans())
        (draft.start, draft.due, draft.tags, draft.priority) = (start, due, tags, priority ?? 0)
        draft.weight = weight ?? Quantity(1)
        draft.parentTitle = parent?.title
        return draft
    }

    /// What is not shown elsewhere. A text of nothing but dates and measures is its own title.
    private func title(from start: Int) -> String {
        let short = line.title(of: start..<line.count) { !$0.staysInTitle }
        guard short.isEmpty else { return short }
        return line.title(of: start..<line.count) { !$0.staysInTitle && ![.start, .due, .measure].contains($0.kind) }
    }

    /// The longest phrase of a role that begins at a token and that nobody has claimed.
    func match(_ role: WordRole, at index: Int) -> Lexicon.Match? {
        guard line.isFree(index) else { return nil }
        for phrase in phrases[index] where phrase.role == role {
            let end = index + phrase.words.count
            if end <= line.count, zip(index..<end, phrase.words).allSatisfy({ line.reads($1, at: $0) }) {
                return Lexicon.Match(value: phrase.value, end: end)
            }
        }
        return nil
    }

    /// The token after a phrase of a role, or the token itself where there is none.
    func skipping(_ role: WordRole, at index: Int) -> Int { match(role, at: index)?.end ?? index }

    /// Whether a clause ends before this token: with the text, a mark, or something understood.
    func endsClause(_ index: Int) -> Bool {
        guard line.isFree(index) else { return true }
        let token = line.tokens[index]
        return token.kind == .symbol && [",", ".", ";", ":", "!", "?", ")", "(", "–", "—", "…"].contains(token.text)
    }

    func isWord(_ index: Int) -> Bool { line.isFree(index) && line.tokens[index].kind == .word }
    func isDigits(_ index: Int) -> Bool { line.isFree(index) && line.tokens[index].kind == .digits }

    /// The small number that begins at a token, in digits or as a word.
    func smallNumber(at index: Int) -> Lexicon.Match? {
        if isDigits(index), startsNumber(index), line.tokens[index].text.count <= 4, let value = Int(line.tokens[index].text) {
            return Lexicon.Match(value: value, end: index + 1)
        }
        return match(.numeral, at: index)
    }
}
