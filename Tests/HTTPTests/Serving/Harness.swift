import Dispatch
import EventLoop
import Glibc
import HTTPTypes
import Synchronization

@testable import HTTPKit

/// A server on two loops and a free port of the loopback interface.
struct TestServer: Sendable {
    let server: HTTPServer
    let address: SocketAddress
    let metrics: ServerMetrics

    func connect(receiveBuffer: Int32? = nil) async throws -> Client { try await Client(address.port, receiveBuffer: receiveBuffer) }

    /// How many sockets of the server's port this process still holds, at both ends, the listeners apart.
    func socketsHeld() -> Int {
        let port = String(address.port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: 4 - port.count) + port
        guard let bytes = try? FileSystem.read("/proc/net/tcp") else { return -1 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().count { line in
            let columns = line.split(separator: " ")
            // 0A is a listener; a socket that nobody holds, such as one in TIME_WAIT, has no inode.
            return columns.count > 9 && (columns[1].hasSuffix(suffix) || columns[2].hasSuffix(suffix)) && columns[3] != "0A"
                && columns[9] != "0"
        }
    }
}

/// Runs `body` against a server that `handler` answers for.
func withServer(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in }, handler: @escaping Handler,
    _ body: (TestServer) async throws -> Void
) async throws { try await withServer(configure, responder: Responder(handler), body) }

/// The same with a router's responder, or one that answers at once.
func withServer(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in }, loops count: Int = 2, responder: Responder,
    _ body: (TestServer) async throws -> Void
) async throws {
    var configuration = HTTPServer.Configuration()
    configure(&configuration)
    let loops = try EventLoopGroup(count: count)
    let server = HTTPServer(configuration: configuration, loops: loops, handler: responder)
    let address = try await server.start(on: SocketAddress(host: "127.0.0.1", port: 0)!)
    do {
        try await body(TestServer(server: server, address: address, metrics: configuration.metrics))
        await server.shutDown(within: .zero)
        loops.stop()
    } catch {
        await server.shutDown(within: .zero)
        loops.stop()
        throw error
    }
}

/// An answer as it came off the wire.
struct Answer: Sendable {
    var status = 0
    var line = ""
    /// Names in lower case.
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }
    var closes: Bool { self["connection"] == "close" }
}

enum ClientTrouble: Error, Equatable {
    case timeout
    /// The server closed before the answer was whole.
    case ended
    case reset
    case malformed(String)
    case failed(Int32)
}

/// A blocking client that knows just enough HTTP, on a queue of its own: nothing of it waits on Swift's threads.
///
/// `@unchecked Sendable`: everything is touched on its serial queue.
final class Client: @unchecked Sendable {
    private let queue = DispatchQueue(label: "client")
    private var descriptor: Int32
    private var received: [UInt8] = []

