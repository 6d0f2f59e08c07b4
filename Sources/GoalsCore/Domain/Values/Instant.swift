/// A moment in time, to the microsecond; leap seconds are not counted (as in POSIX).
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z, negative before.
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment that an RFC 3339 `date-time` names, with "Z" or any offset up to ±23:59.
    ///
    /// Digits after the microsecond are cut off; a leap second (:60) is the first moment of the next minute.
    /// Nil when the text is no such date-time, or its year is not in 1…9999.
    public init?(_ rfc3339: some StringProtocol) {
        let bytes = Array(rfc3339.utf8)
        guard bytes.count >= 20, let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = Digits.number(bytes[11..<13]), hour <= 23,
            let minute = Digits.number(bytes[14..<16]), minute <= 59,
            let second = Digits.number(bytes[17..<19]), second <= 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { Digits.digit($0) != nil }
            guard !digits.isEmpty else { return nil }
            let micros = Array(digits.prefix(6)) + Array(repeating: UInt8(ascii: "0"), count: max(0, 6 - digits.count))
            fraction = Digits.number(micros) ?? 0
            rest = rest[digits.endIndex...]
        }
        guard let offset = Self.offset(Array(rest)) else { return nil }
        let seconds = Int(day.number) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(microseconds: Int64(seconds * 1_000_000 + fraction))
    }

    /// So many microseconds later; earlier with a negative number.
    public func advanced(by microseconds: Int64) -> Instant { Instant(microseconds: self.microseconds + microseconds) }

    /// So many times 24 hours later.
    public func advanced(days: Int) -> Instant { advanced(by: Int64(days) * 86_400 * 1_000_000) }

    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// RFC 3339 in UTC with milliseconds, what is finer cut off: `2026-11-22T05:10:48.123Z`.
    ///
    /// Years outside 1…9999, which RFC 3339 cannot write, show as the nearest day it can.
    public var description: String {
        let milliseconds = Gregorian.floorDivide(microseconds, 1_000)
        let days = Gregorian.floorDivide(milliseconds, 86_400_000)
        let time = Int(milliseconds - days * 86_400_000)
        return Digits.text(capacity: 24) { writer in
            writer.date(Int(Day(number: Int32(clamping: days)).number))
            writer.ascii("T")
            writer.digits(time / 3_600_000, width: 2)
            writer.ascii(":")
            writer.digits(time / 60_000 % 60, width: 2)
            writer.ascii(":")
            writer.digits(time / 1_000 % 60, width: 2)
            writer.ascii(".")
            writer.digits(time % 1_000, width: 3)
            writer.ascii("Z")
        }
    }

    /// Seconds east of UTC in `Z` or `±hh:mm`.
    private static func offset(_ bytes: [UInt8]) -> Int? {
        if bytes.count == 1, bytes[0] | 0x20 == UInt8(ascii: "z") { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            let hours = Digits.number(bytes[1..<3]), hours <= 23,
            let minutes = Digits.number(bytes[4..<6]), minutes <= 59
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 3_600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3_600 + minutes * 60)
        default: return nil
        }
    }
}
