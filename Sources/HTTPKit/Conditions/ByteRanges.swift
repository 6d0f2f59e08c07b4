/// What `Range` asks for of a representation (RFC 9110 §14.1.2, §14.2).
enum ByteRanges: Hashable {
    /// The field is to be passed over: the whole representation.
    case whole
    /// Answer 416.
    case unsatisfiable
    /// Answer 206 with these: in the order asked for, not empty, none overlapping another.
    case parts([Range<Int>])

    /// How many ranges a request may name.
    static let limit = 16

    /// Reads a field's value.
    ///
    /// Other units and malformed values are passed over. So are, as attempts to make much work of little (RFC 9110 §17.15), more than
    /// 16 ranges and more than two that overlap. Two that overlap become one. So an answer is never longer than the representation and the
    /// heads of 16 parts.
    /// - Parameter length: the representation's. An empty one has no part that could be named: it is sent whole.
    init(_ field: String, length: Int) {
        guard length > 0, let specifiers = Self.parse(field) else {
            self = .whole
            return
        }
        var parts: [Range<Int>] = []
        var overlapping = 0
        for specifier in specifiers {
            guard var part = specifier.resolved(length) else { continue }
            if let index = parts.firstIndex(where: { $0.overlaps(part) }) {
                overlapping += 1
                part = min(part.lowerBound, parts[index].lowerBound)..<max(part.upperBound, parts[index].upperBound)
                parts[index] = part
                // It may have grown into another one.
                overlapping += parts.count { $0.overlaps(part) } - 1
            } else {
                parts.append(part)
            }
        }
        if overlapping > 1 {
            self = .whole
        } else {
            self = parts.isEmpty ? .unsatisfiable : .parts(parts)
        }
    }

    private enum Specifier {
        case from(Int, through: Int?)
        case suffix(Int)

        /// What it names of `length` bytes; nil when that is nothing.
        func resolved(_ length: Int) -> Range<Int>? {
            switch self {
            case .from(let first, let last): first < length ? first..<min(last ?? length, length - 1).advanced(by: 1) : nil
            case .suffix(let count): count > 0 ? max(0, length - count)..<length : nil
            }
        }
    }

    /// Nil when the field is malformed or of another unit.
    private static func parse(_ field: String) -> [Specifier]? {
        let bytes = field.utf8
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), bytes[..<equals].equalsIgnoringCase("bytes") else { return nil }
        var specifiers: [Specifier] = []
        for element in bytes[bytes.index(after: equals)...].split(separator: UInt8(ascii: ",")) {
            let element = element.trimmingWhitespace()
            if element.isEmpty { continue }
            guard specifiers.count < limit, let specifier = specifier(element) else { return nil }
            specifiers.append(specifier)
        }
        return specifiers.isEmpty ? nil : specifiers
    }

    private static func specifier(_ text: Substring.UTF8View) -> Specifier? {
        guard let dash = text.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let (before, after) = (text[..<dash], text[text.index(after: dash)...])
        if before.isEmpty { return number(after).map { .suffix($0) } }
        guard let first = number(before) else { return nil }
        if after.isEmpty { return .from(first, through: nil) }
        guard let last = number(after), first <= last else { return nil }
        return .from(first, through: last)
    }

    /// A decimal number, however long; beyond `Int` it stands for the largest one.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        if digits.isEmpty { return nil }
        var number = 0
        for digit in digits {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = digit else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            number = overflow || carry ? .max : sum
        }
        return number
    }
}
