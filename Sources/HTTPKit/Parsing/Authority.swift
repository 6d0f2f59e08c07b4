/// uri-host with an optional port (RFC 9110 §4.2, RFC 3986 §3.2.2), as in `Host` and in absolute targets.
enum Authority {
    /// Whether `bytes` name a host: not empty, without user information, brackets around an IPv6 address alone, a port up to 65535.
    static func isValid(_ bytes: Slice<UnsafeRawBufferPointer>, needsPort: Bool = false) -> Bool {
        var position = bytes.startIndex
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")), IPv6Literal.isValid(bytes[(position + 1)..<end]) else { return false }
            position = end + 1
        } else {
            while position < bytes.endIndex, ByteClass.registeredName.contains(bytes[position]) {
                if bytes[position] == UInt8(ascii: "%") {
                    guard position + 2 < bytes.endIndex, bytes[position + 1].hexValue != nil, bytes[position + 2].hexValue != nil else {
                        return false
                    }
                }
                position += 1
            }
            guard position > bytes.startIndex else { return false }
        }
        if position == bytes.endIndex { return !needsPort }
        guard bytes[position] == UInt8(ascii: ":") else { return false }
        return isPort(bytes[(position + 1)...], mayBeEmpty: !needsPort)
    }

    private static func isPort(_ digits: Slice<UnsafeRawBufferPointer>, mayBeEmpty: Bool) -> Bool {
        if digits.isEmpty { return mayBeEmpty }
        var port = 0
        for digit in digits {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = digit else { return false }
            port = port * 10 + Int(digit - UInt8(ascii: "0"))
            if port > 65535 { return false }
        }
        return true
    }
}
