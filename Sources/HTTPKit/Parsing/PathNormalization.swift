/// Brings paths that mean the same into one form (RFC 3986 §6.2.2, RFC 9110 §4.2.3).
enum PathNormalization {
    /// Whether `path` may be in another than its normal form. Most are not, and cost one look.
    static func isNeeded(_ path: UnsafeRawBufferPointer) -> Bool {
        var previous: UInt8 = 0
        for byte in path {
            if byte == UInt8(ascii: "%") || (byte == UInt8(ascii: ".") && previous == UInt8(ascii: "/")) { return true }
            previous = byte
        }
        return false
    }

    /// The normal form: unreserved octets are not encoded, other encodings have upper-case digits, and there are no dot segments.
    /// - Throws: `malformedTarget` when the path leads above the root, which no honest client asks for, or holds a NUL (RFC 3986 §7.3).
    static func normalize(_ path: UnsafeRawBufferPointer) throws(ParseError) -> [UInt8] {
        var normal: [UInt8] = []
        normal.reserveCapacity(path.count)
        // Where each segment of `normal` begins, at its slash.
        var segments: [Int] = []
        let decoded = try decodeUnreserved(path)
        for segment in decoded.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst() {
            if segment.elementsEqual("..".utf8) {
                guard let start = segments.popLast() else { throw .malformedTarget }
                normal.removeLast(normal.count - start)
            } else if !segment.elementsEqual(".".utf8) {
                segments.append(normal.count)
                normal.append(UInt8(ascii: "/"))
                normal.append(contentsOf: segment)
                continue
            }
            // A dot segment at the end names the folder: its slash stays (RFC 3986 §5.2.4).
            if segment.endIndex == decoded.endIndex { normal.append(UInt8(ascii: "/")) }
        }
        return normal
    }

    private static func decodeUnreserved(_ path: UnsafeRawBufferPointer) throws(ParseError) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            guard path[index] == UInt8(ascii: "%"), let high = path[index + 1].hexValue, let low = path[index + 2].hexValue else {
                decoded.append(path[index])
                index += 1
                continue
            }
            let octet = high << 4 | low
            if octet == 0 { throw .malformedTarget }
            if ByteClass.unreserved.contains(octet) {
                decoded.append(octet)
            } else {
                decoded += [UInt8(ascii: "%"), path[index + 1].uppercased, path[index + 2].uppercased]
            }
            index += 3
        }
        return decoded
    }
}
