import EventLoop
import HTTPKit
import HTTPTypes
import Testing

extension ServerTests {
    /// One connection, many requests.
    @Suite struct ConnectionTests {
        static let echo: Handler = { request in .text("\(request.method) \(request.path)") }

        @Test func aConnectionServesOneRequestAfterTheOther() async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                for number in 0..<3 {
                    try await client.send("GET /\(number) HTTP/1.1⏎Host: a⏎⏎")
                    let answer = try await client.answer()
                    #expect(answer.line == "HTTP/1.1 200 OK")
                    #expect(answer.text == "GET /\(number)")
                    #expect(answer["connection"] == nil)
                    #expect(answer["content-type"] == "text/plain; charset=utf-8")
                    #expect(answer.fields.count { $0.name == "date" } == 1)
                }
            }
        }

        @Test func aHeadMayArriveByteByByte() async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.drip(wire("⏎GET /slowly HTTP/1.1⏎Host: a⏎⏎").map { [$0] }, every: 1)
                #expect(try await client.answer().text == "GET /slowly")
            }
        }

        /// A read stops at urgent data, though more has come.
        @Test func urgentDataIsPassedOverAndHoldsNothingUp() async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                for number in 1...20 {
                    try await client.send("GET /\(number) HTTP/1.1⏎Host: a⏎")
                    try await client.sendUrgent(0x21)
                    try await client.send("X: y⏎⏎")
                    #expect(try await client.answer().text == "GET /\(number)")
                }
            }
        }

        @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
            try await withServer(handler: { request in
                // The later ones would overtake, if they could.
                if request.path.hasSuffix("0") { try await Task.sleep(for: .milliseconds(5)) }
                if request.path.hasSuffix("5") { await Task.yield() }
                return .text(request.path)
            }) { server in
                let client = try await server.connect()
                try await client.send((0..<100).map { "GET /\($0) HTTP/1.1⏎Host: a⏎⏎" }.joined())
                #expect(try await client.answers(100).map(\.text) == (0..<100).map { "/\($0)" })
            }
        }

        @Test func thousandsOfPipelinedRequestsNeedNoDeepStack() async throws {
            try await withServer(handler: { _ in .noContent }) { server in
                let client = try await server.connect()
                // As many as one read takes, and few enough that their answers fit into the kernel's buffers.
                for _ in 0..<10 {
                    try await client.send(Array(repeating: wire("GET / HTTP/1.1⏎Host: a⏎⏎"), count: 2000).flatMap { $0 })
                    #expect(try await client.answers(2000).allSatisfy { $0.status == 204 })
                }
            }
        }

        @Test func pipelinedRequestsWaitWhileTheirAnswersBackUp() async throws {
            let started = Shared(0)
            let megabyte = [UInt8](repeating: 0x61, count: 1 << 20)
            try await withServer(handler: { _ in
                started.change { $0 += 1 }
                return Response(.ok, body: .bytes(megabyte))
            }) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send((0..<200).map { _ in "GET / HTTP/1.1⏎Host: a⏎⏎" }.joined())
                #expect(await eventually { started.value > 0 })
                #expect(try await client.hasMore())
                try await Task.sleep(for: .milliseconds(200))
                // What the kernel takes, and one more; not two hundred.
                #expect(started.value < 20)
                var total = 0
                for answer in try await client.answers(200) { total += answer.body.count }
                #expect(total == 200 << 20)
                #expect(started.value == 200)
            }
        }

        @Test func connectionCloseEndsTheConnectionAfterTheAnswer() async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.1⏎Host: a⏎Connection: close⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎")
                let answer = try await client.answer()
                #expect(answer.text == "GET /1" && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func aHandlerMayCloseTheConnection() async throws {
            try await withServer(handler: { _ in
                var response = Response.text("bye")
                response.closesConnection = true
                return response
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                let answer = try await client.answer()
                #expect(answer.text == "bye" && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func http10ClosesUnlessAskedToKeepAlive() async throws {
            try await withServer(handler: Self.echo) { server in
                let closing = try await server.connect()
                try await closing.send("GET /1 HTTP/1.0⏎⏎")
                let answer = try await closing.answer()
                #expect(answer.text == "GET /1" && answer.closes)
                #expect(try await closing.hasEnded())

                let keeping = try await server.connect()
                for _ in 0..<2 {
                    try await keeping.send("GET /2 HTTP/1.0⏎Connection: keep-alive⏎⏎")
                    let answer = try await keeping.answer()
                    #expect(answer.text == "GET /2" && answer["connection"] == "keep-alive")
                }
            }
        }

        @Test func aClientThatHasFinishedSendingGetsItsAnswers() async throws {
            let gate = Gate()
            try await withServer(handler: { request in
                await gate.wait()
                return .text(request.path)
            }) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.1⏎Host: a⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎GET /unfini")
                try await client.finishSending()
                #expect(try await client.staysSilent(for: 50))
                gate.open()
                #expect(try await client.answers(2).map(\.text) == ["/1", "/2"])
                #expect(try await client.hasEnded())
            }
        }

        @Test func onlyTheLastAnswerToAHalfClosedClientSaysClose() async throws {
            let gate = Gate()
            try await withServer(handler: { request in
                await gate.wait()
                return .text(request.path)
            }) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.1⏎Host: a⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎")
                #expect(await eventually { server.metrics.requests == 1 })
                try await client.finishSending()
                gate.open()
                #expect(try await client.answers(2).map(\.closes) == [false, true])
                #expect(try await client.hasEnded())
            }
        }

        @Test func strayEmptyLinesBeginNoRequest() async throws {
            try await withServer({ $0.deadlines.head = .milliseconds(100) }, handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.1⏎Host: a⏎⏎⏎")
                #expect(try await client.answer().text == "GET /1")
                #expect(try await client.staysSilent(for: 400))
                try await client.send("⏎GET /2 HTTP/1.1⏎Host: a⏎⏎⏎")
                #expect(try await client.answer().text == "GET /2")
                await server.server.shutDown(within: .seconds(60))
                #expect(try await client.hasEnded())
            }
        }

        @Test func emptyLinesBetweenRequestsArePassedOver() async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("POST /1 HTTP/1.1⏎Host: a⏎Content-Length: 2⏎⏎{}⏎GET /2 HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answers(2).map(\.text) == ["POST /1", "GET /2"])
                try await client.send("POST /1 HTTP/1.1⏎Host: a⏎Content-Length: 2⏎⏎{}\nGET /2 HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answers(2).map(\.status) == [200, 400])
                #expect(try await client.hasEnded())
            }
        }

        @Test func versionsMayTakeTurnsOnAConnection() async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.0⏎Connection: keep-alive⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎")
                try await client.send("GET /3 HTTP/1.0⏎⏎GET /4 HTTP/1.1⏎Host: a⏎⏎")
                let answers = try await client.answers(3)
                #expect(answers.map(\.text) == ["GET /1", "GET /2", "GET /3"])
                #expect(answers.map { $0["connection"] } == ["keep-alive", nil, "close"])
                #expect(try await client.hasEnded())
            }
        }

        @Test(arguments: ["a:80", "a:0", "[::1]:443"]) func connectIsNotImplementedAndEndsTheConnection(_ target: String) async throws {
            try await withServer(responder: Router().handler()) { server in
                let client = try await server.connect()
                try await client.send("CONNECT \(target) HTTP/1.1⏎Host: a⏎⏎GET / HTTP/1.1⏎Host: a⏎⏎")
                let answer = try await client.answer()
                #expect(answer.status == 501 && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func nothingIsProcessedAfterAnAnnouncedClose() async throws {
            let paths = Shared([String]())
            try await withServer(handler: { request in
                let path = request.path
                paths.change { $0.append(path) }
                var response = Response.text("bye")
                response.closesConnection = true
                return response
            }) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.1⏎Host: a⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().closes)
                #expect(try await client.hasEnded())
                #expect(paths.value == ["/1"])
            }
        }

        @Test(arguments: [
            "HTTP/1.1⏎Connection: Upgrade⏎Upgrade: websocket", "HTTP/1.0⏎Connection: Upgrade, keep-alive⏎Upgrade: websocket",
            "HTTP/1.1⏎Connection: Upgrade, HTTP2-Settings⏎Upgrade: h2c⏎HTTP2-Settings: AAMAAABk",
        ])
        func anUpgradeIsIgnored(_ rest: String) async throws {
            try await withServer(handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("GET /1 \(rest)⏎Host: a⏎⏎")
                let answer = try await client.answer()
                #expect(answer.status == 200 && answer.line.hasPrefix("HTTP/1.1 ") && answer["upgrade"] == nil)
            }
        }

        @Test func handlersThatWaitAndThoseThatDoNotTakeTurns() async throws {
            var router = Router()
            router.get("/now") { _ in .text("now") }
            router.get("/later") { _ in
                try await Task.sleep(for: .milliseconds(5))
                return .text("later")
            }
            router.get("/stream") { _ in Response(.ok, body: .stream(length: nil) { try await $0.write(Array("stream".utf8)) }) }
            try await withServer(responder: router.handler()) { server in
                let client = try await server.connect()
                let paths = ["now", "later", "now", "now", "stream", "later", "stream", "now"]
                for path in paths { try await client.send("GET /\(path) HTTP/1.1⏎Host: a⏎⏎") }
                #expect(try await client.answers(paths.count).map(\.text) == paths)
                try await client.send(paths.map { "GET /\($0) HTTP/1.1⏎Host: a⏎⏎" }.joined())
                #expect(try await client.answers(paths.count).map(\.text) == paths)
            }
        }

        @Test func aClientThatResetsCancelsItsHandler() async throws {
            let started = Shared(false)
            let cancelled = Shared(false)
            try await withServer(handler: { _ in
                started.change { $0 = true }
                try? await Task.sleep(for: .seconds(60))
                if Task.isCancelled { cancelled.change { $0 = true } }
                return .noContent
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(await eventually { started.value })
                #expect(!cancelled.value)
                try await client.reset()
                #expect(await eventually { cancelled.value })
                #expect(await eventually { await server.server.openConnections == 0 })
            }
        }

        @Test func handlersRunOnALoopOfTheServer() async throws {
            try await withServer(handler: { _ in
                let before = EventLoop.current
                await Task.yield()
                try await Task.sleep(for: .milliseconds(1))
                return .text(before != nil && before === EventLoop.current ? "same" : "moved")
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().text == "same")
            }
        }

        @Test func thousandsOfConnectionsLeaveNothingOpen() async throws {
            try await withServer(handler: Self.echo) { server in
                for _ in 0..<40 {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<50 {
                            group.addTask {
                                let client = try await server.connect()
                                try await client.send("GET / HTTP/1.1⏎Host: a⏎\(number % 3 == 0 ? "Connection: close⏎" : "")⏎")
                                _ = try await client.answer()
                                if number % 3 == 1 { try await client.reset() } else { try await client.close() }
                            }
                        }
                        try await group.waitForAll()
                    }
                }
                #expect(await eventually { await server.server.openConnections == 0 })
                #expect(await eventually { server.socketsHeld() == 0 })
                // The count can tell: an open connection has two ends in this process.
                let client = try await server.connect()
                #expect(await eventually { server.socketsHeld() == 2 })
                try await client.close()
            }
        }
    }
}
