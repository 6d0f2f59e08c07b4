import FlyingFox
import Foundation

/// Answers like `HTTPKitPeer`. Connections may be idle as long as there, instead of 15 seconds, and nothing is logged.
@main
struct FlyingFoxPeer {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let port = UInt16(arguments[1]) else { fatalError("usage: FlyingFoxPeer PORT DIRECTORY") }
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), timeout: 75, logger: .disabled)
        await server.appendRoute("GET /livez") { _ in
            HTTPResponse(statusCode: .ok, headers: [.contentType: "application/json"], body: Data(#"{"status":"ok"}"#.utf8))
        }
        await server.appendRoute("POST /echo") { request in
            HTTPResponse(statusCode: .ok, headers: [.contentType: "application/octet-stream"], body: try await request.bodyData)
        }
        await server.appendRoute("GET /*", to: DirectoryHTTPHandler(root: URL(fileURLWithPath: arguments[2])))
        try await server.run()
    }
}
