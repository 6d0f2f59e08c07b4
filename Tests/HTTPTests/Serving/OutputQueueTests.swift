import Glibc
import Testing

@testable import HTTPKit

@Suite struct OutputQueueTests {
    /// Two connected sockets; the first does not block.
    static func pair() throws -> (writing: Int32, reading: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return (ends[0], ends[1])
    }

    func expectWritten(_ queue: inout OutputQueue, _ descriptor: Int32) {
        let outcome = queue.write(to: descriptor)
        #expect(outcome != .broken)
    }

    @Test(arguments: 1...5) func whatGoesInComesOutInOrder(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (writing, reading) = try Self.pair()
        defer { for end in [writing, reading] { close(end) } }
        var queue = OutputQueue()
        let held = try #require(KernelBytes())
        var expected: [UInt8] = []
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 100_000)
        for step in 0..<300 {
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let size = [1, 10, 1000, 16_383, 16_384, 50_000].randomElement(using: &random)!
                let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: size)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: queue.append(body: bytes)
                case 1: queue.append(bytes)
                default:
                    let range = try #require(held.append([0, 0] + bytes + [0]))
                    queue.append(held, (range.lowerBound + 2)..<(range.upperBound - 1))
                }
                expected += bytes
            }
            expectWritten(&queue, writing)
            let count = recv(reading, &buffer, Int.random(in: 1...100_000, using: &random), Int32(MSG_DONTWAIT))
            if count > 0 { received += buffer[..<count] }
            #expect(queue.count <= expected.count - received.count)
        }
        #expect(queue.bytes == Array(expected[(expected.count - queue.count)...]))
        while received.count < expected.count {
            expectWritten(&queue, writing)
            let count = recv(reading, &buffer, buffer.count, 0)
            try #require(count > 0)
            received += buffer[..<count]
        }
        #expect(received == expected)
        #expect(queue.isEmpty)
    }

    @Test func whatWasSentIsLetGoThoughTheQueueIsNeverEmpty() throws {
        let (writing, reading) = try Self.pair()
        defer { for end in [writing, reading] { close(end) } }
        var queue = OutputQueue()
        let piece = [UInt8](repeating: 1, count: 1000)
        var buffer = [UInt8](repeating: 0, count: 200_000)
        for _ in 0..<200 {
            while queue.count < 300_000 { queue.append(body: piece) }
            expectWritten(&queue, writing)
            #expect(!queue.isEmpty)
            _ = recv(reading, &buffer, buffer.count, 0)
        }
        #expect(queue.footprint < 1_500_000, "20 MB went through")
    }

    @Test func whatNeedNotWaitIsSentFromWhereItIsAndTheRestKept() throws {
        let (writing, reading) = try Self.pair()
        defer { for end in [writing, reading] { close(end) } }
        var queue = OutputQueue()
        let small = [UInt8](repeating: 1, count: 100)
        let large = [UInt8](repeating: 2, count: 10_000_000)
        let smallOutcome = small.withUnsafeBytes { queue.write($0, to: writing) }
        #expect(smallOutcome == .written && queue.isEmpty && queue.sentInAll == 100)
        let largeOutcome = large.withUnsafeBytes { queue.write($0, to: writing) }
        #expect(largeOutcome == .blocked && queue.count == large.count + 100 - queue.sentInAll)
        #expect(queue.bytes == [UInt8](repeating: 2, count: queue.count))
    }

    @Test func oneTurnHasItsEnd() throws {
        let (writing, reading) = try Self.pair()
        defer { for end in [writing, reading] { close(end) } }
        var size: Int32 = 64 << 20
        // Without a limit of the machine's it takes all at once.
        setsockopt(writing, SOL_SOCKET, SO_SNDBUFFORCE, &size, 4)
        var queue = OutputQueue()
        for _ in 0..<100 { queue.append(body: [UInt8](repeating: 1, count: 40_000)) }
        let outcome = queue.write(to: writing)
        #expect(outcome != .broken && queue.sentInAll < 1_200_000)
        if outcome == .written { #expect(queue.sentInAll >= 1024 * 1024 && !queue.isEmpty) }
    }

    @Test func aBrokenConnectionIsTold() throws {
        let (writing, reading) = try Self.pair()
        defer { close(writing) }
        close(reading)
        var queue = OutputQueue()
        queue.append([1])
        let outcome = queue.write(to: writing)
        #expect(outcome == .broken)
    }
}
