import EventLoop
import HTTPKit
import HTTPTypes
import Testing

private struct NoStore: Middleware {
    func respond(to request: Request, next: Handler) async throws -> Response {
        var response = try await next(request)
        response.fields[.cacheControl] = "no-store"
        return response
    }
}

extension ServerTests {
    /// The examples of docs/httpkit.md.
    @Suite struct DocumentationTests {
        @Test func theExamplesDoWhatThePageSays() async throws {
            var router = Router()
            router.get("/hello/{name}") { request in
                .text("Hello, \(try request.parameter("name", as: String.self))")
            }
            router.use(NoStore())
            router.post("/count", bodyLimit: 64 * 1024 * 1024) { request in
                var count = 0
                for try await piece in request.body { count += piece.count }
                return .text("\(count)")
            }
            router.get("/ticks") { _ in
                Response(
                    .ok, contentType: "text/plain",
                    body: .stream(length: nil) { body in
                        for tick in 0..<3 {
                            try await body.write(Array("\(tick)\n".utf8))
                            try await Task.sleep(for: .milliseconds(10))
                        }
                    })
            }
            router.get("/cancelled") { _ in throw CancellationError() }
            let files = try Site.withFolder(["robots.txt": Array("User-agent: *".utf8)]) {
                try StaticFiles(directory: $0, fields: [.xContentTypeOptions: "nosniff"])
            }
            router.fallback { request in
                guard let response = try files.response(for: request.path, head: request.head) else { throw HTTPError(.notFound) }
                return response
            }
            let loops = try EventLoopGroup(count: 2)
            let answering = HTTPServer(
                loops: loops,
                errorResponder: { error, request in
                    if error is CancellationError { return HTTPError(.serviceUnavailable).response(requestID: request.id) }
                    return defaultErrorResponse(error, request)
                },
                handler: router.handler())
            let address = try await answering.start(on: SocketAddress(host: "127.0.0.1", port: 0)!)
            let client = try await Client(address.port)
            try await client.send("GET /hello/Ada%20L HTTP/1.1⏎Host: a⏎⏎POST /count HTTP/1.1⏎Host: a⏎Content-Length: 3⏎⏎abc")
            try await client.send("GET /ticks HTTP/1.1⏎Host: a⏎⏎GET /robots.txt HTTP/1.1⏎Host: a⏎⏎GET /cancelled HTTP/1.1⏎Host: a⏎⏎")
            let answers = try await client.answers(5)
            #expect(answers.prefix(4).map(\.text) == ["Hello, Ada L", "3", "0\n1\n2\n", "User-agent: *"])
            #expect(answers.map { $0["cache-control"] } == ["no-store", "no-store", "no-store", "no-store", nil])
            #expect(answers[3]["x-content-type-options"] == "nosniff")
            #expect(answers[4].status == 503)
            await answering.shutDown(within: .seconds(20))
            loops.stop()
        }
    }
}
