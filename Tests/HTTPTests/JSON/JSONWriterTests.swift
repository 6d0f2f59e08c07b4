import HTTPKit
import Testing

@Suite struct JSONWriterTests {
    static func json(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", #""""#),
        ("plain", #""plain""#),
        ("\"\\/", #""\"\\/""#),
        ("a\nb\rc\td", #""a\nb\rc\td""#),
        ("\0\u{1}\u{8}\u{B}\u{C}\u{1F}", #""\u0000\u0001\u0008\u000b\u000c\u001f""#),
        ("\u{7F}\u{80}\u{2028}", "\"\u{7F}\u{80}\u{2028}\""),
        ("grün 目標 🎯", "\"grün 目標 🎯\""),
        ("</script>", #""</script>""#),
        ("\"", #""\"""#),
        ("\n\n", #""\n\n""#),
    ])
    func stringsAreEscaped(_ text: String, _ expected: String) {
        #expect(Self.json { $0.string(text) } == expected)
    }

    @Test func objectsAndArraysNestWithCommasWhereTheyBelong() {
        let written = Self.json { json in
            json.object { json in
                json.field("a", 1)
                json.field("b") { json in json.array([1, 2]) { $0.number($1) } }
                json.field("c") { json in json.array([] as [Int]) { $0.number($1) } }
                json.field("d") { json in json.object { _ in } }
                json.field("e") { json in
                    json.array([["x"], [], ["y", "z"]]) { json, inner in json.array(inner) { $0.string($1) } }
                }
                json.field("f") { json in
                    json.array(0..<2) { json, number in json.object { $0.field("n", number) } }
                }
                json.field("g", true)
            }
        }
        #expect(written == #"{"a":1,"b":[1,2],"c":[],"d":{},"e":[["x"],[],["y","z"]],"f":[{"n":0},{"n":1}],"g":true}"#)
    }

    @Test func valuesOfEveryKind() {
        let written = Self.json { json in
            json.object { json in
                json.field("s", "x")
                json.field("none", nil as String?)
                json.field("i", Int.min)
                json.field("u", UInt64.max)
                json.field("noInt", nil as Int?)
                json.field("no", false)
                json.field("decimal", number: "-0.5")
                json.field("noDecimal", number: nil)
                json.field("null") { $0.null() }
                json.member("a\"b", "c\"d")
                json.member("last", "")
            }
        }
        #expect(
            written == """
                {"s":"x","none":null,"i":-9223372036854775808,"u":18446744073709551615,"noInt":null,"no":false,"decimal":-0.5,\
                "noDecimal":null,"null":null,"a\\"b":"c\\"d","last":""}
                """)
    }

    @Test func anErrorThatIsThrownInsidePassesThrough() {
        struct Trouble: Error {}
        var json = JSONWriter()
        #expect(throws: Trouble.self) { try json.object { _ in throw Trouble() } }
    }
}
