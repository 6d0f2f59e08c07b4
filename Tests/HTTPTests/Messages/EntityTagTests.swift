import HTTPKit
import Testing

@Suite struct EntityTagTests {
    @Test(arguments: ["\"xyzzy\"", "W/\"xyzzy\"", "\"\"", "W/\"\"", "\"a,b\"", "\"\\\"", "\"W/\"", "\"ä\"", "\"*\""])
    func aTagIsReadAsItIsWritten(_ text: String) throws {
        let tag = try #require(EntityTag(text))
        #expect(tag.description == text)
        #expect(tag.isWeak == text.hasPrefix("W/"))
        #expect(tag == EntityTag(opaque: tag.opaque, isWeak: tag.isWeak))
    }

    @Test(arguments: [
        "", "*", "xyzzy", "\"", "\"xyzzy", "xyzzy\"", "W/", "W/xyzzy", "w/\"xyzzy\"", "W\"xyzzy\"", "W/ \"xyzzy\"", " \"xyzzy\"",
        "\"xyzzy\" ",
        "\"xyzzy\"\"", "\"a b\"", "\"a\tb\"", "\"a\u{7F}\"", "\"a\0\"", "'xyzzy'", "\"a\", \"b\"", "W/W/\"a\"",
    ])
    func nothingElseIsATag(_ text: String) {
        #expect(EntityTag(text) == nil)
    }

    /// The table of RFC 9110 §8.8.3.2, and tags that are alike.
    @Test(arguments: [
        ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false), ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true), ("\"1\"", "\"2\"", false, false), ("\"A\"", "\"a\"", false, false),
        ("\"1\"", "\"11\"", false, false), ("\"\"", "\"\"", true, true),
    ])
    func tagsAreComparedStronglyAndWeakly(_ one: String, _ other: String, _ strongly: Bool, _ weakly: Bool) throws {
        let (one, other) = (try #require(EntityTag(one)), try #require(EntityTag(other)))
        #expect(one.matchesStrongly(other) == strongly && other.matchesStrongly(one) == strongly)
        #expect(one.matchesWeakly(other) == weakly && other.matchesWeakly(one) == weakly)
    }
}
