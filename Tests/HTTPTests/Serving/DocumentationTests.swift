import EventLoop
import FoundationEssentials
import HTTPKit
import HTTPKitTesting
import HTTPTypes
import Testing

private struct NoStore: Middleware {
    func respond(to request: Request, next: Handler) async throws -> Response {
        var response = try await next(request)
        response.fields[.cacheControl] = "no-store"
        return response
    }
}

private enum Sort: String, CaseIterable { case title, due }

private struct Draft: Codable {
    struct Step: Codable { var name: String }
    var title: String
    var due: Date?
    var steps: [Step]
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
            router.get("/events") { request in
                let last = Int(request.lastEventID ?? "") ?? 0
                return .events { events in
                    for number in (last + 1)...(last + 3) {
                        try await events.send(ServerSentEvent(data: "tick", event: "clock", id: "\(number)"))
                    }
                }
            }
            router.get("/version") { _ in .text("1.0") }
            router.check { request in if request.path == "/refused" { throw HTTPError(.forbidden) } }
            router.get("/cancelled") { _ in throw CancellationError() }
            let files = try Site.withFolder(["robots.txt": Array("User-agent: *".utf8)]) {
                try StaticFiles(directory: $0, fields: [.xContentTypeOptions: "nosniff"])
            }
            router.fallback { request in
                guard let response = try files.response(for: request.path, head: request.head) else { throw HTTPError(.notFound) }
                return response
            }
            let loops = try EventLoopGroup(count: 2)
            var configuration = HTTPServer.Configuration()
            configuration.limits.body = 64 * 1024
            let metrics = configuration.metrics
            let answering = HTTPServer(
                configuration: configuration, loops: loops,
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
            try await client.send(
                "GET /events HTTP/1.1⏎Host: a⏎Last-Event-ID: 7⏎⏎GET /version HTTP/1.1⏎Host: a⏎⏎GET /refused HTTP/1.1⏎Host: a⏎⏎")
            let more = try await client.answers(3)
            #expect(more[0].text.contains("event: clock\nid: 8\ndata: tick\n\n") && more[0].text.contains("id: 10"))
            #expect(more[1].text == "1.0" && more[2].status == 403)
            #expect(metrics.requests == 8 && metrics.openConnections == 1 && metrics.cuts(.headDeadline) == 0)
            await answering.shutDown(within: .seconds(20))
            loops.stop()
        }

        @Test(arguments: TestTransport.allCases)
        func theExamplesOfTypedParametersBodiesAndTestingDoToo(_ transport: TestTransport) async throws {
            var router = Router()
            router.get("/lists/{list}/goals") { request in
                let list = try request.parameter("list", as: Int.self)
                let limit = try request.query.value("limit", in: 1...200) ?? 50
                let sort = try request.query.value("sort", as: Sort.self) ?? .title
                let tags = try request.query.values("tag", as: String.self)
                let year = try request.query.require("year", as: Int.self)
                return .text("list \(list), \(limit) by \(sort) of \(year), tagged \(tags)")
            }
            router.post("/drafts") { request in
                let draft = try await request.decode(Draft.self)
                return try .json(draft, status: .created)
            }
            try await withTestClient(transport, handler: router.handler()) { client in
                let list = try await client.get("/lists/7/goals?year=2026&tag=a&tag=b&sort=due")
                #expect(list.text == #"list 7, 50 by due of 2026, tagged ["a", "b"]"#)
                #expect(try await client.get("/lists/x/goals?year=2026").status == .notFound)
                for (query, message) in [
                    ("year=1&limit=0", "Must be a whole number from 1 to 200."), ("year=1&sort=x", "Must be one of title, due."),
                    ("", "Is required."),
                ] {
                    let refused = try await client.get("/lists/7/goals?\(query)")
                    #expect(refused.status == .unprocessableContent && refused.text.contains(message))
                }

                let answer = try await client.post("/drafts", body: .json(Draft(title: "Read", steps: [])))
                #expect(answer.status == .created)
                #expect(try answer.decode(Draft.self).title == "Read")
                let refused = try await client.post("/drafts", body: .text(#"{"title":7}"#, contentType: "application/json"))
                #expect(refused.status == .unprocessableContent)
                #expect(refused.text.contains("Must be a text."))
                let steps = #"{"title":"","steps":[{"name":""},{"name":""},{}]}"#
                let inner = try await client.post("/drafts", body: .text(steps, contentType: "application/json"))
                #expect(inner.text.contains(#""errors":[{"field":"steps[2].name","message":"Is required."}]"#))
            }
        }
    }
}
