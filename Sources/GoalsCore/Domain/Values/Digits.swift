/// Reads and writes the fixed-width numbers that dates and times are made of.
enum Digits {
    /// The number that stands in exactly these bytes; nil unless all are ASCII digits. At most 18 of them.
    static func number(_ bytes: some Collection<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
        var result = 0
        for byte in bytes {
            guard let digit = digit(byte) else { return nil }
            result = result * 10 + digit
        }
        return result
    }

    static func digit(_ byte: UInt8) -> Int? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
    }

    /// A number that is not negative, with leading zeros up to `width`.
    static func padded(_ number: some BinaryInteger, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
