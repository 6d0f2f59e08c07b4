import Glibc

extension SocketAddress {
    /// What one subscriber usually has: an IPv4 address, or an IPv6 /64 (RFC 6177 §2).
    public struct Network: Sendable, Hashable, CustomStringConvertible {
        private let prefix: UInt64
        private let isV6: Bool

        fileprivate init(prefix: UInt64, isV6: Bool) {
            self.prefix = prefix
            self.isV6 = isV6
        }

        /// Hexadecimal digits that no other network has.
        public var description: String { (isV6 ? "6:" : "4:") + String(prefix, radix: 16) }
    }

    public var network: Network {
        v4.map { Network(prefix: UInt64($0), isV6: false) } ?? Network(prefix: upperHalf, isV6: true)
    }

    /// Whether the address is one of the internet's: not loopback, link-local (RFC 3927, RFC 4291 §2.5.6), private (RFC 1918,
    /// RFC 4193) or shared behind a carrier (RFC 6598).
    public var isPublic: Bool {
        if let v4 {
            return switch v4 >> 24 {
            case 0, 10, 127: false
            case 100: v4 >> 22 != 0x6440_0000 >> 22
            case 169: v4 >> 16 != 0xA9FE
            case 172: v4 >> 20 != 0xAC1
            case 192: v4 >> 16 != 0xC0A8
            default: true
            }
        }
        if upperHalf == 0 { return false }
        return upperHalf >> 57 != 0xFC >> 1 && upperHalf >> 54 != 0xFE80 >> 6
    }

    /// An IPv4 address as a number, one that is mapped into IPv6 too (RFC 4291 §2.5.5.2).
    var v4: UInt32? {
        if family == AF_INET { return UInt32(upperHalf >> 32) }
        return upperHalf == 0 && lowerHalf >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: lowerHalf) : nil
    }
}
