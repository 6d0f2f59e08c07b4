extension Quantity {
    /// The number written as JSON writes numbers (RFC 8259 §6): `-12.5`, `1e3`, `2.50`.
    ///
    /// Nil when the text is no such number, needs more than six digits after the point, or lies outside the range.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }

        let whole = Self.takeDigits(from: &bytes)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
        var digits = Array(whole)
        var exponent = 0
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            let fraction = Self.takeDigits(from: &bytes)
            guard !fraction.isEmpty else { return nil }
            digits += fraction
            exponent = -fraction.count
        }
        if let letter = bytes.first, letter | 0x20 == UInt8(ascii: "e") {
            bytes = bytes.dropFirst()
            guard let power = Self.takeExponent(from: &bytes) else { return nil }
            exponent += power
        }
        guard bytes.isEmpty, let magnitude = Self.micros(digits: digits, exponent: exponent) else { return nil }
        self.init(micros: isNegative ? -magnitude : magnitude)
    }

    private static func takeDigits(from bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = bytes.prefix { Digits.digit($0) != nil }
        bytes = bytes[digits.endIndex...]
        return digits
    }

    /// A signed exponent; one too large to matter is cut to ±10⁹, which no number of digits in memory makes up for.
    private static func takeExponent(from bytes: inout ArraySlice<UInt8>) -> Int? {
        let sign = bytes.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        let digits = takeDigits(from: &bytes)
        guard !digits.isEmpty else { return nil }
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        let magnitude = significant.isEmpty ? 0 : significant.count > 9 ? 1_000_000_000 : Digits.number(significant) ?? 0
        return sign == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    /// digits · 10^exponent in millionths; nil when that is no whole number of them or out of range.
    private static func micros(digits: [UInt8], exponent: Int) -> Int128? {
        var significant = digits.drop { $0 == UInt8(ascii: "0") }
        guard !significant.isEmpty else { return 0 }
        var power = exponent + 6
        while significant.last == UInt8(ascii: "0") {
            significant = significant.dropLast()
            power += 1
        }
        // maximumMicros is 10^28: 29 digits in all.
        guard power >= 0, significant.count + power <= 29 else { return nil }
        var result: Int128 = 0
        for byte in significant { result = result * 10 + Int128(Digits.digit(byte) ?? 0) }
        for _ in 0..<power { result *= 10 }
        return result <= maximumMicros ? result : nil
    }
}
