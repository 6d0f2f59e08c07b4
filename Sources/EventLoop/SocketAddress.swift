import Glibc

/// An IPv4 or IPv6 address with its port. Small, since every request carries one.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address in network order; an IPv4 one in the first four bytes.
    private let bytes: (UInt64, UInt64)
    private let scope: UInt32
    public let port: UInt16
    let isV6: Bool

    /// A numeric address, `host` as in "127.0.0.1", "::" or "::1"; nil for anything else.
    public init?(host: String, port: UInt16) {
        var bytes: (UInt64, UInt64) = (0, 0)
        if inet_pton(AF_INET, host, &bytes) == 1 {
            isV6 = false
        } else if inet_pton(AF_INET6, host, &bytes) == 1 {
            isV6 = true
        } else {
            return nil
        }
        self.bytes = bytes
        self.port = port
        scope = 0
    }

    /// What the kernel has written.
    init(_ storage: sockaddr_storage) {
        var bytes: (UInt64, UInt64) = (0, 0)
        isV6 = Int32(storage.ss_family) == AF_INET6
        (port, scope) = withUnsafeBytes(of: storage) { source in
            withUnsafeMutableBytes(of: &bytes) { target in
                if Int32(storage.ss_family) == AF_INET6 {
                    let address = source.load(as: sockaddr_in6.self)
                    withUnsafeBytes(of: address.sin6_addr) { target.copyMemory(from: $0) }
                    return (UInt16(bigEndian: address.sin6_port), address.sin6_scope_id)
                }
                let address = source.load(as: sockaddr_in.self)
                withUnsafeBytes(of: address.sin_addr) { target.copyMemory(from: $0) }
                return (UInt16(bigEndian: address.sin_port), 0)
            }
        }
        self.bytes = bytes
    }

    /// The first eight bytes of the address as a number; an IPv4 one is in its upper half.
    var upperHalf: UInt64 { UInt64(bigEndian: bytes.0) }
    /// The last eight bytes of an IPv6 address as a number.
    var lowerHalf: UInt64 { UInt64(bigEndian: bytes.1) }

    public var family: Int32 { isV6 ? AF_INET6 : AF_INET }

    /// The address in numbers, without the port.
    public var host: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard withUnsafeBytes(of: bytes, { inet_ntop(family, $0.baseAddress!, &text, socklen_t(text.count)) }) != nil else { return "" }
        return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    public var description: String { isV6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

    public static func == (left: SocketAddress, right: SocketAddress) -> Bool {
        left.bytes == right.bytes && left.port == right.port && left.isV6 == right.isV6 && left.scope == right.scope
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes.0)
        hasher.combine(bytes.1)
        hasher.combine(port)
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var storage = sockaddr_storage()
        let length = withUnsafeMutableBytes(of: &storage) { target in
            if isV6 {
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                address.sin6_scope_id = scope
                withUnsafeMutableBytes(of: &address.sin6_addr) { field in withUnsafeBytes(of: bytes) { field.copyMemory(from: $0) } }
                target.storeBytes(of: address, as: sockaddr_in6.self)
                return MemoryLayout<sockaddr_in6>.size
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &address.sin_addr) { field in
                withUnsafeBytes(of: bytes) { field.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[0..<4])) }
            }
            target.storeBytes(of: address, as: sockaddr_in.self)
            return MemoryLayout<sockaddr_in>.size
        }
        return withUnsafeBytes(of: storage) { body($0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(length)) }
    }
}
