import HTTPKit
import HTTPTypes
import Testing

extension ServerTests {
    /// What is answered to requests that are none, and when handlers fail.
    @Suite struct ErrorTests {
        static func small(_ configuration: inout HTTPServer.Configuration) {
            configuration.limits.requestLine = 100
            configuration.limits.fields = 200
        }

        @Test(arguments: [
            ("rubbish⏎⏎", 400), ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1⏎⏎", 400), ("GET / HTTP/1.1⏎Host : a⏎⏎", 400),
            ("POST / HTTP/1.1⏎Host: a⏎Content-Length: 1⏎Transfer-Encoding: chunked⏎⏎", 400),
            ("POST / HTTP/1.1⏎Host: a⏎Content-Length: x⏎⏎", 400),
            ("POST / HTTP/1.1⏎Host: a⏎Content-Length: 99999999999999999999⏎⏎", 413),
            ("GET /" + String(repeating: "a", count: 200), 414), ("GET / HTTP/1.1⏎Host: a⏎X: " + String(repeating: "a", count: 300), 431),
            ("POST / HTTP/1.1⏎Host: a⏎Expect: a miracle⏎⏎", 417), ("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: gzip, chunked⏎⏎", 501),
            ("GET / HTTP/2.0⏎Host: a⏎⏎", 505), ("GET https://a/ HTTP/1.1⏎Host: a⏎⏎", 421),
            ("POST https://a/ HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hello", 421), (String(repeating: "A", count: 200), 501),
        ])
        func whatIsNoRequestIsAnsweredWholeThenTheConnectionCloses(_ text: String, _ status: Int) async throws {
            try await withServer(Self.small, handler: { _ in .text("handled") }) { server in
                let client = try await server.connect()
                try await client.send(text + "GET / HTTP/1.1⏎Host: a⏎⏎")
                let answer = try await client.answer()
                #expect(answer.status == status)
                #expect(answer.closes)
                #expect(answer["content-type"] == "application/problem+json")
                #expect(answer["date"] != nil)
                #expect(answer.text.contains("\"status\":\(status)"))
                #expect(try await client.hasEnded())
            }
        }

        /// Who speaks another protocol may never end a head.
        @Test(arguments: [
            wire("rubbish⏎"), wire("GET /⏎"), wire("GET / HTTP/1.1\rHost: a\r\r"),
            [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03],
            wire("PRI * HTTP/2.0⏎"), [0x80],
        ])
        func aMalformedStartIsRefusedAtOnce(_ bytes: [UInt8]) async throws {
            try await withServer({ $0.deadlines.head = .seconds(60) }, handler: { _ in .text("handled") }) { server in
                let client = try await server.connect()
                try await client.send(bytes)
                let answer = try await client.answer()
                #expect(answer.status == (bytes.first == 0x50 ? 505 : 400) && answer.closes)
                #expect(try await client.hasEnded())
                #expect(server.metrics.cuts(.malformed) == 1)
            }
        }

        @Test(arguments: [
            ("HEAD / HTTP/1.1⏎⏎", 400), ("⏎HEAD / HTTP/1.1⏎Host: a⏎Content-Length: x⏎⏎", 400), ("HEAD / HTTP/2.0⏎Host: a⏎⏎", 505),
            ("HEAD https://a/ HTTP/1.1⏎Host: a⏎⏎", 421),
            ("HEAD / HTTP/1.1⏎Host: a⏎X: " + String(repeating: "a", count: 300), 431), ("HEAD / HTTP/1.1⏎Ho", 408),
        ])
        func aRefusedHEADGetsNoContent(_ text: String, _ status: Int) async throws {
            try await withServer(
                {
                    Self.small(&$0)
                    $0.deadlines.head = .milliseconds(200)
                }, handler: { _ in .text("handled") }
            ) { server in
                let client = try await server.connect()
                try await client.send(text)
                #expect(try await client.answer(toHead: true).status == status)
                #expect(try await client.hasEnded())
            }
        }

        @Test func anUnfinishedHeadThatEndsIsClosedWithoutAWord() async throws {
            try await withServer(handler: { _ in .text("handled") }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTT")
                try await client.finishSending()
                #expect(try await client.hasEnded())
            }
        }

        @Test func theAnswersOfEarlierRequestsGoOutBeforeTheRefusal() async throws {
            try await withServer(handler: { request in
                try await Task.sleep(for: .milliseconds(20))
                return .text(request.path)
            }) { server in
                let client = try await server.connect()
                try await client.send("GET /1 HTTP/1.1⏎Host: a⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎rubbish\n")
                let answers = try await client.answers(3)
                #expect(answers.map(\.status) == [200, 200, 400])
                #expect(answers[1].text == "/2" && !answers[1].closes && answers[2].closes)
                #expect(try await client.hasEnded())
            }
        }

        /// A stream that fails takes nothing away from the answers before it.
        @Test func theAnswersOfEarlierRequestsAreWholeBeforeABrokenStream() async throws {
            try await withServer(handler: { request in
                if request.path == "/whole" { return .text("whole") }
                return Response(.ok, body: .stream(length: nil) { _ in throw CancellationError() })
            }) { server in
                let client = try await server.connect()
                try await client.send("GET /whole HTTP/1.1⏎Host: a⏎⏎GET /broken HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().text == "whole")
                await #expect(throws: ClientTrouble.ended) { try await client.answer() }
            }
        }

        @Test func aRefusalIsReadableThoughMoreWasSent() async throws {
            try await withServer(handler: { _ in .text("handled") }) { server in
                let client = try await server.connect()
                try await client.send(wire("rubbish\n") + [UInt8](repeating: 0x61, count: 3_000_000))
                #expect(try await client.answer().status == 400)
                #expect(try await client.hasEnded())
            }
        }

        @Test func whatAHandlerThrowsBecomesAnAnswerThatSaysNothingOfIt() async throws {
            struct Secret: Error { let password = "hunter2" }
            try await withServer(handler: { request in
                if request.path == "/known" { throw HTTPError(.conflict, "Somebody else was first.", fields: [.retryAfter: "1"]) }
                throw Secret()
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                let unknown = try await client.answer()
                #expect(unknown.status == 500 && !unknown.closes)
                #expect(unknown["content-type"] == "application/problem+json")
                #expect(!unknown.text.contains("hunter2") && !unknown.text.contains("Secret"))
                #expect(unknown.text.contains("\"requestId\":\""))
                try await client.send("GET /known HTTP/1.1⏎Host: a⏎⏎")
                let known = try await client.answer()
                #expect(known.status == 409 && known["retry-after"] == "1")
                #expect(known.text.contains("Somebody else was first."))
            }
        }
    }
}
