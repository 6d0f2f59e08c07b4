import Glibc

/// What waits to be sent on a connection: small pieces run together, large ones are kept whole instead of copied.
struct OutputQueue {
    private enum Segment {
        case bytes([UInt8])
        case kernel(KernelBytes, Range<Int>)

        var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .kernel(_, let range): range.count
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .bytes(let bytes): bytes
            case .kernel(let held, let range): held.bytes(in: range)
            }
        }
    }

    /// Bodies from this size on are kept whole.
    static let wholeFrom = 16 * 1024
    /// How much one connection may give to the kernel at a time, so that others have their turn.
    private static let turn = 1024 * 1024

    enum Outcome {
        /// Everything, or as much as one turn allows.
        case written
        /// The socket takes no more at the moment.
        case blocked
        case broken
    }

    private var segments: [Segment] = []
    private var tail: [UInt8] = []
    /// How much of the first segment (or of the tail) has been sent.
    private var sent = 0
    private(set) var count = 0
    /// How many bytes were given to the kernel since the queue was made.
    private(set) var sentInAll = 0

    var isEmpty: Bool { count == 0 }

    /// How many bytes are held, with those that were sent but not let go yet.
    var footprint: Int { segments.reduce(tail.count) { $0 + $1.count } }

    /// All that waits, in one piece.
    var bytes: [UInt8] { Array((segments.map(\.bytes) + [tail]).joined().dropFirst(sent)) }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        tail.append(contentsOf: bytes)
        count += bytes.count
    }

    mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

    mutating func append(body bytes: [UInt8]) {
        guard bytes.count >= Self.wholeFrom else { return append(bytes) }
        append(.bytes(bytes))
    }

    mutating func append(_ held: KernelBytes, _ range: Range<Int>) {
        if !range.isEmpty { append(.kernel(held, range)) }
    }

    private mutating func append(_ segment: Segment) {
        if !tail.isEmpty {
            segments.append(.bytes(tail))
            tail = []
        }
        segments.append(segment)
        count += segment.count
    }

    /// Writes bytes that need not wait, since nothing else does, and keeps what the socket does not take at once.
    mutating func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Outcome {
        let written = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        guard written >= 0 || errno == EAGAIN || errno == EINTR else { return .broken }
        sentInAll += max(0, written)
        if written == bytes.count { return .written }
        append(UnsafeRawBufferPointer(rebasing: bytes[max(0, written)...]))
        // Asked once more, so that the kernel is sure to tell when it takes the rest.
        return write(to: descriptor)
    }

    /// Writes as much as the socket takes at once, and one turn allows.
    mutating func write(to descriptor: Int32) -> Outcome {
        let end = sentInAll + Self.turn
        while count > 0, sentInAll < end {
            let written = segments.isEmpty ? writeTail(descriptor) : writeSegments(descriptor)
            if written < 0 {
                if errno == EINTR { continue }
                return errno == EAGAIN ? .blocked : .broken
            }
            // There is something to write, so nothing written means that there is nothing to read it from.
            if written == 0 { return .broken }
            consume(written)
        }
        return .written
    }

    private func writeTail(_ descriptor: Int32) -> Int {
        tail.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL)) }
    }

    private func writeSegments(_ descriptor: Int32) -> Int {
        switch segments[0] {
        case .kernel(let held, let range): return held.send((range.lowerBound + sent)..<range.upperBound, to: descriptor)
        case .bytes(let first):
            // The head and the body before which it stands leave in one packet train.
            switch segments.count > 1 ? segments[1] : .bytes(tail) {
            case .bytes(let second): return write(first, second, descriptor)
            case .kernel:
                return first.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL | MSG_MORE)) }
            }
        }
    }

    private func write(_ first: [UInt8], _ second: [UInt8], _ descriptor: Int32) -> Int {
        first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in
                var vectors = (
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress! + sent), iov_len: first.count - sent),
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count)
                )
                return withUnsafeMutableBytes(of: &vectors) { vectors in
                    var message = msghdr()
                    message.msg_iov = vectors.baseAddress!.assumingMemoryBound(to: iovec.self)
                    message.msg_iovlen = 2
                    return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }

    private mutating func consume(_ written: Int) {
        count -= written
        sent += written
        sentInAll += written
        while let first = segments.first, sent >= first.count {
            sent -= first.count
            segments.removeFirst()
        }
        if segments.isEmpty, sent >= 64 * 1024, sent >= tail.count / 2 {
            // A stream may keep the queue from ever being empty.
            tail.removeFirst(sent)
            sent = 0
        }
        if count == 0 {
            sent = 0
            // An idle connection keeps no large buffer.
            if tail.capacity > 8 * 1024 { tail = [] } else { tail.removeAll(keepingCapacity: true) }
        }
    }
}
