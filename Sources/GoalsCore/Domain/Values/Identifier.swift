/// The name of one entity for ever: a UUID, in new ones version 7, so that they sort by the time of their making.
///
/// `Entity` only keeps the names of goals apart from those of check-ins; no value of it is held.
public struct Identifier<Entity>: Hashable, Comparable, Sendable, LosslessStringConvertible {
    // Two halves, not one `UInt128`: Swift 6.3 lays out wrongly the frames of async functions that take several values aligned to 16 bytes.
    private let upper: UInt64
    private let lower: UInt64

    /// The 128 bits, the first byte of the UUID on top.
    public var bits: UInt128 { UInt128(upper) << 64 | UInt128(lower) }

    public init(bits: UInt128) {
        upper = UInt64(truncatingIfNeeded: bits >> 64)
        lower = UInt64(truncatingIfNeeded: bits)
    }

    /// The UUID written as 8-4-4-4-12 hexadecimal digits of either case; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(37))
        guard bytes.count == 36 else { return nil }
        var bits: UInt128 = 0
        for (index, byte) in bytes.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Self.hexDigit(byte) else { return nil }
                bits = bits << 4 | UInt128(digit)
            }
        }
        self.init(bits: bits)
    }

    /// A new UUID of version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits.
    ///
    /// Within one millisecond the order is random; moments before 1970 count as 1970.
    public static func make(at instant: Instant, using generator: inout some RandomNumberGenerator) -> Identifier {
        let milliseconds = UInt128(max(0, instant.microseconds) / 1_000) & 0xffff_ffff_ffff
        let randomA = UInt128((generator.next() as UInt64) & 0xfff)
        let randomB = UInt128((generator.next() as UInt64) & 0x3fff_ffff_ffff_ffff)
        return Identifier(bits: milliseconds << 80 | 0x7 << 76 | randomA << 64 | 0b10 << 62 | randomB)
    }

    /// A new UUID of version 7 with the system's random numbers.
    public static func make(at instant: Instant) -> Identifier {
        var generator = SystemRandomNumberGenerator()
        return make(at: instant, using: &generator)
    }

    /// What all ids of version 7 that are made from `instant` on come after.
    public static func before(_ instant: Instant) -> Identifier {
        Identifier(bits: UInt128(max(0, instant.microseconds) / 1_000) << 80)
    }

    /// When it was made, to the millisecond, in an id of version 7.
    public var createdAt: Instant { Instant(microseconds: Int64(bits >> 80) * 1_000) }

    public static func < (left: Identifier, right: Identifier) -> Bool { (left.upper, left.lower) < (right.upper, right.lower) }

    /// The canonical text, lower case: `01936a5e-3f2b-7c4d-8e5f-0123456789ab`.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        // Safe: the loop writes each of the 36 bytes, all of them ASCII.
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var shift = 128
            for index in 0..<36 {
                if index == 8 || index == 13 || index == 18 || index == 23 {
                    buffer[index] = UInt8(ascii: "-")
                } else {
                    shift -= 4
                    buffer[index] = digits[Int(truncatingIfNeeded: bits >> UInt128(shift)) & 0xf]
                }
            }
            return 36
        }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
