import HTTPKit
import Glibc
import HTTPTypes
import Testing

extension ServerTests {
    /// What goes out: heads, lengths, streams.
    @Suite struct ResponseTests {
        static func answer(_ request: String, toHead: Bool = false, _ handler: @escaping Handler) async throws -> (Answer, next: Answer?) {
            let result = Shared<(Answer, Answer?)>((Answer(), nil))
            try await withServer(handler: { $0.path == "/next" ? .text("next") : try await handler($0) }) { server in
                let client = try await server.connect()
                try await client.send(request)
                let answer = try await client.answer(toHead: toHead)
                var next: Answer?
                if !answer.closes {
                    try await client.send("GET /next HTTP/1.1⏎Host: a⏎⏎")
                    next = try await client.answer()
                }
                let pair = (answer, next)
                result.change { $0 = pair }
            }
            return result.value
        }

        @Test(
            arguments: [
                (Response.text("hello"), "5"), (Response(.ok), "0"), (Response(.notFound, body: .bytes([])), "0"), (.noContent, nil),
                (Response(.noContent, body: .bytes([1, 2, 3])), nil), (Response(.notModified, body: .bytes([1, 2, 3])), nil),
                (Response(.created, body: .bytes(.init(repeating: 7, count: 100_000))), "100000"),
            ] as [(Response, String?)])
        func lengthsAreToldWhereABodyCouldBe(_ response: Response, _ length: String?) async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in response }
            #expect(answer.status == response.status.code)
            #expect(answer["content-length"] == length)
            #expect(answer["transfer-encoding"] == nil)
            #expect(answer["date"]?.hasSuffix(" GMT") == true)
            if case .bytes(let bytes) = response.body, length != nil { #expect(answer.body == bytes) }
            #expect(next?.text == "next")
        }

        @Test func aHeadIsAnsweredWithTheLengthAndWithoutTheBody() async throws {
            for (body, length, coding) in [
                (Response.Body.bytes(.init(repeating: 1, count: 20_000)), "20000", nil), (.none, "0", nil),
                (.stream(length: 7) { _ in Issue.record("a body is made for HEAD") }, "7", nil),
                (.stream(length: nil) { _ in Issue.record("a body is made for HEAD") }, nil, "chunked"),
            ] as [(Response.Body, String?, String?)] {
                let (answer, next) = try await Self.answer("HEAD / HTTP/1.1⏎Host: a⏎⏎", toHead: true) { _ in Response(.ok, body: body) }
                #expect(answer["content-length"] == length)
                #expect(answer["transfer-encoding"] == coding)
                #expect(next?.text == "next")
            }
        }

