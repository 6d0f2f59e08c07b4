/// Reads JSON (RFC 8259) and nothing that only resembles it. Two members of one name are refused, since what reads such an object
/// elsewhere may see the other one; so is what is nested deeper than any honest body.
struct JSONParser {
    static let maximumDepth = 100

    /// The bytes are no JSON, from `position` on.
    struct SyntaxError: Error, Hashable {
        let position: Int
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func parse(_ bytes: [UInt8]) throws(SyntaxError) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.readValue(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error }
        return value
    }

    private var error: SyntaxError { SyntaxError(position: position) }

    /// The next byte; NUL, which stands nowhere in JSON, at the end.
    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipSpace() {
        while byte == .space || byte == .tab || byte == .lf || byte == .cr { position += 1 }
    }

    /// Takes `expected`, if it is next.
    private mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: expected) else { return false }
        position += 1
        return true
    }

    private mutating func readValue(depth: Int) throws(SyntaxError) -> JSONValue {
        guard depth <= Self.maximumDepth else { throw error }
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return try readObject(depth: depth + 1)
        case UInt8(ascii: "["): return try readArray(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: return .number(try readNumber())
        }
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) throws(SyntaxError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw error }
        position += word.utf8.count
        return value
    }

    private mutating func readObject(depth: Int) throws(SyntaxError) -> JSONValue {
        position += 1
        var object = JSONObject()
        skipSpace()
        if take("}") { return .object(object) }
        repeat {
            skipSpace()
            let start = position
            let name = try readString()
            guard object.position(of: name) == nil else { throw SyntaxError(position: start) }
            skipSpace()
            guard take(":") else { throw error }
            object.append(name, try readValue(depth: depth))
            skipSpace()
        } while take(",")
        guard take("}") else { throw error }
        return .object(object)
    }

    private mutating func readArray(depth: Int) throws(SyntaxError) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(items) }
        repeat {
            items.append(try readValue(depth: depth))
            skipSpace()
        } while take(",")
        guard take("]") else { throw error }
        return .array(items)
    }

    private mutating func readNumber() throws(SyntaxError) -> String {
        let start = position
        _ = take("-")
        // No number but zero itself begins with a zero.
        if !take("0") { try readDigits() }
        if take(".") { try readDigits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try readDigits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func readDigits() throws(SyntaxError) {
        let start = position
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        if position == start { throw error }
    }

    private mutating func readString() throws(SyntaxError) -> String {
        guard take("\"") else { throw error }
        let opening = position
        /// What came before `start`, when it had escapes.
        var unescaped: [UInt8] = []
        var start = position
        var isASCII = true
        while !take("\"") {
            if byte == UInt8(ascii: "\\") {
                unescaped += bytes[start..<position]
                position += 1
                unescaped.append(contentsOf: String(try readEscape()).utf8)
                start = position
            } else {
                guard byte >= 0x20 else { throw error }
                if byte >= 0x80 { isASCII = false }
                position += 1
            }
        }
        let tail = bytes[start..<(position - 1)]
        let utf8 = unescaped.isEmpty ? tail : unescaped[...] + tail
        if isASCII { return String(decoding: utf8, as: UTF8.self) }
        guard let text = String(validating: utf8, as: UTF8.self) else { throw SyntaxError(position: opening) }
        return text
    }

    private mutating func readEscape() throws(SyntaxError) -> Unicode.Scalar {
        let letter = byte
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try readHex()
            guard (0xD800..<0xDC00).contains(first) else {
                guard let scalar = Unicode.Scalar(first) else { throw error }
                return scalar
            }
            // RFC 8259 §7: beyond the first plane, a pair of surrogates.
            guard take("\\"), take("u") else { throw error }
            let second = try readHex()
            guard (0xDC00..<0xE000).contains(second) else { throw error }
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))!
        default:
            position -= 1
            throw error
        }
    }

    private mutating func readHex() throws(SyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = byte.hexValue else { throw error }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
