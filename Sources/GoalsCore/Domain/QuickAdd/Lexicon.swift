/// The words of one or all languages, found by what they are for.
struct Lexicon: Sendable {
    struct Match {
        /// Which of the role's lists the phrase stands in, from 1.
        let value: Int
        /// The token after the phrase.
        let end: Int
    }

    struct Phrase: Sendable {
        let words: [String]
        let role: WordRole
        let value: Int
    }

    /// By their first word, the longest phrases first.
    private var phrases: [String: [Phrase]] = [:]

    private static let english = Lexicon([Vocabulary.shared, Vocabulary.english])
    private static let german = Lexicon([Vocabulary.shared, Vocabulary.german])
    private static let french = Lexicon([Vocabulary.shared, Vocabulary.french])
    private static let spanish = Lexicon([Vocabulary.shared, Vocabulary.spanish])
    private static let all = Lexicon([
        Vocabulary.shared, Vocabulary.english, Vocabulary.german, Vocabulary.french, Vocabulary.spanish,
    ])

    static func of(_ language: Language?) -> Lexicon {
        switch language {
        case .english: english
        case .german: german
        case .french: french
        case .spanish: spanish
        case nil: all
        }
    }

    /// Where vocabularies give one phrase of a role two values, the first one's counts.
    private init(_ vocabularies: [[WordRole: [String]]]) {
        for vocabulary in vocabularies {
            for (role, lists) in vocabulary {
                for (index, list) in lists.enumerated() {
                    for phrase in list.split(separator: ",") { add(phrase, for: role, value: index + 1) }
                }
            }
        }
        phrases = phrases.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    private mutating func add(_ phrase: Substring, for role: WordRole, value: Int) {
        // An elided word is one only before another: "l'" of "l'année".
        let isElided = phrase.last == "'"
        var words = TextToken.tokens(of: Array((isElided ? phrase + "x" : phrase).unicodeScalars)).map(\.text)
        if isElided { words.removeLast() }
        guard let first = words.first, !phrases(beginningWith: first).contains(where: { $0.role == role && $0.words == words }) else {
            return
        }
        phrases[first, default: []].append(Phrase(words: words, role: role, value: value))
    }

    /// All phrases that begin with a word, the longest first.
    func phrases(beginningWith word: String) -> [Phrase] { phrases[word] ?? [] }
}
