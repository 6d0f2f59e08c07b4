import EventLoop
import Glibc
import HTTPKit
import HTTPTypes

/// Answers `GET /livez` as Goals does, `POST /echo` with the body, `GET /events` with an event stream that stays silent, and everything
/// else from a folder. One event loop per core.
@main
struct HTTPKitPeer {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let port = UInt16(arguments[1]), let cores = Int(arguments[2]) else {
            fatalError("usage: HTTPKitPeer PORT CORES DIRECTORY")
        }
        let files = try StaticFiles(directory: arguments[3])
        var router = Router()
        router.get("/livez") { _ in .json(Array(#"{"status":"ok"}"#.utf8)) }
        router.post("/echo") { request in
            Response(.ok, contentType: "application/octet-stream", body: .bytes(try await request.body.bytes()))
        }
        router.get("/events") { _ in .events { _ in try await Task.sleep(for: .seconds(3600)) } }
        router.fallback { request in
            guard let response = try files.response(for: request.path, head: request.head) else { throw HTTPError(.notFound) }
            return response
        }
        let server = HTTPServer(loops: try EventLoopGroup(count: cores), handler: router.handler())
        // The main thread is kept, and not handed to Dispatch: profilers by emulation do not survive that.
        var ending = sigset_t()
        sigemptyset(&ending)
        sigaddset(&ending, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &ending, nil)
        Task.detached { _ = try await server.start(on: SocketAddress(host: "127.0.0.1", port: port)!) }
        var received: Int32 = 0
        sigwait(&ending, &received)
        exit(0)
    }
}
