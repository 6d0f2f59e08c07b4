import Testing

@testable import GoalsServer

@Suite struct VersionTests {
    @Test(arguments: [
        (nil, true), ("*", true), ("\"3\"", true), ("\"3-9c41\"", true), ("\"3-9c41-gz\"", true), ("\"3-br\"", true),
        ("\"2\", \"3\"", true), ("\"2\",\"3-x\"", true), ("\"2\"", false), ("\"33\"", false), ("\"03\"", false), ("\"-3\"", false),
        ("\"\"", false), ("W/\"3\"", false), ("W/\"3-9c41\"", false), ("3", false), ("\"3", false), ("\"2\", 3", false), ("", false),
        ("*, \"3\"", false), ("\"3\", *", false), ("\"x\", *", false), ("\"2,3\"", false),
    ])
    func aConditionNamesTheVersionWhateverElseItsTagSays(_ condition: String?, _ allows: Bool) {
        #expect(Version.allows(condition, 3) == allows)
    }
}