        @Test func fieldsOfTheHandlerAreSentAndCannotBreakOutOfTheirLines() async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in
                Response(.ok, fields: [.eTag: "\"1\"", .location: "/a\r\nX-Broken: yes\r\n\r\nbody"])
            }
            #expect(answer["etag"] == "\"1\"")
            #expect(answer["x-broken"] == nil)
            #expect(answer.body.isEmpty)
            #expect(next?.text == "next")
        }

        @Test func aContentTypeCannotBreakOutOfItsLine() async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in
                Response(.ok, contentType: "text/plain\r\nX-Broken: yes\u{0}", body: .bytes([1]))
            }
            #expect(answer["content-type"] == "text/plain  X-Broken: yes " && answer["x-broken"] == nil)
            #expect(next?.text == "next")
        }

        @Test func framingFieldsOfAHandlerAreIgnored() async throws {
            let fields: HTTPFields = [
                .contentLength: "99", .transferEncoding: "chunked", .connection: "close", .date: "yesterday", .contentType: "x/y",
                HTTPField.Name("Keep-Alive")!: "timeout=1",
            ]
            for status in [HTTPResponse.Status.ok, .noContent, .notModified] {
                let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in
                    Response(status, contentType: "text/plain", fields: fields, body: .bytes([1]))
                }
                #expect(answer.fields.map(\.name) == ["date", "content-type"] + (status == .ok ? ["content-length"] : []))
                #expect(answer["date"]?.hasSuffix("GMT") == true && answer["content-type"] == "text/plain")
                #expect(next?.text == "next")
            }
        }

        @Test(arguments: [100, 101, 103, 199, 5, 600, 999]) func aStatusThatIsNotFinalIsAServerError(_ status: Int) async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in Response(.init(code: status)) }
            #expect(answer.status == 500)
            #expect(next?.text == "next")
        }

        @Test func aStatusWithoutAReasonKeepsItsSpace() async throws {
            let (answer, _) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in Response(.init(code: 299)) }
            #expect(answer.line == "HTTP/1.1 299 ")
        }

        @Test(arguments: [204, 304, 205], [nil, 5]) func aStatusWithoutContentTakesNoStream(_ status: Int, _ length: Int?) async throws {
            for version in ["1.1", "1.0⏎Connection: keep-alive"] {
                let (answer, next) = try await Self.answer("GET / HTTP/\(version)⏎Host: a⏎⏎") { _ in
                    Response(.init(code: status), body: .stream(length: length) { _ in Issue.record("a body is made") })
                }
                #expect(answer["transfer-encoding"] == nil && answer["content-length"] == (status == 205 ? "0" : nil))
                #expect(next?.text == "next")
            }
        }

        @Test func resetContentHasNoContent() async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in Response(.resetContent, body: .bytes([1])) }
            #expect(answer.status == 205 && answer["content-length"] == "0" && answer.body.isEmpty)
            #expect(next?.text == "next")
        }

        @Test func noServerIsNamedAndTheDateIsThePresentSecond() async throws {
            let before = time(nil)
            let (answer, _) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in .text("x") }
            #expect(answer["server"] == nil)
            #expect((before - 1...time(nil)).map(HTTPDate.format).contains(answer["date"]))
        }

        // MARK: Streams

        @Test func aStreamWithoutALengthIsChunked() async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        for piece in ["hello", "", " ", "world"] { try await body.write(Array(piece.utf8)) }
                        try await Task.sleep(for: .milliseconds(5))
                        try await body.write(.init(repeating: 0x21, count: 40_000))
                    })
            }
            #expect(answer["transfer-encoding"] == "chunked" && answer["content-length"] == nil)
            #expect(answer.text == "hello world" + String(repeating: "!", count: 40_000))
            #expect(next?.text == "next")
        }

        @Test func piecesOfAStreamLeaveAsTheyAreWritten() async throws {
            let gate = Gate()
            try await withServer(handler: { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        try await body.write(Array("first".utf8))
                        await gate.wait()
                        try await body.write(Array("second".utf8))
                    })
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.sip(90, every: 0) >= 90)
                gate.open()
                try await client.finishSending()
                #expect(String(decoding: try await client.rest(), as: UTF8.self).hasSuffix("6\r\nsecond\r\n0\r\n\r\n"))
            }
        }

        @Test func aStreamWithALengthIsSentAsItIs() async throws {
            let (answer, next) = try await Self.answer("GET / HTTP/1.1⏎Host: a⏎⏎") { _ in
                Response(
                    .ok,
                    body: .stream(length: 11) { body in
                        try await body.write(Array("hello ".utf8))
                        try await body.write(Array("world".utf8))
                    })
            }
            #expect(answer["content-length"] == "11" && answer["transfer-encoding"] == nil)
            #expect(answer.text == "hello world")
            #expect(next?.text == "next")
        }

        @Test(arguments: [3, 100]) func aStreamThatBreaksItsWordAboutItsLengthBreaksTheConnection(_ written: Int) async throws {
            try await withServer(handler: { _ in
                Response(
                    .ok,
                    body: .stream(length: 10) { body in
                        try await body.write(.init(repeating: 0x61, count: written))
                    })
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎GET / HTTP/1.1⏎Host: a⏎⏎")
                let received = (try? await client.rest()) ?? []
                #expect(received.count { $0 == 0x61 } <= 10)
                #expect(await eventually { await server.server.openConnections == 0 })
            }
        }

        @Test func http10GetsAStreamThatTheConnectionEnds() async throws {
            try await withServer(handler: { _ in
                Response(.ok, body: .stream(length: nil) { try await $0.write(Array("hello".utf8)) })
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.0⏎Connection: keep-alive⏎⏎")
                let answer = try await client.answer()
                #expect(answer.text == "hello" && answer.closes)
                #expect(answer["transfer-encoding"] == nil && answer["content-length"] == nil)
            }
        }

        @Test(arguments: ["HTTP/1.1", "HTTP/1.0"]) func aStreamThatFailsIsNotTakenForAWholeOne(_ version: String) async throws {
            struct Trouble: Error {}
            try await withServer(handler: { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        try await body.write(Array("hello".utf8))
                        try await Task.sleep(for: .milliseconds(20))
                        throw Trouble()
                    })
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / \(version)⏎Host: a⏎⏎")
                let error = await #expect(throws: ClientTrouble.self) { try await client.answer() }
                #expect(error == .ended || error == .reset)
            }
        }

        @Test func aClientThatDoesNotReadSuspendsTheHandler() async throws {
            let written = Shared(0)
            let finished = Shared(false)
            try await withServer(handler: { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        let piece = [UInt8](repeating: 0x61, count: 10_000)
                        for _ in 0..<3000 {
                            try await body.write(piece)
                            written.change { $0 += piece.count }
                        }
                        finished.change { $0 = true }
                    })
            }) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send("GET / HTTP/1.1⏎Host: a⏎Connection: close⏎⏎")
                #expect(await eventually { written.value > 100_000 })
                var before = -1
                #expect(
                    await eventually {
                        defer { before = written.value }
                        try? await Task.sleep(for: .milliseconds(50))
                        return before == written.value
                    })
                // What the kernel takes, and the backlog.
                #expect(written.value < 15_000_000)
                #expect(!finished.value)
                #expect(try await client.rest().count > 30_000_000)
                #expect(finished.value)
            }
        }

        @Test func severalTasksMayWriteOneStream() async throws {
            try await withServer(handler: { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        try await withThrowingTaskGroup(of: Void.self) { group in
                            for _ in 0..<8 {
                                group.addTask { for _ in 0..<40 { try await body.write(.init(repeating: 0x61, count: 30_000)) } }
                            }
                            try await group.waitForAll()
                        }
                    })
            }) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().body.count == 8 * 40 * 30_000)
            }
        }

        @Test func aStreamsClientThatGoesIsToldToTheHandler() async throws {
            let told = Shared("")
            try await withServer(handler: { _ in
                Response(
                    .ok,
                    body: .stream(length: nil) { body in
                        do {
                            while true {
                                try await body.write(Array("tick".utf8))
                                try await Task.sleep(for: .milliseconds(5))
                            }
                        } catch {
                            let text = "\(type(of: error))"
                            told.change { $0 = text }
                            throw error
                        }
                    })
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                _ = try await client.sip(200, every: 0)
                try await client.close()
                #expect(await eventually { ["ConnectionClosed", "CancellationError"].contains(told.value) })
                #expect(await eventually { await server.server.openConnections == 0 })
            }
        }
    }
}
