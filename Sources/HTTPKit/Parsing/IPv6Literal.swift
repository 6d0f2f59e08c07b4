/// An IPv6 address as text (RFC 3986 §3.2.2): eight groups of hexadecimal digits, of which "::" stands for some zero ones, and the last two
/// of which may be an IPv4 address.
enum IPv6Literal {
    static func isValid(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
        var groups = 0
        var isShortened = false
        var parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)[...]
        guard parts.count >= 3 else { return false }
        // "::" at either end leaves an empty part too many.
        if parts[parts.startIndex].isEmpty {
            guard parts[parts.startIndex + 1].isEmpty else { return false }
            parts.removeFirst()
        }
        if parts[parts.endIndex - 1].isEmpty {
            guard parts[parts.endIndex - 2].isEmpty else { return false }
            parts.removeLast()
        }
        for (index, part) in zip(parts.indices, parts) {
            if part.isEmpty {
                if isShortened { return false }
                isShortened = true
            } else if index == parts.endIndex - 1, part.contains(UInt8(ascii: ".")) {
                guard isIPv4(part) else { return false }
                groups += 2
            } else {
                guard part.count <= 4, part.allSatisfy({ $0.hexValue != nil }) else { return false }
                groups += 1
            }
        }
        return isShortened ? groups <= 7 : groups == 8
    }

    private static func isIPv4(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
        let octets = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return octets.count == 4
            && octets.allSatisfy { octet in
                guard (1...3).contains(octet.count), octet.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
                return octet.count == 1 || octet.first != 0x30 && octet.reduce(0, { $0 * 10 + Int($1 - 0x30) }) <= 255
            }
    }
}
