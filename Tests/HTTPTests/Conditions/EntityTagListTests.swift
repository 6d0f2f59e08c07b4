import HTTPKit
import Testing

@Suite struct EntityTagListTests {
    @Test(arguments: [
        ("*", "\"1\"", true), ("\"1\"", "\"1\"", true), ("\"2\"", "\"1\"", false), ("\"2\", \"1\"", "\"1\"", true),
        ("\"2\",\"1\"", "\"1\"", true), (",, \"2\" ,\t\"1\",", "\"1\"", true), ("W/\"1\"", "\"1\"", true), ("\"1\"", "W/\"1\"", true),
        ("\"2\", W/\"1\"", "W/\"1\"", true), ("", "\"1\"", false), (", ,", "\"1\"", false),
        // A comma inside a tag separates nothing.
        ("\"a,b\"", "\"a,b\"", true), ("\"a,b\"", "\"b\"", false), ("\"*\"", "\"1\"", false),
        // What is malformed anywhere lists nothing.
        ("1", "\"1\"", false), ("\"1", "\"1\"", false), ("w/\"1\"", "\"1\"", false), ("\"1\", x", "\"1\"", false),
        ("x, \"1\"", "\"1\"", false), ("\"1\" \"2\"", "\"1\"", false), ("\"1\";q=1", "\"1\"", false), ("*, \"1\"", "\"1\"", false),
        ("\"1\", *", "\"1\"", false), ("*, *", "\"1\"", false), ("**", "\"1\"", false), ("\"a b\", \"1\"", "\"1\"", false),
        ("\"1\"\"2\"", "\"1\"", false), ("W/ \"1\"", "\"1\"", false), ("\"a\\\"1\"", "\"1\"", false),
    ])
    func aListNamesTagsByTheWeakComparison(_ field: String, _ tag: String, _ contains: Bool) throws {
        let tag = try #require(EntityTag(tag))
        #expect(EntityTagList(field).containsWeakly(tag) == contains)
        // Nothing is matched strongly that is not matched weakly.
        let isStrong = contains && !tag.isWeak && !field.contains("W/")
        #expect(EntityTagList(field).containsStrongly(tag) == isStrong)
    }

    @Test func aListOfTagsNamesNothingWithoutATag() {
        #expect(!EntityTagList("\"1\"").containsWeakly(nil) && !EntityTagList("\"1\"").containsStrongly(nil))
        #expect(EntityTagList("*").containsWeakly(nil) && EntityTagList("*").containsStrongly(nil))
    }

    @Test func aWeakTagBesideAStrongOneHidesNothing() throws {
        let tag = try #require(EntityTag("\"1\""))
        #expect(EntityTagList("W/\"1\", \"1\"").containsStrongly(tag))
    }
}
