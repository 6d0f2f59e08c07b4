/// An exact decimal number with six digits after the point: kilometres, kilograms, pages, money.
///
/// Nothing is ever rounded by adding up. The range is ±10²², far beyond any sum of what people may enter (``limit``);
/// arithmetic that would leave it stops at its ends, which keeps every formula built on it free of overflow.
public struct Quantity: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number in millionths.
    public let micros: Int128

    /// The largest magnitude that people may enter, 10¹².
    public static let limit = Quantity(1_000_000_000_000)
    public static let zero = Quantity(micros: 0)

    static let maximumMicros: Int128 = 10_000_000_000_000_000_000_000_000_000

    /// The number of so many millionths, the nearest end of the range when it lies outside.
    public init(micros: Int128) {
        self.micros = min(max(micros, -Self.maximumMicros), Self.maximumMicros)
    }

    public init(_ whole: Int) {
        self.init(micros: Int128(whole) * 1_000_000)
    }

    /// Whether people may enter this number: its magnitude is at most ``limit``.
    public var isWithinLimit: Bool { micros.magnitude <= Self.limit.micros.magnitude }

    public static func + (left: Quantity, right: Quantity) -> Quantity { Quantity(micros: left.micros + right.micros) }
    public static func - (left: Quantity, right: Quantity) -> Quantity { Quantity(micros: left.micros - right.micros) }
    public static prefix func - (operand: Quantity) -> Quantity { Quantity(micros: -operand.micros) }
    public static func += (left: inout Quantity, right: Quantity) { left = left + right }
    public static func < (left: Quantity, right: Quantity) -> Bool { left.micros < right.micros }

    /// The shortest plain decimal: `12.5`, `-0.000001`, `500`. Always a valid JSON number.
    public var description: String {
        let (whole, part) = micros.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        return Digits.text(capacity: 32) { writer in
            if micros < 0 { writer.ascii("-") }
            // At most 10²², so the upper part is small and the lower has 18 digits.
            let (upper, lower) = whole.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
            if upper > 0 {
                writer.digits(Int(upper))
                writer.digits(Int(lower), width: 18)
            } else {
                writer.digits(Int(lower))
            }
            guard part > 0 else { return }
            var (fraction, width) = (Int(part), 6)
            while fraction % 10 == 0 {
                fraction /= 10
                width -= 1
            }
            writer.ascii(".")
            writer.digits(fraction, width: width)
        }
    }
}
