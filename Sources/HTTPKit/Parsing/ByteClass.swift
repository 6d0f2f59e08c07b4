/// A class of characters of RFC 9110 §5.6 or RFC 3986, as a table over bytes.
///
/// The tables are constants, a row for 32 bytes: what is computed at the first use would be asked for its state at every byte.
struct ByteClass: Sendable {
    private let members: StaticString

    private init(_ members: StaticString) { self.members = members }

    @inline(__always) func contains(_ byte: UInt8) -> Bool { members.utf8Start[Int(byte)] == UInt8(ascii: "1") }

    /// tchar: what method and field names are made of (RFC 9110 §5.6.2).
    static let token = ByteClass(
        """
        00000000000000000000000000000000\
        01011111001101101111111111000000\
        01111111111111111111111111100011\
        11111111111111111111111111101010\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000
        """)

    /// What a field value may hold: visible ASCII, space, tab and obs-text (RFC 9110 §5.5).
    static let fieldValue = ByteClass(
        """
        00000000010000000000000000000000\
        11111111111111111111111111111111\
        11111111111111111111111111111111\
        11111111111111111111111111111110\
        11111111111111111111111111111111\
        11111111111111111111111111111111\
        11111111111111111111111111111111\
        11111111111111111111111111111111
        """)

    /// What a request target may hold: visible ASCII without a fragment and what RFC 3986 never allows.
    static let target = ByteClass(
        """
        00000000000000000000000000000000\
        01001111111111111111111111110101\
        11111111111111111111111111110101\
        01111111111111111111111111100010\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000
        """)

    /// What a registered name or an IPv4 address may hold (RFC 3986 §3.2.2).
    static let registeredName = ByteClass(
        """
        00000000000000000000000000000000\
        01001111111111101111111111010100\
        01111111111111111111111111100001\
        01111111111111111111111111100010\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000
        """)

    /// What means the same with and without percent-encoding (RFC 3986 §2.3).
    static let unreserved = ByteClass(
        """
        00000000000000000000000000000000\
        00000000000001101111111111000000\
        01111111111111111111111111100001\
        01111111111111111111111111100010\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000
        """)
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
