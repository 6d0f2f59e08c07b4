/// A place in an order that people arrange by hand: between any two there is always another.
///
/// The text is a fraction 0.d₁d₂d₃… in base 36, compared byte by byte, so that moving one goal changes no other's place. It is
/// made of the digits 0-9a-z, not empty, and never ends in 0, below which nothing would fit.
public struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil for what is no position.
    public init?(_ text: String) {
        guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy({ Self.digit($0) != nil }), text.utf8.last != zero
        else {
            return nil
        }
        description = text
    }

    private init(digits: [Int]) {
        description = String(decoding: digits.map { Self.alphabet[$0] }, as: UTF8.self)
    }

    /// What a place that was read from the database is; the database holds only such texts.
    init(stored: String) { description = stored }

    /// Before all that were made earlier: the newest stands first until somebody puts it elsewhere.
    ///
    /// - Parameter random: tells those of one microsecond apart.
    public static func newest(at instant: Instant, using random: inout some RandomNumberGenerator) -> Position {
        var rest = UInt64(clamping: (Int64(1) << 62) - max(0, instant.microseconds))
        var digits: [Int] = []
        for _ in 0..<13 {
            digits.append(Int(rest % 36))
            rest /= 36
        }
        return Position(digits: digits.reversed() + [Int.random(in: 0..<36, using: &random), Int.random(in: 1..<36, using: &random)])
    }

    /// A place between two others; nil stands for the first or last place there could be.
    ///
    /// Two people who move something to the same gap at the same time get different places but for one time in a thousand; then the id decides.
    /// - Returns: nil when the first does not lie before the second.
    public static func between(
        _ lower: Position?, _ upper: Position?, using random: inout some RandomNumberGenerator
    ) -> Position? {
        let low = lower.map { $0.digits } ?? []
        let high = upper.map { $0.digits }
        if let high, !low.lexicographicallyPrecedes(high) { return nil }
        var digits: [Int] = []
        var isBelowHigh = high == nil
        var index = 0
        while true {
            let bottom = index < low.count ? low[index] : 0
            let top = isBelowHigh ? 36 : (high.map { index < $0.count ? $0[index] : 36 } ?? 36)
            if top - bottom > 1 {
                digits.append((bottom + top) / 2)
                break
            }
            digits.append(bottom)
            if bottom < top { isBelowHigh = true }
            index += 1
        }
        return Position(digits: digits + [Int.random(in: 0..<36, using: &random), Int.random(in: 1..<36, using: &random)])
    }

    /// ``newest(at:using:)`` with the system's random numbers.
    public static func newest(at instant: Instant) -> Position {
        var generator = SystemRandomNumberGenerator()
        return newest(at: instant, using: &generator)
    }

    /// ``between(_:_:using:)`` with the system's random numbers.
    public static func between(_ lower: Position?, _ upper: Position?) -> Position? {
        var generator = SystemRandomNumberGenerator()
        return between(lower, upper, using: &generator)
    }

    public static func < (left: Position, right: Position) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    static let maximumLength = 4_000
    private static let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)

    private var digits: [Int] { description.utf8.compactMap(Self.digit) }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
        default: nil
        }
    }
}

private let zero = UInt8(ascii: "0")