    /// - Parameter receiveBuffer: the kernel's, for clients that are to be slow.
    init(_ port: UInt16, receiveBuffer: Int32? = nil) async throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ClientTrouble.failed(errno) }
        try await on { client in
            var timeout = timeval(tv_sec: 60, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(client.descriptor, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
            }
            if var receiveBuffer { setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let result = withUnsafeBytes(of: &address) {
                Glibc.connect(client.descriptor, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
            }
            if result != 0 { throw ClientTrouble.failed(errno) }
        }
    }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    private func on<Result: Sendable>(_ body: @escaping @Sendable (Client) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try body(self) }) }
        }
    }

    // MARK: Sending

    /// Sends `text`, in which "⏎" stands for CRLF.
    func send(_ text: String) async throws { try await send(wire(text)) }

    func send(_ bytes: [UInt8]) async throws { try await on { try $0.write(bytes) } }

    /// Sends a byte as TCP's urgent data, which is not part of the stream.
    func sendUrgent(_ byte: UInt8) async throws {
        try await on { client in
            var byte = byte
            if Glibc.send(client.descriptor, &byte, 1, Int32(MSG_OOB) | Int32(MSG_NOSIGNAL)) != 1 { throw ClientTrouble.failed(errno) }
        }
    }

    /// Sends as much as it can in pieces with pauses; ends without an error when the server has closed.
    func drip(_ pieces: [[UInt8]], every milliseconds: UInt32) async throws {
        try await on { client in
            for piece in pieces {
                guard (try? client.write(piece)) != nil else { return }
                usleep(milliseconds * 1000)
            }
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0 { throw errno == EAGAIN ? ClientTrouble.timeout : ClientTrouble.failed(errno) }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    func finishSending() async throws { try await on { _ = shutdown($0.descriptor, Int32(SHUT_WR)) } }

    func close() async throws {
        try await on {
            Glibc.close($0.descriptor)
            $0.descriptor = -1
        }
    }

    /// Closes so that the server sees a reset.
    func reset() async throws {
        try await on {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt($0.descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
        try await close()
    }

    // MARK: Receiving

    /// The next answer, an interim one too.
    func answer(toHead: Bool = false) async throws -> Answer { try await on { try $0.readAnswer(toHead) } }

    func answers(_ count: Int) async throws -> [Answer] {
        try await on { client in try (0..<count).map { _ in try client.readAnswer(false) } }
    }

    /// The next chunk of a body whose head was read with `answer(toHead: true)`; empty at the body's end.
    func chunk() async throws -> String {
        try await on { client in
            guard let size = Int(try client.readLine(), radix: 16) else { throw ClientTrouble.malformed("chunk size") }
            let data = try client.take(size)
            guard try client.readLine().isEmpty else { throw ClientTrouble.malformed("chunk end") }
            return String(decoding: data, as: UTF8.self)
        }
    }

    /// Everything up to the server's end.
    func rest() async throws -> [UInt8] {
        try await on { client in
            while try client.readMore() {}
            defer { client.received = [] }
            return client.received
        }
    }

    /// Whether the server has ended in good order, with nothing more to read.
    func hasEnded() async throws -> Bool { try await on { try !$0.readMore() && $0.received.isEmpty } }

    /// Reads at least `count` bytes, in pieces with pauses.
    func sip(_ count: Int, every milliseconds: UInt32, pieces: Int = 4096) async throws -> Int {
        try await on { client in
            var total = 0
            while total < count, try client.readMore(pieces) {
                total += client.received.count
                client.received = []
                usleep(milliseconds * 1000)
            }
            return total
        }
    }

    /// Whether nothing arrives for `milliseconds`.
    func staysSilent(for milliseconds: Int32) async throws -> Bool {
        try await on { client in
            var poll = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
            return client.received.isEmpty && Glibc.poll(&poll, 1, milliseconds) == 0
        }
    }

    /// Waits until something has arrived.
    func hasMore() async throws -> Bool { try await staysSilent(for: 60_000) == false }

    private func readMore(_ limit: Int = 65_536) throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 {
            switch errno {
            case EAGAIN: throw ClientTrouble.timeout
            case ECONNRESET: throw ClientTrouble.reset
            default: throw ClientTrouble.failed(errno)
            }
        }
        received += buffer[..<count]
        return count > 0
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while received.count < count { if try !readMore() { throw ClientTrouble.ended } }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    private func readLine() throws -> String {
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: 0x0A) {
                guard end > 0, received[end - 1] == 0x0D else { throw ClientTrouble.malformed("bare LF") }
                return String(decoding: try take(end + 1).dropLast(2), as: UTF8.self)
            }
            searched = received.count
            if try !readMore() { throw ClientTrouble.ended }
        }
    }

    private func readAnswer(_ toHead: Bool) throws -> Answer {
        var answer = Answer()
        answer.line = try readLine()
        guard answer.line.hasPrefix("HTTP/1.1 "), let status = Int(answer.line.dropFirst(9).prefix(3)) else {
            throw ClientTrouble.malformed(answer.line)
        }
        answer.status = status
        while case let line = try readLine(), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].hasPrefix(" ") else { throw ClientTrouble.malformed(line) }
            answer.fields.append((parts[0].lowercased(), String(parts[1].dropFirst())))
        }
        if toHead || status < 200 || status == 204 || status == 304 { return answer }
        if answer["transfer-encoding"] == "chunked" {
            while true {
                guard let size = Int(try readLine(), radix: 16) else { throw ClientTrouble.malformed("chunk size") }
                answer.body += try take(size)
                guard try readLine().isEmpty else { throw ClientTrouble.malformed("chunk end") }
                if size == 0 { return answer }
            }
        }
        if let length = answer["content-length"].flatMap({ Int($0) }) {
            answer.body = try take(length)
        } else {
            while try readMore() {}
            answer.body = try take(received.count)
        }
        return answer
    }
}

/// A door that handlers wait at until a test opens it.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// A value that handlers change and tests look at.
final class Shared<Value: Sendable>: Sendable {
    private let storage: Mutex<Value>
    init(_ value: Value) { storage = Mutex(value) }
    var value: Value { storage.withLock { $0 } }
    func change(_ body: @Sendable (inout Value) -> Void) { storage.withLock { body(&$0) } }
}

/// Whether `condition` comes to hold within a minute.
func eventually(_ condition: () async -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if await condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return await condition()
}
