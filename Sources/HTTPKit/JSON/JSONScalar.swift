import FoundationEssentials

/// A type that is written as one text, number or truth value.
protocol JSONScalar {
    /// What it is called in "Must be …".
    static var noun: String { get }
    /// A value of it, any one.
    static var example: JSONValue { get }
    /// Both of them, unless more is to be said.
    static var expectation: JSONExpectation { get }
    /// The value; nil when `json` is none.
    static func read(_ json: JSONValue) -> Self?
}

extension JSONScalar {
    static var expectation: JSONExpectation { JSONExpectation(noun, example) }
}

extension JSONValue {
    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// A number as it was written.
    var digits: String? {
        if case .number(let digits) = self { return digits }
        return nil
    }
}

extension String: JSONScalar {
    static var noun: String { "a text" }
    static var example: JSONValue { .string("") }
    static func read(_ json: JSONValue) -> String? { json.text }
}

extension Bool: JSONScalar {
    static var noun: String { "true or false" }
    static var example: JSONValue { .bool(false) }
    static func read(_ json: JSONValue) -> Bool? {
        if case .bool(let value) = json { return value }
        return nil
    }
}

extension JSONScalar where Self: FixedWidthInteger {
    static var noun: String { "a whole number" }
    static var example: JSONValue { .number("0") }

    static var expectation: JSONExpectation {
        // The bounds of 64 bits would tell a person nothing.
        let isBounded = bitWidth < 64 || !isSigned
        return JSONExpectation(isBounded ? "\(noun) from \(min) to \(max)" : noun, example)
    }

    /// Also "5.0" and "1e3": JSON knows one kind of number only.
    static func read(_ json: JSONValue) -> Self? {
        guard let digits = json.digits else { return nil }
        return Self(digits) ?? Double(digits).flatMap { Self(exactly: $0) }
    }
}

extension Int: JSONScalar {}
extension Int8: JSONScalar {}
extension Int16: JSONScalar {}
extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt: JSONScalar {}
extension UInt8: JSONScalar {}
extension UInt16: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}

extension JSONScalar where Self: BinaryFloatingPoint & LosslessStringConvertible {
    static var noun: String { "a number" }
    static var example: JSONValue { .number("0") }
    static func read(_ json: JSONValue) -> Self? { json.digits.flatMap { Self($0) }.flatMap { $0.isFinite ? $0 : nil } }
}

extension Double: JSONScalar {}
extension Float: JSONScalar {}

extension Decimal: JSONScalar {
    static var noun: String { "a number" }
    static var example: JSONValue { .number("0") }
    static func read(_ json: JSONValue) -> Decimal? { json.digits.flatMap { Decimal(string: $0) } }
}

extension Date: JSONScalar {
    static var noun: String { "an instant, written as 2026-06-15T12:00:00Z" }
    static var example: JSONValue { .string("1970-01-01T00:00:00Z") }
    static func read(_ json: JSONValue) -> Date? { json.text.flatMap { RFC3339.seconds($0) }.map { Date(timeIntervalSince1970: $0) } }
}

extension Data: JSONScalar {
    static var noun: String { "bytes in base64" }
    static var example: JSONValue { .string("") }
    static func read(_ json: JSONValue) -> Data? { json.text.flatMap { Data(base64Encoded: $0) } }
}

extension URL: JSONScalar {
    static var noun: String { "a URL" }
    static var example: JSONValue { .string("/") }
    static func read(_ json: JSONValue) -> URL? { json.text.flatMap { URL(string: $0) } }
}

extension UUID: JSONScalar {
    static var noun: String { "a UUID" }
    static var example: JSONValue { .string("00000000-0000-0000-0000-000000000000") }
    static func read(_ json: JSONValue) -> UUID? { json.text.flatMap { UUID(uuidString: $0) } }
}
