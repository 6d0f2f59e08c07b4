import GoalsCore
import Testing

struct TextLimitTests {
    static let limit: TextLimit = 500

    @Test(arguments: ["", String(repeating: "x", count: 500), String(repeating: "👩", count: 500), String(repeating: "👩‍👩‍👧‍👦", count: 80)])
    func whatFitsStaysWhole(text: String) {
        #expect(Self.limit.allows(text))
        #expect(Self.limit.excess(of: text) == nil)
        #expect(Self.limit.beginning(of: text) == text)
    }

    @Test(arguments: [
        (String(repeating: "x", count: 501), "have at most 500 characters", 500),
        (String(repeating: "👩", count: 501), "have at most 500 characters", 500),
        (String(repeating: "👩‍👩‍👧‍👦", count: 501), "have at most 500 characters", 80),
        (String(repeating: "👩‍👩‍👧‍👦", count: 81), "take at most 2,000 bytes of UTF-8", 80),
        ("e" + String(repeating: "\u{301}", count: 1_000), "take at most 2,000 bytes of UTF-8", 0),
    ])
    func whatDoesNotSaysWhyAndIsCutBetweenCharacters(text: String, excess: String, left: Int) {
        #expect(!Self.limit.allows(text))
        #expect(Self.limit.excess(of: text) == excess)
        #expect(Self.limit.beginning(of: text) == String(text.prefix(left)))
    }
}
