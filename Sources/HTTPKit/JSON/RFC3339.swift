import Glibc

/// Instants as JSON writes them (RFC 3339 §5.6), such as "2026-06-15T12:00:00.25+02:00".
enum RFC3339 {
    /// Seconds since the Unix epoch; nil for any other text. `ISO8601FormatStyle` would take 30 February, and what follows the zone.
    static func seconds(_ text: String) -> Double? {
        var rest = Array(text.utf8)[...]
        guard let year = number(&rest, 4), skip(&rest, "-"), let month = number(&rest, 2), skip(&rest, "-"), let day = number(&rest, 2),
            skip(&rest, "T") || skip(&rest, "t"), let hour = number(&rest, 2), skip(&rest, ":"), let minute = number(&rest, 2),
            skip(&rest, ":"), let second = number(&rest, 2), (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            let fraction = fraction(&rest), let offset = offset(&rest), rest.isEmpty
        else { return nil }
        var parts = tm()
        parts.tm_year = year - 1900
        parts.tm_mon = month - 1
        parts.tm_mday = day
        let midnight = timegm(&parts)
        // 30 February has become a day of March.
        guard parts.tm_mon == month - 1, parts.tm_mday == day else { return nil }
        return Double(midnight + Int(hour * 3600 + minute * 60 + second - offset)) + fraction
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ count: Int) -> Int32? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ isDigit($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int32($1 - UInt8(ascii: "0")) }
    }

    private static func skip(_ rest: inout ArraySlice<UInt8>, _ expected: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: expected) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Double? {
        guard skip(&rest, ".") else { return 0 }
        let digits = rest.prefix { isDigit($0) }
        rest = rest.dropFirst(digits.count)
        return digits.isEmpty ? nil : Double("0." + String(decoding: digits, as: UTF8.self))
    }

    /// Seconds east of Greenwich.
    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int32? {
        if skip(&rest, "Z") || skip(&rest, "z") { return 0 }
        let isEast = skip(&rest, "+")
        guard isEast || skip(&rest, "-"), let hours = number(&rest, 2), skip(&rest, ":"), let minutes = number(&rest, 2),
            (0...23).contains(hours), (0...59).contains(minutes)
        else { return nil }
        return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
