extension SocketAddress {
    /// Addresses that begin alike: "10.0.0.0/8", "2001:db8::/32", or one alone, "192.0.2.7" (RFC 4632 §3.1, RFC 4291 §2.3).
    ///
    /// An IPv4 address that is mapped into IPv6 is that IPv4 address.
    public struct Block: Sendable, Hashable {
        // Bits above those that count are the network's, all others zero.
        private let upper: UInt64
        private let lower: UInt64
        private let isV6: Bool
        private let length: Int

        /// Nil when `text` is no address, the length is none, or bits behind it are set: then one of the two is not what was meant.
        public init?(_ text: some StringProtocol) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = SocketAddress(host: String(parts[0]), port: 0) else { return nil }
            let bits = address.unmapped
            var length = bits.isV6 ? 128 : 32
            if parts.count == 2 {
                let digits = parts[1].utf8
                guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(parts[1]),
                    number <= (address.isV6 ? 128 : 32)
                else { return nil }
                // The length of a mapped address counts the 96 bits before it.
                length = address.isV6 && !bits.isV6 ? number - 96 : number
                guard length >= 0 else { return nil }
            }
            let (upperMask, lowerMask) = Self.masks(length)
            guard bits.upper & ~upperMask == 0, bits.lower & ~lowerMask == 0 else { return nil }
            (upper, lower, isV6) = bits
            self.length = length
        }

        public func contains(_ address: SocketAddress) -> Bool {
            let bits = address.unmapped
            let (upperMask, lowerMask) = Self.masks(length)
            return bits.isV6 == isV6 && bits.upper & upperMask == upper && bits.lower & lowerMask == lower
        }

        private static func masks(_ length: Int) -> (UInt64, UInt64) {
            (length == 0 ? 0 : .max << UInt64(max(0, 64 - length)), length <= 64 ? 0 : .max << UInt64(128 - length))
        }
    }

    /// Both halves of the address, of an IPv4 one the first 32 bits; one that is mapped is unwrapped.
    private var unmapped: (upper: UInt64, lower: UInt64, isV6: Bool) {
        v4.map { (UInt64($0) << 32, 0, false) } ?? (upperHalf, lowerHalf, true)
    }
}
