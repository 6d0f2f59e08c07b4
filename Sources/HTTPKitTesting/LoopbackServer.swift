import Dispatch
import EventLoop
import Glibc
import HTTPKit

/// A server on two loops and a free port of the loopback interface, and a client for it.
///
/// The client's sockets block, on Dispatch's threads: nothing of it waits on those of Swift.
struct LoopbackServer: Exchange {
    private let loops: EventLoopGroup
    private let server: HTTPServer
    private let port: UInt16
    private let queue = DispatchQueue(label: "test clients", attributes: .concurrent)

    init(configuration: HTTPServer.Configuration, errorResponder: @escaping ErrorResponder, responder: Responder) async throws {
        loops = try EventLoopGroup(count: 2)
        server = HTTPServer(configuration: configuration, loops: loops, errorResponder: errorResponder, handler: responder)
        do {
            port = try await server.start(on: SocketAddress(host: "127.0.0.1", port: 0)!).port
        } catch {
            loops.stop()
            throw error
        }
    }

    func stop() async {
        await server.shutDown(within: .zero)
        loops.stop()
    }

    func answer(to request: [UInt8], isHead: Bool) async throws -> TestResponse {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try Self.exchange(request, ResponseReader(isHead: isHead), port) })
            }
        }
    }

    private static func exchange(_ request: [UInt8], _ reader: ResponseReader, _ port: UInt16) throws -> TestResponse {
        let socket = Descriptor(socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        guard socket.raw >= 0 else { throw TestClientError.failed(errno) }
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket.raw, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafeBytes(of: &address) {
            connect(socket.raw, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        guard connected == 0 else { throw TestClientError.failed(errno) }
        write(request, to: socket.raw)
        return try read(from: socket.raw, reader)
    }

    /// Sends all of it, or what the server takes: one that has answered early does not read the rest.
    private static func write(_ bytes: [UInt8], to socket: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0 { return }
            sent += count
        }
    }

    private static func read(from socket: Int32, _ reader: ResponseReader) throws -> TestResponse {
        var reader = reader
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0 {
                switch errno {
                case EAGAIN: throw TestClientError.timeout
                case ECONNRESET: throw TestClientError.incomplete
                case EINTR: continue
                default: throw TestClientError.failed(errno)
                }
            }
            if let response = try count > 0 ? reader.read(Array(buffer[..<count])) : reader.end() { return response }
            if count == 0 { throw TestClientError.incomplete }
        }
    }
}
