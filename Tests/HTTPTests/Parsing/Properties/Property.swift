/// What must hold whatever bytes arrive, and however they are cut. The fuzzers look for bytes with which it does not (`make fuzz`);
/// the tests check it with those that are kept in Tests/Fuzz/Corpus.
enum Property: String, CaseIterable {
    case heads, bodies, streams, targets

    /// - Returns: whether the input was accepted to its end, so that a caller can see that it checks more than refusals.
    @discardableResult
    func check(_ input: [UInt8]) throws(Violation) -> Bool {
        let input = PropertyInput(input)
        return switch self {
        case .heads: try HeadProperty.check(input)
        case .bodies: try BodyProperty.check(input)
        case .streams: try StreamProperty.check(input)
        case .targets: try TargetProperty.check(input)
        }
    }
}

/// A property that does not hold.
struct Violation: Error, CustomStringConvertible {
    let description: String
}

func require(_ condition: Bool, _ problem: @autoclosure () -> String) throws(Violation) {
    if !condition { throw Violation(description: problem()) }
}

/// An input taken apart: a byte of switches, the steps between up to seven cuts, one byte each, and the bytes that are fed.
struct PropertyInput {
    private let switches: UInt8
    let cuts: [Int]
    let bytes: [UInt8]

    init(_ input: [UInt8]) {
        switches = input.first ?? 0
        let steps = input.dropFirst().prefix(Int(switches & 7))
        let bytes = Array(input.dropFirst(1 + steps.count))
        var place = 0
        cuts = steps.map { step in
            place = min(place + Int(step), bytes.count)
            return place
        }
        self.bytes = bytes
    }

    /// Whether limits are so narrow that small inputs reach them.
    var hasTightLimits: Bool { switches & 8 != 0 }
    /// Which of two things a property is to be checked with.
    var isAlternative: Bool { switches & 16 != 0 }

    /// The ways in which the bytes arrive: in the input's pieces, and byte by byte where that does not take long.
    var arrivals: [[Int]] { [cuts] + (bytes.count <= 512 ? [Array(0..<bytes.count)] : []) }

    /// The beginning of an input that feeds its bytes in pieces of these lengths, of which there may be seven.
    static func header(steps: [UInt8] = [], hasTightLimits: Bool = false, isAlternative: Bool = false) -> [UInt8] {
        [UInt8(steps.count) | (hasTightLimits ? 8 : 0) | (isAlternative ? 16 : 0)] + steps
    }
}
