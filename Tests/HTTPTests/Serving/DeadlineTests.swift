import HTTPKit
import HTTPTypes
import Testing

extension ServerTests {
    /// What is measured is what happens, not when. Deadlines that are to pass are short; those that a client must keep leave it a second,
    /// since the machine may be busy.
    @Suite struct DeadlineTests {
        /// Every deadline long but those that `change` shortens.
        static func with(_ change: @escaping (inout Deadlines) -> Void) -> (inout HTTPServer.Configuration) -> Void {
            { configuration in
                configuration.deadlines = Deadlines()
                change(&configuration.deadlines)
            }
        }

        static let echo: Handler = { .text("\(try await $0.body.bytes().count)") }

        @Test func aHeadThatDripsIsCutHoweverSteadily() async throws {
            try await withServer(Self.with { $0.head = .milliseconds(300) }, handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.drip(wire("GET / HTTP/1.1⏎Host: a⏎X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").map { [$0] }, every: 20)
                let answer = try await client.answer()
                #expect(answer.status == 408 && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func aPipelinedHeadThatStopsIsCutAfterTheAnswersBeforeIt() async throws {
            try await withServer(Self.with { $0.head = .milliseconds(200) }, handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎GET / HT")
                #expect(try await client.answers(2).map(\.status) == [200, 408])
                #expect(try await client.hasEnded())
            }
        }

        @Test func anIdleConnectionIsClosedWithoutAWord() async throws {
            try await withServer(Self.with { $0.keepAlive = .seconds(1) }, handler: Self.echo) { server in
                let used = try await server.connect()
                try await used.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                let fresh = try await server.connect()
                #expect(try await used.answer().status == 200)
                #expect(try await used.hasEnded())
                #expect(try await fresh.hasEnded())
            }
        }

        @Test func aHandlerMayTakeLongerThanAnyDeadline() async throws {
            try await withServer(
                Self.with {
                    $0.keepAlive = .seconds(1); $0.head = .milliseconds(100); $0.bodyIdle = .milliseconds(100);
                    $0.write = .milliseconds(100)
                },
                handler: { _ in
                    try await Task.sleep(for: .milliseconds(1500))
                    return .text("done")
                }
            ) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().text == "done")
            }
        }

        @Test func aBodyThatStopsIsCut() async throws {
            try await withServer(Self.with { $0.bodyIdle = .milliseconds(200) }, handler: Self.echo) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hel")
                let answer = try await client.answer()
                #expect(answer.status == 408 && answer.closes)
                #expect(try await client.hasEnded())
            }
        }

        @Test func aBodyThatDripsBelowTheMinimumRateIsCut() async throws {
            try await withServer(
                Self.with {
                    $0.bodyIdle = .milliseconds(300); $0.bodyMinimumRate = 1000
                }, handler: Self.echo
            ) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 200⏎⏎")
                // 50 bytes a second, and never a pause that is too long by itself.
                try await client.drip((0..<60).map { _ in [0x61] }, every: 20)
                #expect(try await client.answer().status == 408)
            }
        }

        @Test func aBodyAboveTheMinimumRateMayTakeItsTime() async throws {
            try await withServer(
                Self.with {
                    $0.bodyIdle = .seconds(1); $0.bodyMinimumRate = 100
                }, handler: Self.echo
            ) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5000⏎⏎")
                try await client.drip((0..<50).map { _ in [UInt8](repeating: 0x61, count: 100) }, every: 40)
                #expect(try await client.answer().text == "5000")
            }
        }

        @Test func theTimeThatAHandlerTakesIsNotTheClients() async throws {
            let gate = Gate()
            try await withServer(
                Self.with {
                    $0.bodyIdle = .seconds(1); $0.bodyMinimumRate = 1 << 20
                },
                handler: { request in
                    await gate.wait()
                    return .text("\(try await request.body.bytes().count)")
                }
            ) { server in
                let client = try await server.connect()
                try await client.send("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎hel")
                try await Task.sleep(for: .milliseconds(1500))
                gate.open()
                try await client.drip([[], wire("lo")], every: 100)
                #expect(try await client.answer().text == "5")
            }
        }

        @Test func aClientThatTakesNothingIsCut() async throws {
            try await withServer(
                Self.with { $0.write = .milliseconds(300) },
                handler: { _ in
                    Response(.ok, body: .bytes(.init(repeating: 0x61, count: 30_000_000)))
                }
            ) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(await eventually { server.metrics.requests == 1 })
                #expect(await eventually { await server.server.openConnections == 0 })
                #expect(server.metrics.cuts(.writeDeadline) == 1)
                try await client.close()
            }
        }

        @Test func aClientThatTakesSlowlyIsNot() async throws {
            try await withServer(
                Self.with {
                    $0.write = .seconds(1); $0.keepAlive = .seconds(1)
                },
                handler: { _ in
                    Response(.ok, body: .bytes(.init(repeating: 0x61, count: 8_000_000)))
                }
            ) { server in
                let client = try await server.connect(receiveBuffer: 65_536)
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.sip(8_000_000, every: 5, pieces: 20_000) >= 8_000_000)
            }
        }

        @Test func aClientThatTakesLessThanTheMinimumRateIsCut() async throws {
            try await withServer(
                Self.with {
                    $0.write = .milliseconds(300)
                    $0.writeMinimumRate = 4_000_000
                },
                handler: { _ in Response(.ok, body: .bytes([UInt8](repeating: 7, count: 30_000_000))) }
            ) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                // Steadily, but 400 kB a second at most.
                let taken = try await client.sip(30_000_000, every: 10)
                #expect(taken < 30_000_000)
                #expect(server.metrics.cuts(.writeDeadline) == 1)
            }
        }

        @Test func theTimeForTheNextRequestBeginsWhenAnAnswerHasBeenTaken() async throws {
            try await withServer(
                Self.with {
                    $0.write = .seconds(1); $0.keepAlive = .seconds(60)
                },
                handler: { request in
                    Response(.ok, body: .bytes(.init(repeating: 0x61, count: request.path == "/large" ? 12_000_000 : 1)))
                }
            ) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send("GET /large HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().body.count == 12_000_000)
                // Longer than the deadline for writing, shorter than that for the next request.
                #expect(try await client.staysSilent(for: 1500))
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().text == "a")
            }
        }

        @Test func aClientThatDoesNotCloseAfterAnAnnouncedEndIsLeft() async throws {
            try await withServer(
                Self.with { $0.linger = .seconds(1) },
                handler: { _ in
                    var response = Response.text("last")
                    response.closesConnection = true
                    return response
                }
            ) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer().closes)
                #expect(await server.server.openConnections == 1)
                #expect(await eventually { await server.server.openConnections == 0 })
                try await client.close()
            }
        }
    }
}
