import HTTPKit
import HTTPTypes
import Testing

extension ServerTests {
    /// What comes in after the head.
    @Suite struct BodyTests {
        static let length: Handler = { request in
            switch request.path {
            case "/unread": .text("unread")
            default: .text("\(try await request.body.bytes().count)")
            }
        }

        static func small(_ configuration: inout HTTPServer.Configuration) { configuration.limits.body = 100 }

        @Test func bodiesAreReadWholeAndTheConnectionGoesOn() async throws {
            try await withServer(handler: { .text(String(decoding: try await $0.body.bytes(), as: UTF8.self)) }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎helloPOST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎world")
                #expect(try await client.answers(2).map(\.text) == ["hello", "world"])
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎3;x⏎abc⏎2⏎de⏎0⏎T: u⏎⏎GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answers(2).map(\.text) == ["abcde", ""])
                try await client.drip(wire("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎3⏎abc⏎2⏎de⏎0⏎⏎").map { [$0] }, every: 1)
                #expect(try await client.answer().text == "abcde")
            }
        }

        @Test func aLargeBodyArrivesInPieces() async throws {
            try await withServer(
                { $0.limits.body = 1 << 30 },
                handler: { request in
                    var count = 0
                    var pieces = 0
                    for try await piece in request.body {
                        count += piece.count
                        pieces += 1
                    }
                    return .text("\(count) \(pieces > 10)")
                }
            ) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 8000000⏎⏎")
                try await client.send([UInt8](repeating: 0x61, count: 8_000_000))
                #expect(try await client.answer().text == "8000000 true")
            }
        }

        @Test func aBodyThatIsNotAskedForStaysWithTheClient() async throws {
            let gate = Gate()
            try await withServer(
                { $0.limits.body = 1 << 30 },
                handler: { request in
                    await gate.wait()
                    return .text("\(try await request.body.bytes().count)")
                }
            ) { server in
                let client = try await server.connect()
                let sent = Shared(false)
                async let sending: Void = {
                    try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 30000000⏎⏎")
                    try await client.send([UInt8](repeating: 0x61, count: 30_000_000))
                    sent.change { $0 = true }
                }()
                try await Task.sleep(for: .milliseconds(300))
                #expect(!sent.value, "30 MB must not fit anywhere but in the client")
                gate.open()
                try await sending
                #expect(try await client.answer().text == "30000000")
            }
        }

        @Test func aBodyOfTheLimitIsTakenAndOneBeyondIsRefused() async throws {
            try await withServer(Self.small, handler: Self.length) { server in
                let exactly = try await server.connect()
                try await exactly.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 100⏎⏎" + String(repeating: "a", count: 100))
                #expect(try await exactly.answer().text == "100")
                try await exactly.send(
                    "POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎64⏎" + String(repeating: "a", count: 100) + "⏎0⏎⏎")
                #expect(try await exactly.answer().text == "100")

                // Declared: refused before any of it has come.
                let declared = try await server.connect()
                try await declared.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 101⏎⏎")
                let answer = try await declared.answer()
                #expect(answer.status == 413 && answer.closes)
                #expect(answer["content-type"] == "application/problem+json")
                #expect(try await declared.hasEnded())

                let chunked = try await server.connect()
                try await chunked.send("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎65⏎" + String(repeating: "a", count: 101) + "⏎")
                #expect(try await chunked.answer().status == 413)
                #expect(try await chunked.hasEnded())
            }
        }

        @Test func aRoutesLimitHoldsOverTheServers() async throws {
            var router = Router()
            router.post("/small", bodyLimit: 10) { .text("\(try await $0.body.bytes().count)") }
            router.post("/large", bodyLimit: 1000) { .text("\(try await $0.body.bytes().count)") }
            try await withServer(Self.small, responder: router.handler()) { server in
                for (path, count, status) in [("/small", 10, 200), ("/small", 11, 413), ("/large", 1000, 200), ("/large", 1001, 413)] {
                    let client = try await server.connect()
                    try await client.send("POST \(path) HTTP/1.1⏎Host: a⏎Content-Length: \(count)⏎⏎" + String(repeating: "a", count: count))
                    #expect(try await client.answer().status == status, "\(path) \(count)")
                }
            }
        }

        @Test func anUnreadBodyIsPassedOverWhenItIsThereElseTheConnectionCloses() async throws {
            try await withServer(handler: Self.length) { server in
                let client = try await server.connect()
                try await client.send("POST /unread HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎helloGET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answers(2).map(\.text) == ["unread", "0"])
                try await client.send("POST /unread HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hel")
                let answer = try await client.answer()
                #expect(answer.text == "unread" && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func anEarlyAnswerArrivesWholeWhileALargeBodyIsStillComing() async throws {
            let text = String(repeating: "no ", count: 100_000)
            try await withServer({ $0.deadlines.linger = .seconds(60) }, handler: { _ in .text(text, status: .forbidden) }) { server in
                for _ in 0..<5 {
                    let client = try await server.connect()
                    try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 20000000⏎⏎")
                    try await client.send([UInt8](repeating: 0x61, count: 5_000_000))
                    let answer = try await client.answer()
                    #expect(answer.status == 403 && answer.closes && answer.text == text)
                    #expect(try await client.hasEnded())
                }
            }
        }

        // MARK: Expect

        @Test func continueIsSaidWhenTheHandlerReads() async throws {
            let gate = Gate()
            try await withServer(handler: { request in
                await gate.wait()
                return .text("\(try await request.body.bytes().count)")
            }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎Expect: 100-continue⏎⏎")
                #expect(try await client.staysSilent(for: 100))
                gate.open()
                #expect(try await client.answer().line == "HTTP/1.1 100 Continue")
                try await client.send("hello")
                let answer = try await client.answer()
                #expect(answer.text == "5" && !answer.closes)
            }
        }

        @Test(arguments: ["/unread", "/large"]) func continueIsNotSaidBeforeAnEarlyAnswer(_ path: String) async throws {
            try await withServer(Self.small, handler: Self.length) { server in
                let client = try await server.connect()
                try await client.send("POST \(path) HTTP/1.1⏎Host: a⏎Content-Length: 101⏎Expect: 100-continue⏎⏎")
                let answer = try await client.answer()
                #expect(answer.status == (path == "/unread" ? 200 : 413) && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func continueIsNotSaidToThoseWhoDoNotWait() async throws {
            try await withServer(handler: Self.length) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎Expect: 100-continue⏎⏎hello")
                #expect(try await client.answer().text == "5")
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue⏎⏎")
                #expect(try await client.answer().text == "0")
                try await client.send("POST / HTTP/1.0⏎Connection: keep-alive⏎Content-Length: 5⏎Expect: 100-continue⏎⏎")
                #expect(try await client.staysSilent(for: 100))
                try await client.send("hello")
                #expect(try await client.answer().text == "5")
            }
        }

        // MARK: Trouble

        @Test func aMalformedBodyIsAnsweredBadRequest() async throws {
            try await withServer(handler: Self.length) { server in
                for path in ["/", "/unread"] {
                    let client = try await server.connect()
                    try await client.send("POST \(path) HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎3⏎abcGET / HTTP/1.1⏎Host: a⏎⏎")
                    let answer = try await client.answer()
                    #expect(answer.status == (path == "/" ? 400 : 200) && answer.closes)
                    #expect(try await client.hasEnded())
                }
            }
        }

        /// The client says that it sends no more, inside of the body.
        @Test(arguments: ["Content-Length: 5⏎⏎hel", "Transfer-Encoding: chunked⏎⏎5⏎hel", "Transfer-Encoding: chunked⏎⏎2⏎{}⏎0⏎"])
        func aBodyThatEndsEarlyIsABadRequest(_ rest: String) async throws {
            try await withServer(handler: { .text("\(try await $0.body.bytes().count)") }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎" + rest)
                try await client.finishSending()
                let answer = try await client.answer()
                #expect(answer.status == 400 && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func aBodyThatDoesNotComeAfterContinueIsABadRequest() async throws {
            try await withServer(handler: { .text("\(try await $0.body.bytes().count)") }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue⏎Content-Length: 5⏎⏎")
                #expect(try await client.answer().status == 100)
                try await client.finishSending()
                #expect(try await client.answer().status == 400)
                #expect(try await client.hasEnded())
            }
        }

        @Test func aBodyThatIsRefusedIsNeverTakenForARequest() async throws {
            let paths = Shared([String]())
            try await withServer(
                { $0.limits.body = 30 },
                handler: { request in
                    let path = request.path
                    paths.change { $0.append(path) }
                    return .text("\(try await request.body.bytes().count)")
                }
            ) { server in
                let client = try await server.connect()
                let body = wire("GET /evil HTTP/1.1⏎Host: a⏎⏎" + String(repeating: "a", count: 10))
                let head = wire("POST /1 HTTP/1.1⏎Host: a⏎Content-Length: \(body.count)⏎⏎")
                try await client.send(head + body + wire("GET /2 HTTP/1.1⏎Host: a⏎⏎"))
                let refused = try await client.answer()
                #expect(refused.status == 413)
                // It may have been there whole.
                if !refused.closes { #expect(try await client.answer().text == "0") }
                #expect(paths.value == (refused.closes ? ["/1"] : ["/1", "/2"]))
            }
        }

        @Test func aClientThatLeavesInsideItsBodyIsToldToTheHandler() async throws {
            let told = Shared("")
            try await withServer(handler: { request in
                do {
                    return .text("\(try await request.body.bytes().count)")
                } catch {
                    let text = "\(type(of: error))"
                    told.change { $0 = text }
                    throw error
                }
            }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hel")
                // A reset takes away what the server has not read.
                #expect(await eventually { server.metrics.requests == 1 })
                try await client.reset()
                #expect(await eventually { told.value == "ConnectionClosed" })
                #expect(await eventually { await server.server.openConnections == 0 })
            }
        }

        /// What follows a request with content that nobody asked for is the next request, never the content.
        @Test(arguments: [
            "GET / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎GET /",
            "HEAD / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎2⏎hi⏎0⏎X: GET /evil⏎⏎",
            "DELETE / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hello",
            "POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue⏎Content-Length: 2⏎⏎{}",
        ])
        func contentThatNobodyReadsIsPassedOver(_ first: String) async throws {
            try await withServer(handler: { .text($0.path) }) { server in
                let client = try await server.connect()
                try await client.send(first + "GET /2 HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer(toHead: first.hasPrefix("HEAD")).status == 200)
                #expect(try await client.answer().text == "/2")
            }
        }

        @Test func continueIsSaidThoughAChunkSizeHasArrived() async throws {
            try await withServer(handler: { .text("\(try await $0.body.bytes().count)") }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue⏎Transfer-Encoding: chunked⏎⏎2⏎")
                #expect(try await client.answer().status == 100)
                try await client.send("{}⏎0⏎⏎")
                #expect(try await client.answer().text == "2")
            }
        }

        /// A reader that outlives its answer takes nothing from the next request, and a writer adds nothing to the next answer.
        @Test func whatAHandlerKeepsDoesNotReachIntoTheNextExchange() async throws {
            let kept = Shared<(body: RequestBody, writer: BodyWriter?)?>(nil)
            let outcomes = Shared([String]())
            try await withServer(handler: { request in
                if request.path == "/1" {
                    let body = request.body
                    return Response(
                        .ok,
                        body: .stream(length: nil) { writer in
                            kept.change { $0 = (body, writer) }
                            try await writer.write(Array("first".utf8))
                        })
                }
                let (body, writer) = kept.value!
                for attempt in ["read", "write"] {
                    do {
                        if attempt == "read" { _ = try await body.bytes() } else { try await writer!.write(Array("late".utf8)) }
                        outcomes.change { $0.append("done") }
                    } catch {
                        let name = "\(type(of: error))"
                        outcomes.change { $0.append(name) }
                    }
                }
                return Response(.ok, body: .stream(length: nil) { try await $0.write(try await request.body.bytes()) })
            }) { server in
                let client = try await server.connect()
                try await client.send("POST /1 HTTP/1.1⏎Host: a⏎Content-Length: 3⏎⏎one")
                #expect(try await client.answer().text == "first")
                try await client.send("POST /2 HTTP/1.1⏎Host: a⏎Content-Length: 3⏎⏎two")
                // The body of the second cannot be read once its own answer has begun, so the stream breaks off; what matters came before.
                _ = try? await client.answer()
                #expect(outcomes.value == ["ConnectionClosed", "ConnectionClosed"])
            }
        }

        @Test func twoReadersOfOneBodyShareItAndBothEnd() async throws {
            try await withServer(handler: { request in
                async let first = request.body.bytes().count
                async let second = request.body.bytes().count
                return .text("\(try await first + second)")
            }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 10⏎⏎")
                #expect(try await client.staysSilent(for: 50))
                try await client.send("01234")
                try await client.send("56789")
                #expect(try await client.answer().text == "10")
            }
        }

        @Test func aBodyIsNotToBeReadOnceTheAnswerHasBegun() async throws {
            try await withServer(handler: { request in
                Response(
                    .ok,
                    body: .stream(length: nil) { writer in
                        do {
                            _ = try await request.body.bytes()
                            try await writer.write(Array("read".utf8))
                        } catch {
                            try await writer.write(Array("refused".utf8))
                        }
                    })
            }) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hel")
                let answer = try await client.answer()
                #expect(answer.text == "refused" && answer.closes)
            }
        }
    }
}
