import HTTPKit
import HTTPKitTesting
import HTTPTypes
import Testing

extension ServerTests {
    /// The client that services are tested with: what it says does not depend on how it reaches the handler.
    @Suite struct TestClientTests {
        struct Failure: Error {}
        struct Note: Codable, Equatable { var text: String }

        static var handler: Responder {
            var router = Router()
            router.get("/hello/{name}") { request in
                .text("Hello, \(try request.parameter("name", as: String.self))\(request.query["mark"] ?? "")")
            }
            router.post("/echo") { request in
                Response(.ok, contentType: request.head[.contentType], body: .bytes(try await request.body.bytes()))
            }
            router.on(.put, "/notes/{id}") { request in
                try .json(Note(text: try await request.decode(Note.self).text + " kept"), status: .created)
            }
            router.post("/small", bodyLimit: 4) { request in .text("\(try await request.body.bytes().count)") }
            router.post("/unread") { _ in .text("unread") }
            router.get("/stream") { request in
                Response(
                    .ok, contentType: "text/plain",
                    body: .stream(length: try request.query.value("length", as: Int.self)) { body in
                        for piece in ["one ", "", "two ", "three"] { try await body.write(Array(piece.utf8)) }
                    })
            }
            router.get("/broken") { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        try await body.write([0x61])
                        throw Failure()
                    })
            }
            router.get("/late") { request in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        for try await piece in request.body { try await body.write(piece) }
                    })
            }
            router.on(.post, "/late") { request in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        for try await piece in request.body { try await body.write(piece) }
                    })
            }
            router.get("/nothing") { _ in .noContent }
            router.get("/unchanged") { _ in Response(.notModified, fields: [.eTag: "\"1\""], body: .bytes([0x61])) }
            router.get("/conflict") { _ in throw HTTPError(.conflict, "Somebody was first.", fields: [.retryAfter: "1"]) }
            router.get("/failure") { _ in throw Failure() }
            router.get("/large") { _ in .text(String(repeating: "x", count: 3_000_000)) }
            return router.handler()
        }

        static func with(
            _ transport: TestTransport, _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
            _ body: (TestClient) async throws -> Void
        ) async throws {
            var configuration = HTTPServer.Configuration()
            configure(&configuration)
            try await withTestClient(transport, configuration: configuration, handler: handler, body)
        }

        @Test(arguments: TestTransport.allCases)
        func getIsAnsweredByItsRoute(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let answer = try await client.get("/hello/Ada%20L?mark=!")
                #expect(answer.status == .ok)
                #expect(answer.status.reasonPhrase == "OK")
                #expect(answer.text == "Hello, Ada L!")
                #expect(answer.fields[.contentType] == "text/plain; charset=utf-8")
                #expect(answer.fields[.contentLength] == "13")
                #expect(answer.fields[.date]?.hasSuffix("GMT") == true)
            }
        }

        @Test(arguments: TestTransport.allCases)
        func headIsAnsweredWithoutTheBody(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let whole = try await client.get("/hello/Ada")
                let head = try await client.head("/hello/Ada")
                #expect(head.status == .ok && head.body.isEmpty)
                #expect(head.fields[.contentLength] == whole.fields[.contentLength])
                #expect(try await client.head("/stream").fields[.transferEncoding] == "chunked")
                #expect(try await client.head("/nowhere").status == .notFound)
            }
        }

        @Test(arguments: TestTransport.allCases)
        func bodiesArriveAsTheyWereSent(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let text = try await client.post("/echo", body: .text("Grüße"))
                #expect(text.text == "Grüße" && text.fields[.contentType] == "text/plain; charset=utf-8")
                let large = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
                #expect(try await client.post("/echo", body: .bytes(large)).body == large)
                let chunks = try await client.post(
                    "/echo", body: .chunks([[0x61], [], Array(large[..<70_000]), [0x62]], contentType: "x/y"))
                #expect(chunks.body == [0x61] + large[..<70_000] + [0x62] && chunks.fields[.contentType] == "x/y")
                #expect(try await client.post("/echo").body.isEmpty)
                let note = try await client.put("/notes/1", body: .json(Note(text: "this")))
                #expect(note.status == .created)
                #expect(try note.decode(Note.self) == Note(text: "this kept"))
                #expect(try await client.post("/unread", body: .text("never read")).text == "unread")
            }
        }

        @Test(arguments: TestTransport.allCases)
        func theCallersFieldsReplaceTheClients(_ transport: TestTransport) async throws {
            let handler: Handler = { request in
                .text(
                    "\(request.head[HTTPField.Name("Host")!] ?? "-") \(request.head[.contentType] ?? "-") \(request.head[.accept] ?? "-")")
            }
            try await withTestClient(transport, handler: handler) { client in
                let usual = try await client.get("/")
                #expect(usual.text == "localhost - -")
                let fields: HTTPFields = [HTTPField.Name("Host")!: "example.org", .contentType: "a/b", .accept: "c/d"]
                let own = try await client.post("/", fields: fields, body: .text(""))
                #expect(own.text == "example.org a/b c/d")
            }
        }

        @Test(arguments: TestTransport.allCases)
        func streamsArriveWhole(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let chunked = try await client.get("/stream")
                #expect(chunked.text == "one two three" && chunked.fields[.transferEncoding] == "chunked")
                let plain = try await client.get("/stream?length=13")
                #expect(plain.text == "one two three" && plain.fields[.contentLength] == "13")
                let old = try await client.send(Array("GET /stream HTTP/1.0\r\n\r\n".utf8))
                #expect(old.text == "one two three" && old.fields[.transferEncoding] == nil)
                #expect(try await client.get("/large").body.count == 3_000_000)
            }
        }

        @Test(arguments: TestTransport.allCases, ["/stream?length=12", "/stream?length=14", "/broken"])
        func anAnswerThatBreaksIsNoAnswer(_ transport: TestTransport, _ path: String) async throws {
            try await Self.with(transport) { client in
                await #expect(throws: TestClientError.incomplete) { try await client.get(path) }
            }
        }

        @Test(arguments: TestTransport.allCases)
        func aBodyCannotBeReadOnceTheAnswerHasBegun(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let bodiless = try await client.get("/late")
                #expect(bodiless.status == .ok && bodiless.body.isEmpty)
                await #expect(throws: TestClientError.incomplete) { try await client.post("/late", body: .text("abc")) }
            }
        }

        @Test(arguments: TestTransport.allCases)
        func someAnswersHaveNoBody(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let nothing = try await client.get("/nothing")
                #expect(nothing.status == .noContent && nothing.body.isEmpty && nothing.fields[.contentLength] == nil)
                let unchanged = try await client.get("/unchanged")
                #expect(unchanged.status == .notModified && unchanged.body.isEmpty && unchanged.fields[.eTag] == "\"1\"")
            }
        }

        @Test(arguments: TestTransport.allCases)
        func errorsAreAnswered(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let conflict = try await client.get("/conflict")
                #expect(conflict.status == .conflict && conflict.fields[.retryAfter] == "1")
                #expect(conflict.fields[.contentType] == "application/problem+json")
                #expect(conflict.text.contains("Somebody was first.") && conflict.text.contains("requestId"))
                #expect(try await client.get("/failure").status == .internalServerError)
                #expect(try await client.get("/nowhere").status == .notFound)
                #expect(try await client.post("/small", body: .text("12345")).status == .contentTooLarge)
                #expect(try await client.post("/small", body: .chunks([[1, 2, 3], [4, 5]])).status == .contentTooLarge)
                #expect(try await client.post("/small", body: .text("1234")).text == "4")
            }
        }

        @Test(arguments: TestTransport.allCases)
        func otherMethodsOfAPathAreTold(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let refused = try await client.delete("/echo")
                #expect(refused.status == .methodNotAllowed && refused.fields[.allow] == "POST, OPTIONS")
                #expect(try await client.patch("/nothing").fields[.allow] == "GET, HEAD, OPTIONS")
                #expect(try await client.send(HTTPRequest.Method("BREW")!, "/echo").status == .notImplemented)
                let options = try await client.options("/echo")
                #expect(options.status == .noContent && options.fields[.allow] == "POST, OPTIONS")
                #expect(try await client.options("*").fields[.allow]?.contains("PUT") == true)
            }
        }

        @Test(
            arguments: TestTransport.allCases,
            [
                ("rubbish\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
                ("GET /\(String(repeating: "a", count: 200)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
                ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
            ])
        func bytesThatAreNoRequestAreRefused(_ transport: TestTransport, _ refusal: (bytes: String, status: Int)) async throws {
            try await Self.with(transport, { $0.limits.requestLine = 100 }) { client in
                let answer = try await client.send(Array(refusal.bytes.utf8))
                #expect(answer.status.code == refusal.status)
            }
        }

        @Test(
            arguments: TestTransport.allCases,
            [
                "GET / HTTP/1.1\r\nHost: a\r\n", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
            ])
        func aRequestWithoutAnEndIsTooSlow(_ transport: TestTransport, _ bytes: String) async throws {
            let impatient = { (configuration: inout HTTPServer.Configuration) in
                configuration.deadlines.head = .milliseconds(50)
                configuration.deadlines.bodyIdle = .milliseconds(50)
            }
            try await Self.with(transport, impatient) { client in
                let answer = try await client.send(Array(bytes.utf8))
                #expect(answer.status == .requestTimeout)
            }
        }

        @Test(arguments: TestTransport.allCases)
        func theErrorResponderHasTheLastWord(_ transport: TestTransport) async throws {
            let responder: ErrorResponder = { error, _ in .text("\(type(of: error))", status: .serviceUnavailable) }
            try await withTestClient(transport, errorResponder: responder, handler: Self.handler) { client in
                let answer = try await client.get("/failure")
                #expect(answer.status == .serviceUnavailable && answer.text == "Failure")
            }
        }

        @Test(arguments: TestTransport.allCases)
        func manyRequestsMayBeUnderWayAtOnce(_ transport: TestTransport) async throws {
            try await Self.with(transport) { client in
                let texts = try await withThrowingTaskGroup(of: String.self) { group in
                    for number in 0..<20 { group.addTask { try await client.get("/hello/\(number)").text } }
                    return try await group.reduce(into: Set()) { $0.insert($1) }
                }
                #expect(texts == Set((0..<20).map { "Hello, \($0)" }))
            }
        }

        @Test(arguments: TestTransport.allCases)
        @MainActor func theTestsErrorComesThroughAndItsResultToo(_ transport: TestTransport) async throws {
            var count = 0
            let result = try await withTestClient(transport, handler: Self.handler) { client in
                count += 1
                return try await client.get("/hello/Ada").status
            }
            #expect(result == .ok && count == 1)
            await #expect(throws: Failure.self) { try await withTestClient(transport, handler: Self.handler) { _ in throw Failure() } }
        }
    }
}
