import GoalsCore
import Testing

/// What does not depend on a language.
struct QuickAddTests {
    static let labels = [
        ("#a Call #b-2 mum #c_d", "Call mum | #a | #b-2 | #c_d"),
        ("Call mum #Über #ÜBER #日本 #café", "Call mum | #Über | #日本 | #café"),
        ("Call mum #family, then dad (#home).", "Call mum, then dad. | #family | #home"),
        ("Fix #1", "Fix #1"), ("Learn C#", "Learn C#"), ("a#b", "a#b"), ("#a#b c", "#a#b c"), ("#C++ book", "#C++ book"), ("# a", "# a"),
        ("#2026goals go", "go | #2026goals"), ("Go #\(String(repeating: "x", count: 51))", "Go #\(String(repeating: "x", count: 51))"),
        ("Call mum !1", "Call mum | !1"), ("!!! Call mum", "Call mum | !3"), ("Call ! mum", "Call mum | !1"),
        ("Call mum !!", "Call mum | !2"),
        ("Win!!!", "Win!!!"), ("Call mum !4", "Call mum !4"), ("Call mum !0", "Call mum !0"), ("Call mum !!!!", "Call mum !!!!"),
        ("Call mum !1 !2", "Call mum !2 | !1"),
        ("Docs (weight 2)", "Docs | w=2"), ("Docs (weight: 0.5) now", "Docs now | w=0.5"), ("w=2,5 Docs", "Docs | w=2.5"),
        ("Docs weight=3", "Docs | w=3"), ("Docs (weight 0)", "Docs (weight 0)"), ("Docs (weight 1001)", "Docs (weight 1001)"),
        ("Docs weight 2", "Docs weight 2"), ("x = w = 3", "x = w = 3"),
        ("Ship v2 / Launch site (weight 2)", "Launch site | w=2 | in Ship v2"),
        ("A / B / C", "C | in A / B"), ("Work #a / Call mum by 2027-01-01", "Call mum | due 2027-01-01 | #a | in Work"),
        ("Ship by 2027-01-01 / Launch", "Launch | in Ship by 2027-01-01"), ("a/b test", "a/b test"), ("Be there 24 / 7", "Be there 24 / 7"),
        ("A /", "A /"), ("/ B", "/ B"), ("#a / B", "B | #a"), ("Read / https://a.b/c", "https://a.b/c | in Read"),
        ("Save 200 € / month", "Save 200 € | 200 €/month"),
    ]

    static let plain = [
        "Be available 24/7", "Learn C# and F#", "Ship v2.0.1", "Upgrade to 2.0", "Train for a 5k run", "Run a 10k",
        "Improve 5k time to 25:00",
        "Wake up at 7:30", "Meet at 5 pm", "Fast 16:8", "1/2 marathon", "10/10 in the exam", "Watch Ocean's 11 again", "Windows 11 upgrade",
        "Top 10 list", "Phase 2 planning", "Read chapter 3", "Watch 7 of 9", "Pass B2", "Call 911", "Buy a 30-day pass",
        "Plan Black Friday",
        "Prepare the Monday meeting", "Prepare Q3 report", "Plan the 2027 budget", "March for climate", "May you live long",
        "Enjoy the sun",
        "So, do it", "Get a B in maths", "Take it one day at a time", "Learn to say no more than once", "Do mi so la", "Mi casa es tu casa",
        "Ende gut, alles gut", "Eine Woche frei nehmen", "Von Berlin nach Hamburg", "Fin de partie", "En finir avec le sucre",
        "Mars attaque",
        "Hasta luego", "Domingo en familia", "El mar y el sol", "Read https://example.com/by/friday?x=5#tag", "Mail 5@example.com",
        "Open 2027-01.html", "שלום עולם", "🏃‍♀️ 🎉", "!?", "(by)", "by", "from to", "at most", "every", "between 1 and", "5", "-5", "1.2.3",
        "w=",
        "3D print", "007", "10-12", "Run 1.2.3 km", "Run 10000000000000 km", "Run 0.0000001 km",
    ]

    @Test(arguments: labels)
    func marksAreUnderstoodOnlyWhereTheyStandAlone(row: (text: String, summary: String)) {
        #expect(summary(row.text) == row.summary)
    }

    @Test(arguments: plain, [nil] + Language.allCases)
    func whatLooksLikeAPartButIsNoneStays(text: String, language: Language?) {
        let draft = GoalDraft(parsing: text, today: tuesday, language: language)
        #expect(draft == GoalDraft(parsing: draft.title, today: tuesday, language: language))
        #expect(summary(text, language) == text)
        #expect(draft.understood == [])
    }

