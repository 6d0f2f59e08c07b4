import CLinux
import Glibc

/// A listening socket of one loop.
///
/// Each loop has its own on the same address (`SO_REUSEPORT`), so that the kernel spreads connections and no accepted one ever changes threads.
public final class Listener: IOHandler {
    private let loop: EventLoop
    private var descriptor: Descriptor?
    private var registration: Registration?
    private let accepted: (consuming Descriptor, SocketAddress) -> Void
    private let exhausted: () -> Bool
    private var retry: LoopTimer?
    /// The address that is listened on, with the port that the kernel chose where 0 was asked for.
    public let address: SocketAddress

    /// Listens at once. Loop thread only.
    /// - Parameters:
    ///   - accepted: takes each new connection, non-blocking, without delay (TCP_NODELAY), with its peer's address.
    ///   - exhausted: called when the process has no descriptor left for one; returns whether it has freed one.
    public init(
        on loop: EventLoop, address: SocketAddress, accepted: @escaping (consuming Descriptor, SocketAddress) -> Void,
        exhausted: @escaping () -> Bool = { false }
    ) throws(SocketError) {
        let descriptor = try Self.bound(to: address, options: [SO_REUSEADDR, SO_REUSEPORT])
        let raw = descriptor.raw
        _ = try SocketError.check("listen", listen(raw, 4096))

        var bound = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        _ = withUnsafeMutableBytes(of: &bound) {
            getsockname(raw, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), &length)
        }
        self.loop = loop
        self.address = SocketAddress(bound)
        self.accepted = accepted
        self.exhausted = exhausted
        self.descriptor = consume descriptor
        registration = try loop.register(raw, .read, self)
        retry = LoopTimer { [weak self] in self?.resume() }
    }

    /// Checks that nobody else listens on an address: `SO_REUSEPORT` would let two servers share it without a word.
    /// - Throws: `SocketError`, as the attempt to listen alone does.
    public static func checkIsFree(_ address: SocketAddress) throws(SocketError) {
        _ = try bound(to: address, options: [SO_REUSEADDR])
    }

    private static func bound(to address: SocketAddress, options: [Int32]) throws(SocketError) -> Descriptor {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Descriptor(try SocketError.check("socket", socket(address.family, kind, 0)))
        let raw = descriptor.raw
        for option in options { setOption(raw, SOL_SOCKET, option, 1) }
        // Linux hands it on to the connections that are accepted.
        setOption(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        if address.family == AF_INET6 { setOption(raw, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        _ = try SocketError.check("bind \(address)", address.withPointer { bind(raw, $0, $1) })
        return descriptor
    }

    /// Stops listening; connections that are in the kernel's queue still are refused.
    public func close() {
        if let registration { loop.deregister(registration) }
        retry?.cancel()
        registration = nil
        descriptor = nil
    }

    /// Bounded, so that a flood of connections does not starve those that are open.
    public func ready(_ events: IOEvents) { accept(atMost: 64) }

    /// Accepts what waits in the kernel's queue, before that is given up.
    public func acceptWaiting() { accept(atMost: 4096) }

    private func accept(atMost count: Int) {
        guard let raw = descriptor?.raw else { return }
        for _ in 0..<count {
            var peer = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            let connection = withUnsafeMutableBytes(of: &peer) {
                goals_accept(raw, $0.baseAddress!, &length, flags)
            }
            if connection >= 0 {
                accepted(Descriptor(connection), SocketAddress(peer))
                continue
            }
            switch errno {
            case EINTR, ECONNABORTED, EPROTO: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                if !exhausted() { return pause() }
            default: return
            }
        }
    }

    /// Out of descriptors: the queue stays in the kernel for a moment, instead of the loop spinning on it.
    private func pause() {
        guard let registration, let retry else { return }
        loop.update(registration, [])
        loop.schedule(retry, after: .milliseconds(100))
    }

    private func resume() {
        if let registration { loop.update(registration, .read) }
    }
}

private func setOption(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
}
