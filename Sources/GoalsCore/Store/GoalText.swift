/// Reads the texts in which a statement puts lists together: numbers with `:` between them, items with `,` between them.
enum GoalText {
    /// A check-in; the value is nil for a skip.
    struct Entry: Equatable {
        var day: Day
        var value: Quantity?
    }

    /// `day:value,day:,…`, days counted from `start`, values in millionths, none for a skip.
    static func entries(_ text: String, from start: Day) -> [Entry] {
        var entries: [Entry] = []
        items(text) { first, second in
            entries.append(Entry(day: start.advanced(by: first), value: second.map { Quantity(micros: Int128($0)) }))
        }
        return entries
    }

    /// `first:last,first:,…`, days counted from `start`; without a last day up to the end of time.
    static func pauses(_ text: String, from start: Day) -> [ClosedRange<Day>] {
        var ranges: [ClosedRange<Day>] = []
        items(text) { first, second in
            let first = start.advanced(by: first)
            ranges.append(first...max(first, second.map { start.advanced(by: $0) } ?? .max))
        }
        return ranges
    }

    /// `tag,tag,…`. By Unicode scalars: to Swift a comma is one character with a combining mark or a skin tone that follows it.
    static func tags(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: ",").map { String($0) }
    }

    /// `units:millionths`, of either sign and any size.
    static func total(_ text: String) -> Quantity? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let units = Int128(parts[0]), let micros = Int128(parts[1]) else { return nil }
        return Quantity(micros: units * 1_000_000 + micros)
    }

    /// Walks along the bytes once: a habit of some years has a thousand items.
    private static func items(_ text: String, _ body: (Int, Int?) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var number = 0
            var isNegative = false
            var hasDigits = false
            var first = 0
            func value() -> Int { isNegative ? -number : number }
            func reset() { (number, isNegative, hasDigits) = (0, false, false) }
            for byte in bytes {
                switch byte {
                case UInt8(ascii: ":"):
                    first = value()
                    reset()
                case UInt8(ascii: ","):
                    body(first, hasDigits ? value() : nil)
                    reset()
                case UInt8(ascii: "-"): isNegative = true
                default:
                    number = number &* 10 &+ Int(byte &- UInt8(ascii: "0"))
                    hasDigits = true
                }
            }
            if !bytes.isEmpty { body(first, hasDigits ? value() : nil) }
        }
    }
}
