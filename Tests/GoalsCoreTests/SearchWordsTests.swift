import GoalsCore
import Testing

struct SearchWordsTests {
    @Test(arguments: [
        ("Run 500 km!", ["run", "500", "km"]), ("", []), (" – ", []), ("run-run", ["run", "run"]), ("don't", ["don", "t"]),
        // Case and accents do not matter, composed or not.
        ("ÉCOLE Ñandú", ["ecole", "nandu"]), ("e\u{301}cole", ["ecole"]), ("Straße", ["strasse"]), ("Øre", ["ore"]),
        // Other scripts.
        ("Бег", ["бег"]), ("走る", ["走", "る"]), ("5走", ["5", "走"]),
    ])
    func aTextIsItsWordsInSmallLetters(text: String, words: [String]) {
        #expect(SearchWords(text).words == words)
        #expect(SearchWords(text).text == words.joined(separator: " "))
    }

    @Test func longWordsAreCutAlike() {
        let long = String(repeating: "a", count: 64)
        #expect(SearchWords(long + "b c").words == [long, "c"])
        #expect(SearchWords(long + "d") == SearchWords(long))
    }
}
