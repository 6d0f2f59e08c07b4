import Hummingbird

/// Answers like `HTTPKitPeer`. One event loop per core, which is Hummingbird's default.
@main
struct HummingbirdPeer {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let port = Int(arguments[1]) else { fatalError("usage: HummingbirdPeer PORT DIRECTORY") }
        let router = Router()
        router.get("/livez") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: #"{"status":"ok"}"#)))
        }
        router.post("/echo") { request, _ in
            Response(
                status: .ok, headers: [.contentType: "application/octet-stream"],
                body: .init(byteBuffer: try await request.body.collect(upTo: 1024 * 1024)))
        }
        // The middleware serves what its route does not find; the routes above do without it.
        router.group().add(middleware: FileMiddleware(arguments[2])).get("**") { _, _ -> Response in throw HTTPError(.notFound) }
        let app = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port), backlog: 4096))
        try await app.runService()
    }
}