    static let tidied = [
        ("  Call   mum\t\nnow  ", "Call mum now"), ("Do it (by 2027-01-01) please", "Do it please | due 2027-01-01"),
        ("Buy milk, by 2027-01-01, and eggs", "Buy milk, and eggs | due 2027-01-01"),
        ("Call mum by 2027-01-01.", "Call mum. | due 2027-01-01"),
        ("By 2027-01-01: call mum", "Call mum | due 2027-01-01"), ("By 2027-01-01 iOS app", "iOS app | due 2027-01-01"),
        ("Call mum – by 2027-01-01", "Call mum | due 2027-01-01"), ("by 2027-01-01", "by 2027-01-01 | due 2027-01-01"),
        ("5x/week", "5x/week | 5/week"), ("#a !1", " | #a | !1"), ("", ""), (" \u{200B} ", ""), ("\u{0}\u{7}", ""), ("a\u{0}b", "a b"),
        ("🏃 run 5 km 🎉 by 2027-01-01", "🏃 run 5 km 🎉 | 0→5 km sum | due 2027-01-01"),
    ]

    @Test(arguments: tidied)
    func theTitleReadsWellWithoutWhatWasTakenOut(row: (text: String, summary: String)) {
        #expect(summary(row.text) == row.summary)
    }

    @Test func spansCountUTF16CodeUnits() {
        let text = "🏃 Weight from 82 to 75 kg by 2027-01-01 #é !2 (weight 2)"
        let draft = GoalDraft(parsing: text, today: tuesday)
        let units = Array(text.utf16)
        let pieces = draft.understood.map { ($0.kind, String(decoding: units[$0.range], as: UTF16.self)) }
        #expect(pieces.map(\.0) == [.measure, .due, .tag, .priority, .weight])
        #expect(pieces.map(\.1) == ["from 82 to 75 kg", "by 2027-01-01", "#é", "!2", "(weight 2)"])
    }

    @Test func eachPieceIsUnderstoodAsWhatItIs() {
        let text = "Fit #a by now / Run 5 km per week from 2027-01-01 to 2027-02-01"
        let units = Array(text.utf16)
        let draft = GoalDraft(parsing: text, today: tuesday)
        let pieces = draft.understood.map { "\($0.kind): \(String(decoding: units[$0.range], as: UTF16.self))" }
        #expect(
            pieces == [
                "parent: Fit", "tag: #a", "parent: by now /", "measure: 5 km", "measure: per week", "start: from 2027-01-01",
                "due: to 2027-02-01",
            ])
    }

    @Test func onlyTheFirstTwentyTagsCount() {
        let draft = GoalDraft(parsing: "Go " + (1...22).map { "#t\($0)" }.joined(separator: " ") + " #T1", today: tuesday)
        #expect(draft.tags == (1...20).map { "t\($0)" })
        #expect(draft.title == "Go #t21 #t22")
    }

    @Test func aLongTitleIsCutToWhatATitleMayBe() {
        let draft = GoalDraft(parsing: String(repeating: "👩 ", count: 220) + "by 2027-01-01", today: tuesday)
        #expect(draft.title.count == 199)
        #expect(draft.due == day("2027-01-01"))
        #expect(GoalDraft(parsing: String(repeating: "x", count: 1_000_000), today: tuesday).title.count == 200)
        // Of 26 bytes each, without the last space.
        #expect(GoalDraft(parsing: String(repeating: "👩‍👩‍👧‍👦 ", count: 220), today: tuesday).title.utf8.count == 30 * 26 - 1)
    }

    @Test func aTagOrUnitThatTakesTooMuchStaysInTheTitle() {
        for (marks, isUnderstood) in [(1, true), (100, false)] {
            let word = "boo" + String(repeating: "\u{301}", count: marks) + "ks"
            #expect((GoalDraft(parsing: "Read 5 \(word)", today: tuesday).measure != .done) == isUnderstood)
            let tagged = GoalDraft(parsing: "Go #\(word)", today: tuesday)
            #expect(tagged.tags == (isUnderstood ? [word] : []) && tagged.title == (isUnderstood ? "Go" : "Go #\(word)"))
        }
    }

    @Test func theCommandHoldsWhatTheDraftDoes() {
        let draft = GoalDraft(parsing: "Fit / Run 500 km starting 2027-01-01 until 2027-02-01 #a !2 (weight 3)", today: tuesday)
        let measure = Measure.number(Measure.Number(unit: "km", target: Quantity(500), aggregate: .sum))
        let expected = CreateGoal(
            title: "Run 500 km", measure: measure, start: day("2027-01-01"), due: day("2027-02-01"), priority: 2, weight: Quantity(3),
            tags: ["a"])
        #expect(draft.command() == expected)
        #expect(draft.parentTitle == "Fit")
    }
}
