import HTTPKit
import Testing

@Suite struct EntityTagTests {
    @Test(
        arguments: [
            (nil, "\"1\"", false), ("", "\"1\"", false), ("\"1\"", "\"1\"", true), ("\"2\"", "\"1\"", false), ("*", "\"1\"", true),
            ("\"2\", \"1\"", "\"1\"", true), ("\"2\" ,\t\"1\",", "\"1\"", true), ("W/\"1\"", "\"1\"", true), ("\"1\"", "W/\"1\"", true),
            ("W/\"1\"", "W/\"1\"", true), ("w/\"1\"", "\"1\"", false), ("1", "\"1\"", false), ("\"1", "\"1\"", false),
            // A comma or a space inside a tag separates nothing.
            ("\"a,b\"", "\"a,b\"", true), ("\"a,b\"", "\"b\"", false), ("\"a b\"", "\"ab\"", false), ("\"*\"", "\"1\"", false),
            ("\"11\"", "\"1\"", false), ("\"A\"", "\"a\"", false),
        ] as [(String?, String, Bool)])
    func ifNoneMatchComparesWeakly(_ field: String?, _ tag: String, _ matches: Bool) {
        #expect(EntityTag.ifNoneMatch(field, matches: tag) == matches)
    }

    @Test(
        arguments: [
            (nil, "\"1\"", true), ("*", "\"1\"", true), ("\"1\"", "\"1\"", true), ("\"2\", \"1\"", "\"1\"", true),
            ("\"2\"", "\"1\"", false),
            ("W/\"1\"", "\"1\"", false), ("\"1\"", "W/\"1\"", false), ("W/\"1\"", "W/\"1\"", false), ("", "\"1\"", false),
            ("1", "\"1\"", false),
        ] as [(String?, String, Bool)])
    func ifMatchComparesStrongly(_ field: String?, _ tag: String, _ allows: Bool) {
        #expect(EntityTag.ifMatch(field, allows: tag) == allows)
    }
}
