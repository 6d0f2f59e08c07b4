import ArgumentParser
import Glibc

/// Asks a server on this machine how it is, as the container's health check does.
struct Health: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Exit 0 when the server on this machine takes traffic, else 1.")

    func run() throws {
        let settings = try Settings.fromEnvironment()
        guard let answer = try? Self.statusLine(settings), answer.hasPrefix("HTTP/1.1 200 ") else {
            throw CleanFailure("not healthy")
        }
    }

    /// One request over a plain socket, with two seconds for each step.
    private static func statusLine(_ settings: Settings) throws -> String {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][settings.host] ?? settings.host
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(settings.port), &hints, &found) == 0, let found else { throw CleanFailure("no address") }
        defer { freeaddrinfo(found) }
        let descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw CleanFailure("no socket") }
        defer { close(descriptor) }
        var timeout = timeval(tv_sec: 2, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else { throw CleanFailure("refused") }
        let request = Array("GET /health.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw CleanFailure("not sent") }
        var answer = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &answer, answer.count, 0)
        guard count > 0 else { throw CleanFailure("no answer") }
        return String(decoding: answer[0..<count], as: UTF8.self)
    }
}
