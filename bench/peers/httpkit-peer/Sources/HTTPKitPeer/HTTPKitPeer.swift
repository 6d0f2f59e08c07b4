import EventLoop
import Glibc
import HTTPKit
import HTTPTypes

/// Answers `GET /livez` as Goals does, `POST /echo` with the body, and everything else from a folder. One event loop per core.
@main
struct HTTPKitPeer {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let port = UInt16(arguments[1]), let cores = Int(arguments[2]) else {
            fatalError("usage: HTTPKitPeer PORT CORES DIRECTORY")
        }
        signal(SIGPIPE, SIG_IGN)
        let files = try StaticFiles(directory: arguments[3])
        var router = Router()
        router.get("/livez") { _ in .json(Array(#"{"status":"ok"}"#.utf8)) }
        router.post("/echo") { request in
            Response(.ok, contentType: "application/octet-stream", body: .bytes(try await request.body.bytes()))
        }
        router.fallback { request in
            guard let response = files.response(for: request.path, head: request.head) else { throw HTTPError(.notFound) }
            return response
        }
        let server = HTTPServer(loops: try EventLoopGroup(count: cores), handler: router.handler())
        _ = try await server.start(on: SocketAddress(host: "127.0.0.1", port: port)!)
        // Ends by SIGTERM.
        while true { try await Task.sleep(for: .seconds(3600)) }
    }
}
