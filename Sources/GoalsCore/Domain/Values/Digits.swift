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

    /// Text of at most `capacity` ASCII bytes, written once where it will lie: every goal in a list has a dozen dates and numbers.
    static func text(capacity: Int, _ write: (inout Writer) -> Void) -> String {
        String(unsafeUninitializedCapacity: capacity) { buffer in
            var writer = Writer(buffer: buffer)
            write(&writer)
            return writer.count
        }
    }

    /// Fills a buffer from the front. Writing beyond its end stops the process.
    struct Writer {
        fileprivate let buffer: UnsafeMutableBufferPointer<UInt8>
        fileprivate(set) var count = 0

        mutating func ascii(_ scalar: Unicode.Scalar) {
            precondition(count < buffer.count)
            buffer[count] = UInt8(ascii: scalar)
            count += 1
        }

        /// A number that is not negative, in exactly `width` digits: the last ones, where it has more.
        mutating func digits(_ number: Int, width: Int) {
            precondition(count + width <= buffer.count)
            var rest = number
            for index in stride(from: count + width - 1, through: count, by: -1) {
                buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            count += width
        }

        /// A number that is not negative, without leading zeros.
        mutating func digits(_ number: Int) {
            var width = 1
            var limit = 10
            while width < 19, number >= limit {
                width += 1
                if width < 19 { limit *= 10 }
            }
            digits(number, width: width)
        }
    }

    /// A number that is not negative, with leading zeros up to `width`.
    static func padded(_ number: some BinaryInteger, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
