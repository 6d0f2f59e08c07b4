import Testing

@testable import HTTPKit

@Suite struct JSONParserTests {
    static func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }

    static func object(_ members: (String, JSONValue)...) -> JSONValue {
        .object(members.reduce(into: JSONObject()) { $0.append($1.0, $1.1) })
    }

    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("\t\r\nfalse", .bool(false)), ("0", .number("0")), ("-0", .number("-0")),
            ("12", .number("12")), ("-1.50e+10", .number("-1.50e+10")), ("1E3", .number("1E3")), ("0.1", .number("0.1")),
            ("12345678901234567890123", .number("12345678901234567890123")), (#""""#, .string("")), (#""a b""#, .string("a b")),
            (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{08}\u{0C}\n\r\t")), (#""\u0041\u00fc\u20AC""#, .string("Aü€")),
            (#""\uD83D\uDE00""#, .string("😀")), (#""x\u0000y""#, .string("x\0y")), ("\"ü€😀\u{7F}\"", .string("ü€😀\u{7F}")),
            ("[]", .array([])), ("[ ]", .array([])), ("[1 , [2]]", .array([.number("1"), .array([.number("2")])])), ("{}", object()),
            ("{ }", object()), (#"{"a":1,"b":{"c":[null]}}"#, object(("a", .number("1")), ("b", object(("c", .array([.null])))))),
            (#" { "" : "" } "#, object(("", .string("")))), (#"{"a\u0062":1}"#, object(("ab", .number("1")))),
        ] as [(String, JSONValue)])
    func whatIsJSONIsRead(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == value)
    }

    @Test(
        arguments: [
            ("", 0), (" ", 1), ("nul", 0), ("True", 0), ("nullx", 4), ("1 2", 2), ("01", 1), ("-", 1), ("+1", 0), (".5", 0), ("1.", 2),
            ("1e", 2), ("1e+", 3), ("0x10", 1), ("NaN", 0), ("-Infinity", 1), ("'a'", 0), (#"""#, 1), (#""a"#, 2), ("\"a\nb\"", 2),
            ("\"a\0b\"", 2), (#""\x""#, 2), (#""\"#, 2), (#""\u12G4""#, 5), (#""\u12"#, 5), (#""\uD83D""#, 7), (#""\uD83Dx""#, 7),
            (#""\uD83D\n""#, 8), (#""\uD83D\u0041""#, 13), (#""\uDE00""#, 7), ("[", 1), ("[1", 2), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3),
            ("]", 0),
            ("{", 1), (#"{"a"}"#, 4), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), ("{1:2}", 1), ("{a:1}", 1), (#"{"a":1 "b":2}"#, 7),
            (#"{"a":1]"#, 6),
            (#"{"a":1,"a":2}"#, 7), (#"{"a":1,"\u0061":2}"#, 7), ("[1]]", 3), ("// a\n1", 0), ("\u{FEFF}1", 0), ("1\u{A0}", 1),
        ])
    func whatIsNoneIsRefusedWhereItBegins(_ text: String, _ position: Int) {
        #expect(throws: JSONParser.SyntaxError(position: position)) { try JSONParser.parse(Array(text.utf8)) }
    }

    /// Bytes that are no UTF-8, overlong and surrogate ones too.
    @Test(arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x5C, 0x6E, 0x80]] as [[UInt8]])
    func textsMustBeUTF8(_ bytes: [UInt8]) {
        #expect(throws: JSONParser.SyntaxError.self) { try JSONParser.parse([0x22] + bytes + [0x22]) }
    }

    @Test func nestingIsLimited() throws {
        #expect(throws: Never.self) { try JSONParser.parse(Array(Self.nested(100).utf8)) }
        #expect(throws: JSONParser.SyntaxError(position: 101)) { try JSONParser.parse(Array(Self.nested(102).utf8)) }
        #expect(throws: JSONParser.SyntaxError.self) { try JSONParser.parse(Array(String(repeating: "[", count: 1_000_000).utf8)) }
    }

    @Test func membersAreFoundHoweverManyThereAre() throws {
        for count in [1, 16, 17, 18, 1000] {
            let members = (0..<count).map { "\"m\($0)\":\($0)" }
            guard case .object(let object) = try JSONParser.parse(Array("{\(members.joined(separator: ","))}".utf8)) else {
                return #expect(Bool(false))
            }
            #expect(object.names.count == count)
            for member in 0..<count { #expect(object.position(of: "m\(member)") == member) }
            #expect(object.position(of: "m\(count)") == nil)
            let repeated = Array("{\((members + ["\"m0\":0"]).joined(separator: ","))}".utf8)
            #expect(throws: JSONParser.SyntaxError.self) { try JSONParser.parse(repeated) }
        }
    }

    @Test func everyBeginningOfADocumentIsRefused() {
        let document = Array(#"{"a":[1.5e3,true,null,"\u00fc\n"],"b":{"c":false}}"#.utf8)
        for end in document.indices {
            #expect(throws: JSONParser.SyntaxError.self) { try JSONParser.parse(Array(document[..<end])) }
        }
    }

    @Test func noBytesCrashIt() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array(#"{}[]",:\u0aE+-.tfnrle 19é"#.utf8) + [0, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            guard let value = try? JSONParser.parse(bytes) else { continue }
            // What was taken has the numbers of JSON alone.
            if case .number(let digits) = value { #expect(Double(digits) != nil) }
        }
    }
}
