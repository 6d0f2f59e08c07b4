import Testing

@testable import GoalsServer

@Suite struct OpaqueTokenTests {
    @Test(arguments: OpaqueToken.Kind.allCases)
    func aTokenIsReadBackAsItsKindAndNoOther(_ kind: OpaqueToken.Kind) throws {
        let token = OpaqueToken(kind)
        #expect(token.text.hasPrefix(kind.rawValue))
        #expect(token.text.utf8.count == 3 + 43)
        for other in OpaqueToken.Kind.allCases {
            let read = OpaqueToken(token.text, kind: other)
            #expect((read != nil) == (other == kind))
            if let read { #expect(read.hash == token.hash) }
        }
    }

    @Test func noTwoAreAlike() {
        let tokens = (0..<1000).map { _ in OpaqueToken(.session) }
        #expect(Set(tokens.map(\.text)).count == 1000)
        #expect(Set(tokens.map(\.hash)).count == 1000)
    }

    @Test func theHashIsSHA256OfTheText() throws {
        let token = try #require(OpaqueToken("gs_" + String(repeating: "A", count: 43), kind: .session))
        // printf gs_AAA… | sha256sum
        #expect(hex(token.hash) == "b7299c05c3d73a83c78e3758092bd21de660968bac2ba612fd2f181b6fa9ffa5")
    }

    @Test(arguments: [
        "", "gs_", "gs", String(repeating: "A", count: 43), "gs_" + String(repeating: "A", count: 42),
        "gs_" + String(repeating: "A", count: 44), "GS_" + String(repeating: "A", count: 43), " gs_" + String(repeating: "A", count: 43),
        "gs_" + String(repeating: "A", count: 43) + "=", "gs_" + String(repeating: "A", count: 42) + "+",
        "gs_" + String(repeating: "A", count: 42) + "é", "gs_" + String(repeating: "A", count: 100_000),
        // The last character of 43 holds four bits: the other two must be 0, or one token had several texts.
        "gs_" + String(repeating: "A", count: 42) + "B",
    ])
    func whatIsNoTokenIsNotReadAsOne(_ text: String) {
        #expect(OpaqueToken(text, kind: .session) == nil)
    }

    @Test func nothingShowsIt() {
        let token = OpaqueToken(.apiToken)
        let secret = token.text.dropFirst(3)
        var dumped = ""
        dump([token], to: &dumped)
        for shown in [
            "\(token)", String(reflecting: token), dumped, "\(Optional(token) as Any)", String(describing: Mirror(reflecting: token)),
        ] {
            #expect(!shown.contains(secret))
        }
        #expect("\(token)" == "gt_•••")
    }
}

/// Bytes in hexadecimal digits.
func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes that hexadecimal digits stand for; spaces and line ends between them are passed over.
func bytes(hex text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
