import GoalsCore
import Testing

/// What must hold for every text.
struct QuickAddPropertyTests {
    static let pieces = [
        "run", "Read", "weight", "Gewicht", "from", "von", "de", "to", "auf", "à", "a", "between", "zwischen", "entre", "and", "und", "et",
        "y",
        "5", "0", "-3", "1.000", "1,5", "10k", "999999999999", "1000000000001", "0.0000001", "1'000", "000", "km", "€", "$", "%", "°C",
        "books",
        "x", "×", "times", "mal", "twice", "a day", "per week", "/month", "pro Tag", "al mes", "daily", "every", "every day", "jeden",
        "los",
        "Monday", "Fri", "montags", "weekdays", "by", "bis", "d'ici", "hasta", "before", "vor", "due:", "on", "in", "Dec", "31", "31.",
        "Mai",
        "31.12.", "2026-12-31", "1900-01-01", "9999", "2200", "31/12", "Q3", "tomorrow", "morgen", "next", "this", "year", "end of",
        "fin de",
        "starting", "ab", "du", "for", "30 days", "lang", "at most", "höchstens", "≤", "max", "at least", "below", "keep", "reach", "#tag",
        "#1",
        "#", "!1", "!!", "!", "(weight 2)", "(poids 0)", "w=", "(", ")", "/", " / ", ",", ".", ":", "-", "–", "'", "’", "→",
        "https://a.b/c",
        "7:30", "v2", "C#", "\n", "\t", "\u{0}", "\u{200B}", "\u{200F}", "🏃", "👩‍👩‍👧‍👦", "e\u{301}", "שלום", "İ", "ß", "\u{2028}", "½",
    ]

    static let position = Position("i")!

    static func soup(using generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...14, using: &generator)).map { _ in
            (pieces.randomElement(using: &generator) ?? "") + (Int.random(in: 0..<4, using: &generator) == 0 ? "" : " ")
        }
        .joined()
    }

    static func unicode(using generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...40, using: &generator) {
            let limit: UInt32 = Bool.random(using: &generator) ? 0x80 : Bool.random(using: &generator) ? 0x2100 : 0x11_0000
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { text.append(scalar) }
        }
        return String(text)
    }

    @Test func whateverIsTypedMakesAGoodCommand() {
        var generator = SeededGenerator(state: 2026)
        for index in 0..<5_000 {
            let text = index % 3 == 0 ? Self.unicode(using: &generator) : Self.soup(using: &generator)
            let today = [day("2026-11-24"), day("2028-02-29"), day("2200-12-30")].randomElement(using: &generator) ?? tuesday
            let language = ([nil] + Language.allCases).randomElement(using: &generator) ?? nil
            let draft = GoalDraft(parsing: text, today: today, weekStart: .random(in: 1...7, using: &generator), language: language)
            check(draft, of: text, today)
        }
    }

    private func check(_ draft: GoalDraft, of text: String, _ today: Day) {
        if !draft.title.isEmpty {
            let refused = errors { () throws(DomainError) in
                try draft.command().goal(id: Sample.goalID, space: Sample.space, today: today, now: Sample.now, position: Self.position)
            }
            #expect(refused == [], "\(text.debugDescription)")
        }
        #expect(TextLimit.title.allows(draft.title) && draft.parentTitle?.isEmpty != true)

        let ranges = draft.understood.map(\.range)
        #expect(ranges.allSatisfy { !$0.isEmpty && $0.upperBound <= text.utf16.count }, "\(text.debugDescription)")
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }, "\(text.debugDescription)")

        let kinds = Set(draft.understood.map(\.kind))
        #expect(kinds.contains(.tag) == !draft.tags.isEmpty && kinds.contains(.due) == (draft.due != nil), "\(text.debugDescription)")
        #expect(
            kinds.contains(.start) == (draft.start != nil) && kinds.contains(.measure) == (draft.measure != .done),
            "\(text.debugDescription)")
        #expect(kinds.contains(.priority) == (draft.priority > 0) && kinds.contains(.parent) == (draft.parentTitle != nil))
        if kinds.isEmpty {
            let words = text.unicodeScalars.split(whereSeparator: isSpace).map { String(String.UnicodeScalarView($0)) }
            var expected = words.joined(separator: " ")
            // A space with a combining mark on it counts as white space.
            while expected.last?.isWhitespace == true { expected.removeLast() }
            #expect(draft.title == expected || draft.title.isEmpty, "\(text.debugDescription)")
        }
    }

    private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }

    /// Each line repeats what could be read anew from each of its tokens on.
    @Test(arguments: [
        "5x ", "1 000 ", "#a / ", "Mon, ", "5 km a week ", "at most 5 ", "from 5 to ", "between ", "„", "!", "(", "1.", "a'", "\u{301}",
    ])
    func longRepetitionsAreCutAndRead(piece: String) {
        let draft = GoalDraft(parsing: String(repeating: piece, count: 100_000), today: tuesday)
        #expect(TextLimit.title.allows(draft.title))
        #expect((draft.understood.last?.range.upperBound ?? 0) <= 2_000)
    }
}
