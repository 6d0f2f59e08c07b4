import Hummingbird

/// Answers `GET /livez` with the same bytes as GoalsServer. One event loop per core, which is Hummingbird's default.
@main
struct HummingbirdPeer {
    static func main() async throws {
        guard let port = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }) else { fatalError("usage: HummingbirdPeer PORT") }
        let router = Router()
        router.get("/livez") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: #"{"status":"ok"}"#)))
        }
        let app = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await app.runService()
    }
}
