import HTTPKit
import Testing

/// Requests and bodies damaged at random, always in the same way: nothing may trap, and how the bytes are cut may decide nothing.
@Suite struct MutationTests {
    static let heads = [
        "GET / HTTP/1.1⏎Host: a⏎⏎", "⏎OPTIONS * HTTP/1.1⏎Host: [::1]:80⏎⏎", "GET http://b:80/c?d=%20 HTTP/1.0⏎Connection: keep-alive⏎⏎",
        "POST /a?b HTTP/1.1⏎Host: a.b:1⏎Content-Length: 15⏎Expect: 100-continue⏎⏎", "CONNECT b:80 HTTP/1.1⏎Host: b⏎⏎",
        "PUT /%41 HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Connection: a, close⏎⏎5⏎hello⏎0⏎⏎",
    ]

    static let bodies = [
        "5⏎hello⏎0⏎⏎", "1;a=\"b\"⏎x⏎00a;c⏎0123456789⏎0⏎X: y⏎Z:⏎⏎", "2⏎⏎⏎1⏎0⏎0⏎⏎GET / HTTP/1.1⏎", "FFFFFFFFFFFFFFF⏎abc",
    ]

    /// Pieces that have meant trouble to parsers elsewhere.
    static let splinters = [
        "⏎", "\r", "\n", "\0", " ", "\t", ":", "%", "%4", "[", "]", "0", "chunked", "Host: b⏎", "\u{FF}", "⏎ ", "HTTP/1.1",
        "9999999999999999999",
    ]

    static func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &random)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.insert(.random(in: 0...255, using: &random), at: place)
            case 3: bytes.removeSubrange(place...)
            case 4:
                let end = Int.random(in: place...bytes.count, using: &random)
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            default: bytes.insert(contentsOf: wire(splinters.randomElement(using: &random)!), at: place)
            }
        }
        return bytes
    }

    static func randomCuts(_ count: Int, _ random: inout SeededGenerator) -> [Int] {
        (0..<Int.random(in: 1...5, using: &random)).map { _ in Int.random(in: 0...count, using: &random) }.sorted()
    }

    @Test(arguments: 1...4) func damagedHeadsAreDecidedAlikeHoweverTheyArrive(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var limits = Limits()
        limits.requestLine = 60
        limits.fields = 120
        limits.fieldCount = 4
        var accepted = 0
        for _ in 0..<1500 {
            let bytes = Self.mutate(wire(Self.heads.randomElement(using: &random)!), &random)
            let whole = HeadOutcome(bytes, cuts: [], limits: limits)
            let cuts = Self.randomCuts(bytes.count, &random)
            #expect(HeadOutcome(bytes, cuts: cuts, limits: limits) == whole, "\(bytes) cut at \(cuts)")
            #expect(HeadOutcome(bytes, cuts: Array(0..<bytes.count), limits: limits) == whole, "\(bytes)")
            guard case .complete(_, let consumed) = whole else { continue }
            accepted += 1
            let head = bytes[..<consumed]
            #expect(HeadOutcome(Array(head), cuts: []) == whole, "what follows a head decides nothing: \(bytes)")
            #expect(Self.isClean(head), "\(bytes)")
        }
        #expect(accepted > 100)
    }

    /// What no accepted head may hold: control bytes, or an end of line that is not CRLF.
    static func isClean(_ head: ArraySlice<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in head {
            if (byte == 0x0A) != (previous == 0x0D) { return false }
            if byte < 0x20, ![0x09, 0x0A, 0x0D].contains(byte) { return false }
            if byte == 0x7F { return false }
            previous = byte
        }
        return true
    }

    @Test(arguments: 11...14) func damagedBodiesAreDecodedAlikeHoweverTheyArrive(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var limits = Limits()
        limits.chunkLine = 20
        limits.chunkOverhead = 30
        var finished = 0
        for _ in 0..<1500 {
            let bytes = Self.mutate(wire(Self.bodies.randomElement(using: &random)!), &random)
            let whole = BodyOutcome(bytes, .chunked, cuts: [], limits: limits)
            let cuts = Self.randomCuts(bytes.count, &random)
            #expect(BodyOutcome(bytes, .chunked, cuts: cuts, limits: limits) == whole, "\(bytes) cut at \(cuts)")
            #expect(BodyOutcome(bytes, .chunked, cuts: Array(0..<bytes.count), limits: limits) == whole, "\(bytes)")
            if case .decoded(let data, let isComplete, let consumed) = whole {
                #expect(data.count < max(1, consumed))
                if isComplete { finished += 1 } else { #expect(consumed == bytes.count) }
            }
        }
        #expect(finished > 100)
    }
}
