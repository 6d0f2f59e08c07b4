/// A share from nothing to the whole, in hundredths of a percent.
public struct BasisPoints: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0…10,000.
    public let value: Int

    public static let zero = BasisPoints(0)
    public static let whole = BasisPoints(10_000)

    /// So many basis points, cut to 0…10,000.
    public init(_ value: Int) {
        self.value = min(max(value, 0), 10_000)
    }

    /// `part / whole` rounded down, so that the whole never shows before it is reached. `whole` must be positive, both ≤ 10³⁰.
    init(_ part: Int128, of whole: Int128) {
        self.init(Int(clamping: min(max(part, 0), whole) * 10_000 / whole))
    }

    public static func < (left: BasisPoints, right: BasisPoints) -> Bool { left.value < right.value }

    /// The share as a decimal from 0 to 1, at most four digits: `0.684`, `1`, `0`.
    public var description: String { Quantity(micros: Int128(value * 100)).description }
}
