/// Character classes of RFC 9110 §5.6 and RFC 3986, as tables over bytes.
enum ByteClass {
    /// tchar: what method and field names are made of (RFC 9110 §5.6.2).
    static let token = table { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// What a field value may hold: visible ASCII, space, tab and obs-text (RFC 9110 §5.5).
    static let fieldValue = table { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }

    /// What a request target may hold: visible ASCII without a fragment and what RFC 3986 never allows.
    static let target = table { $0 > 0x20 && $0 < 0x7F && !"#\"<>\\^`{|}".utf8.contains($0) }

    /// What a registered name or an IPv4 address may hold (RFC 3986 §3.2.2).
    static let registeredName = table { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "-._~!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    /// What means the same with and without percent-encoding (RFC 3986 §2.3).
    static let unreserved = table { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func table(_ contains: (UInt8) -> Bool) -> [Bool] { (0...255).map { contains(UInt8($0)) } }
}

extension UInt8 {
    static let cr = UInt8(ascii: "\r")
    static let lf = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")

    /// The value of a hexadecimal digit.
    var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The ASCII letter in upper case; anything else as it is.
    var uppercased: UInt8 { self >= 0x61 && self <= 0x7A ? self & ~0x20 : self }

    /// The ASCII letter in lower case; anything else as it is.
    @inline(__always) var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Collection where Element == UInt8 {
    /// Whether the bytes are `text`, ASCII letters compared without case. `text` must be lower case.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for (byte, other) in zip(self, expected) where byte.lowercased != other { return false }
            return true
        }
    }

    /// The elements of a comma-separated list, without surrounding white space; empty ones are left out (RFC 9110 §5.6.1).
    func listElements() -> [SubSequence] { allListElements().filter { !$0.isEmpty } }

    /// The elements with the empty ones, for lists in which those are not to be passed over.
    func allListElements() -> [SubSequence] {
        split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { $0.trimmingWhitespace() }
    }
}

extension Collection where Element == UInt8, SubSequence: Collection {
    func trimmingWhitespace() -> SubSequence {
        let isSpace = { (byte: UInt8) in byte == .space || byte == .tab }
        var slice = drop(while: isSpace)
        var end = slice.endIndex
        var trailing = 0
        for byte in slice { trailing = isSpace(byte) ? trailing + 1 : 0 }
        end = slice.index(slice.startIndex, offsetBy: slice.count - trailing)
        slice = slice[slice.startIndex..<end]
        return slice
    }
}
