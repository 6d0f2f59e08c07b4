import HTTPKit
import Testing

/// One line a case; "⏎" stands for CRLF. Each is decoded whole, in two pieces cut at every byte, and byte by byte.
@Suite struct BodyDecoderTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let data: String
        let rest: String
        var testDescription: String { text }
        /// - Parameter rest: what follows the body and must be left alone.
        init(_ text: String, _ data: String, rest: String = "") { (self.text, self.data, self.rest) = (text, data, rest) }
    }

    static func check(_ bytes: [UInt8], _ framing: RequestHead.Framing, _ expected: BodyOutcome, limits: Limits = Limits()) {
        for cuts in everyCut(bytes.count) {
            let outcome = BodyOutcome(bytes, framing, cuts: cuts, limits: limits)
            if outcome != expected {
                Issue.record("\(outcome), not \(expected), cut at \(cuts.count > 1 ? "every byte" : "\(cuts)")")
                return
            }
        }
    }

    @Test(arguments: [
        Case("0⏎⏎", ""),
        Case("5⏎hello⏎0⏎⏎", "hello"),
        Case("5⏎hello⏎6⏎ world⏎0⏎⏎", "hello world"),
        Case("1⏎a⏎1⏎b⏎1⏎c⏎0⏎⏎", "abc"),
        Case("a⏎0123456789⏎0⏎⏎", "0123456789"),
        Case("A⏎0123456789⏎0⏎⏎", "0123456789"),
        Case("1A⏎abcdefghijklmnopqrstuvwxyz⏎0⏎⏎", "abcdefghijklmnopqrstuvwxyz"),
        Case("0005⏎hello⏎000⏎⏎", "hello"),
        Case("000000000000005⏎hello⏎000000000000000⏎⏎", "hello"),
        // Data may look like framing.
        Case("8⏎0⏎⏎5⏎⏎0⏎⏎", "0\r\n\r\n5\r\n"),
        Case("2⏎⏎⏎0⏎⏎", "\r\n"),
        Case("5;a⏎hello⏎0⏎⏎", "hello"),
        Case("5;a=b;c=\"d e\";f⏎hello⏎0;z⏎⏎", "hello"),
        Case("5; a⏎hello⏎0⏎⏎", "hello"),
        Case("5 ;a⏎hello⏎0\t; b⏎⏎", "hello"),
        Case("5;a = b ; c⏎hello⏎0⏎⏎", "hello"),
        Case("5;a=\";\"⏎hello⏎0⏎⏎", "hello"),
        Case("5;a=\"\\\"\\ü\"⏎hello⏎0⏎⏎", "hello"),
        Case("0000000000000005⏎hello⏎00000000000000000⏎⏎", "hello"),
        Case("0⏎X:y⏎⏎", ""),
        Case("0⏎X: y⏎⏎", ""),
        Case("0⏎X: y⏎Y:⏎Z:\t z ⏎⏎", ""),
        // A trailer decides nothing.
        Case("0⏎Content-Length: 5⏎Transfer-Encoding: chunked⏎⏎", "", rest: "hello"),
        Case("0⏎Host: b⏎Transfer-Encoding: gzip⏎Content-Length: 9⏎⏎", ""),
        Case("0⏎⏎", "", rest: "GET / HTTP/1.1⏎"),
        Case("5⏎hello⏎0⏎⏎", "hello", rest: "⏎"),
        Case("5⏎hello⏎0⏎⏎", "hello", rest: "0⏎⏎"),
    ])
    func chunksAreDecodedAndWhatFollowsIsLeftAlone(_ item: Case) {
        let body = wire(item.text)
        Self.check(body + wire(item.rest), .chunked, .decoded(Array(item.data.utf8), isComplete: true, consumed: body.count))
    }

    @Test(arguments: [
        "x⏎", "⏎", ";a⏎", " 5⏎hello⏎0⏎⏎", "+5⏎hello⏎0⏎⏎", "-5⏎hello⏎0⏎⏎", "0x5⏎hello⏎0⏎⏎", "5 ⏎hello⏎0⏎⏎", "5\t⏎hello⏎0⏎⏎",
        "5g⏎hello⏎", "5\nhello⏎0⏎⏎", "5\r\rhello⏎0⏎⏎", "5\rhello⏎0⏎⏎", "5,5⏎hello⏎", "5\0⏎hello⏎", "٥⏎hello⏎",
        "5;a\nhello⏎0⏎⏎", "5;a\0⏎hello⏎0⏎⏎", "5;a\rb⏎hello⏎0⏎⏎", "5;a\u{7F}⏎hello⏎0⏎⏎",
        "5⏎hello\n0⏎⏎", "5⏎hello\r0⏎⏎", "5⏎hello0⏎⏎", "5⏎hello!⏎0⏎⏎", "5⏎hell⏎0⏎⏎", "5⏎hello\r\r\n0⏎⏎", "5⏎hello⏎⏎0⏎⏎",
        "0\n\n", "0⏎\n", "0\n⏎", "0⏎\rx", "0⏎ X: y⏎⏎", "0⏎X: y⏎ z⏎⏎", "0⏎X⏎⏎", "0⏎: y⏎⏎", "0⏎X : y⏎⏎", "0⏎X: y\n⏎", "0⏎X: \0⏎⏎", "0⏎Ü: y⏎⏎",
        "0⏎X: y\rZ⏎⏎",
        "5;⏎hello⏎0⏎⏎", "5;;⏎hello⏎", "5;=⏎hello⏎", "5;a=⏎hello⏎", "5;a=\"b⏎hello⏎", "5;a=b c⏎hello⏎", "5;ü⏎hello⏎", "5;a=\"b\"c⏎hello⏎",
        "5;a ⏎hello⏎",
        "5;a b⏎hello⏎", "5;a=\"⏎\"⏎hello⏎0⏎⏎", "5;a=\"\\⏎", "5;a=b\n⏎hello⏎0⏎⏎", "5;a\r⏎hello⏎0⏎⏎",
        "⏎5⏎hello⏎0⏎⏎", "5⏎hello⏎-0⏎⏎", "5⏎hello⏎0 ⏎⏎", "5⏎hello⏎0x0⏎⏎", "5⏎hello⏎;⏎", "0⏎:⏎⏎",
        // More than 60 bits.
        "FFFFFFFFFFFFFFFF⏎", "8000000000000000⏎", "10000000000000000⏎", "100000000000000005⏎hello⏎0⏎⏎",
    ])
    func malformedChunksAreRefused(_ text: String) {
        Self.check(wire(text), .chunked, .invalid(.malformedChunk))
    }

    @Test(arguments: [("5⏎hello⏎0⏎", "hello"), ("5⏎hel", "hel"), ("FFFFFFFFFFFFFFF⏎abc", "abc"), ("0⏎X: y⏎", ""), ("", ""), ("0", "")])
    func anUnfinishedBodyIsNotComplete(_ text: String, _ data: String) {
        let bytes = wire(text)
        Self.check(bytes, .chunked, .decoded(Array(data.utf8), isComplete: false, consumed: bytes.count))
    }

    @Test(arguments: [
        (5, "hello", "hello", true), (5, "hello, world", "hello", true), (5, "hell", "hell", false), (1, "⏎", "\r", true),
        (0, "x", "", true), (Int.max, "x", "x", false),
    ])
    func aDeclaredLengthIsTakenExactly(_ length: Int, _ text: String, _ data: String, _ isComplete: Bool) {
        let data = Array(data.utf8)
        Self.check(wire(text), .length(length), .decoded(data, isComplete: isComplete, consumed: data.count))
    }

    @Test func noBodyTakesNothing() {
        Self.check(wire("GET /"), .none, .decoded([], isComplete: true, consumed: 0))
    }

    @Test func theRemainingLengthIsKnownWhereTheFramingSaysSo() throws {
        var decoder = BodyDecoder(.length(5))
        var data: [UInt8] = []
        #expect(decoder.remaining == 5)
        _ = try decoder.decode(wire("he"), into: &data)
        #expect(decoder.remaining == 3)
        #expect(BodyDecoder(.none).remaining == 0)
        #expect(BodyDecoder(.chunked).remaining == nil)
    }

    @Test func aChunkLineIsLimitedToTheByte() {
        var limits = Limits()
        limits.chunkLine = 10
        // Everything before the LF counts.
        Self.check(wire("1;2345678⏎a⏎0⏎⏎"), .chunked, .decoded([0x61], isComplete: true, consumed: 19), limits: limits)
        Self.check(wire("1;23456789⏎a⏎0⏎⏎"), .chunked, .invalid(.malformedChunk), limits: limits)
        // Each line for itself.
        Self.check(wire("1;2345678⏎a⏎0;2345678⏎⏎"), .chunked, .decoded([0x61], isComplete: true, consumed: 27), limits: limits)
    }

    @Test func smallChunksAreNoOverhead() {
        let body = wire(String(repeating: "1⏎a⏎", count: 50_000) + "0⏎⏎")
        #expect(
            BodyOutcome(body, .chunked, cuts: [100_000])
                == .decoded(Array(repeating: 0x61, count: 50_000), isComplete: true, consumed: body.count))
    }

    @Test func extensionsAndTrailersTogetherAreLimitedToTheByte() {
        // What follows a ";" and what stands in trailer lines, with their CRs: 3 + 3 + 5 bytes.
        var limits = Limits()
        limits.chunkOverhead = 11
        let body = wire("1;ab⏎a⏎1;ab⏎b⏎0⏎X: y⏎⏎")
        Self.check(body, .chunked, .decoded([0x61, 0x62], isComplete: true, consumed: body.count), limits: limits)
        Self.check(wire("0⏎X: 0123456⏎⏎"), .chunked, .decoded([], isComplete: true, consumed: 17), limits: limits)
        Self.check(wire("0⏎X: 01234567⏎⏎"), .chunked, .invalid(.chunkOverheadTooLarge), limits: limits)
        limits.chunkOverhead = 10
        Self.check(body, .chunked, .invalid(.chunkOverheadTooLarge), limits: limits)
    }
}
