import CLinux
import EventLoop
import Glibc
import Synchronization

/// Bytes that the kernel holds and sends from where they are (memfd_create(2), sendfile(2)), for what is large and sent often.
///
/// One descriptor holds any number of bodies. From about 32 KiB on that costs less than copying them for each client; below, more (docs/benchmarks.md).
public final class KernelBytes: Sendable {
    private let descriptor: Descriptor
    private let end = Mutex(0)

    /// Nil when the kernel has no descriptor left.
    public init?() {
        let raw = memfd_create("http-body", UInt32(MFD_CLOEXEC))
        guard raw >= 0 else { return nil }
        descriptor = Descriptor(raw)
    }

    /// Puts bytes behind those that are there.
    /// - Returns: where they are; nil when the kernel has no room for them.
    public func append(_ bytes: [UInt8]) -> Range<Int>? {
        end.withLock { end in
            var written = 0
            while written < bytes.count {
                let more = bytes.withUnsafeBytes { pwrite(descriptor.raw, $0.baseAddress! + written, $0.count - written, end + written) }
                guard more > 0 else { return nil }
                written += more
            }
            defer { end += written }
            return end..<(end + written)
        }
    }

    /// A copy of some of them.
    func bytes(in range: Range<Int>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let read = pread(descriptor.raw, buffer.baseAddress! + count, range.count - count, range.lowerBound + count)
                guard read > 0 else { return }
                count += read
            }
        }
    }

    /// Sends some of them; as sendfile(2), which raises SIGPIPE.
    func send(_ range: Range<Int>, to socket: Int32) -> Int {
        var offset = off_t(range.lowerBound)
        return sendfile(socket, descriptor.raw, &offset, range.count)
    }
}
