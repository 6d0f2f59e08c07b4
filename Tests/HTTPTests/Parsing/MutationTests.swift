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

    /// How many of 500 damaged inputs are accepted all the same. Each is checked, in pieces of random lengths.
    static func countAccepted(_ property: Property, of texts: [String], seed: UInt64) throws -> Int {
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<500 {
            let bytes = mutate(wire(texts.randomElement(using: &random)!), &random)
            let steps = (0..<Int.random(in: 1...5, using: &random)).map { _ in UInt8.random(in: 0...40, using: &random) }
            let input = PropertyInput.header(steps: steps, hasTightLimits: true) + bytes
            do throws(Violation) {
                if try property.check(input) { accepted += 1 }
            } catch {
                Issue.record("\(error): \(input)")
            }
        }
        return accepted
    }

    @Test(arguments: 1...4) func damagedHeadsAreDecidedAlikeHoweverTheyArrive(_ seed: UInt64) throws {
        #expect(try Self.countAccepted(.heads, of: Self.heads, seed: seed) > 30)
    }

    @Test(arguments: 11...14) func damagedBodiesAreDecodedAlikeHoweverTheyArrive(_ seed: UInt64) throws {
        #expect(try Self.countAccepted(.bodies, of: Self.bodies, seed: seed) > 30)
    }

    @Test(arguments: 21...24) func damagedStreamsAreReadAlikeHoweverTheyArrive(_ seed: UInt64) throws {
        #expect(try Self.countAccepted(.streams, of: Self.heads.map { $0 + $0 }, seed: seed) > 30)
    }
}
