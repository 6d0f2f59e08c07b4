import HTTPKit
import HTTPTypes
import Testing

extension ServerTests {
    /// How many connections there may be, and how many requests on one.
    @Suite struct LimitTests {
        static let request = "GET / HTTP/1.1⏎Host: a⏎⏎"

        @Test func theLastRequestThatAConnectionMayBringClosesIt() async throws {
            try await withServer({ $0.limits.requestsPerConnection = 3 }, handler: { _ in .text("x") }) { server in
                let client = try await server.connect()
                for number in 1...3 {
                    try await client.send(Self.request)
                    #expect(try await client.answer().closes == (number == 3))
                }
                #expect(try await client.hasEnded())
                #expect(server.metrics.cuts(.requestsPerConnection) == 1 && server.metrics.requests == 3)
            }
        }

        @Test func theConnectionThatHasWaitedLongestGivesWay() async throws {
            // All on one loop: which loop a connection comes to is the kernel's choice.
            try await withServer({ $0.limits.connections = 8 }, loops: 1, responder: Responder { _ in .text("x") }) { server in
                var clients: [Client] = []
                for _ in 0..<8 {
                    let client = try await server.connect()
                    try await client.send(Self.request)
                    #expect(try await client.answer().status == 200)
                    clients.append(client)
                }
                // The first has just been used again, so the second has waited longest.
                try await clients[0].send(Self.request)
                #expect(try await clients[0].answer().status == 200)
                let new = try await server.connect()
                try await new.send(Self.request)
                #expect(try await new.answer().status == 200)
                #expect(try await clients[1].hasEnded())
                #expect(server.metrics.cuts(.gaveWay) == 1 && server.metrics.openConnections == 8)
                try await clients[0].send(Self.request)
                #expect(try await clients[0].answer().status == 200)
            }
        }

        @Test func aDownloadIsNotCutInFavourOfANewConnection() async throws {
            let body = [UInt8](repeating: 7, count: 20_000_000)
            try await withServer(
                { $0.limits.connections = 3 }, loops: 1, responder: Responder { _ in Response(.ok, body: .bytes(body)) }
            ) { server in
                let slow = try await server.connect(receiveBuffer: 8192)
                try await slow.send(Self.request)
                #expect(await eventually { server.metrics.requests == 1 })
                var others: [Client] = []
                for _ in 0..<8 { others.append(try await server.connect()) }
                #expect(await eventually { server.metrics.cuts(.gaveWay) == 6 })
                #expect(try await slow.answer().body == body)
            }
        }

        @Test func aHeadThatIsNotCompleteGivesWayToo() async throws {
            try await withServer({ $0.limits.connections = 2 }, loops: 1, responder: Responder { _ in .text("x") }) { server in
                let dripping = try await server.connect()
                try await dripping.send("GET / HT")
                #expect(await eventually { server.metrics.openConnections == 1 })
                let other = try await server.connect()
                #expect(await eventually { server.metrics.openConnections == 2 })
                let new = try await server.connect()
                try await new.send(Self.request)
                #expect(try await new.answer().status == 200)
                #expect(try await dripping.hasEnded())
                try await other.close()
            }
        }

        @Test func whenNoneWaitsANewOneIsClosed() async throws {
            let gate = Gate()
            try await withServer(
                { $0.limits.connections = 2 }, loops: 1,
                responder: Responder { (_) async throws -> Response in
                    await gate.wait()
                    return .text("x")
                }
            ) { server in
                let busy = [try await server.connect(), try await server.connect()]
                for client in busy { try await client.send(Self.request) }
                #expect(await eventually { server.metrics.requests == 2 })
                let new = try await server.connect()
                #expect(try await new.hasEnded())
                #expect(server.metrics.cuts(.connections) == 1)
                gate.open()
                for client in busy { #expect(try await client.answer().status == 200) }
                // There is room again.
                try await busy[0].close()
                #expect(await eventually { server.metrics.openConnections == 1 })
                let next = try await server.connect()
                try await next.send(Self.request)
                #expect(try await next.answer().status == 200)
            }
        }

        @Test func anAddressHasNoMoreConnectionsThanItsShare() async throws {
            try await withServer({ $0.limits.connectionsPerPrivateAddress = 2 }, handler: { _ in .text("x") }) { server in
                let held = [try await server.connect(), try await server.connect()]
                for client in held {
                    try await client.send(Self.request)
                    #expect(try await client.answer().status == 200)
                }
                let more = try await server.connect()
                #expect(try await more.hasEnded())
                #expect(server.metrics.cuts(.connectionsPerAddress) == 1)
                try await held[0].close()
                #expect(await eventually { server.metrics.openConnections == 1 })
                let next = try await server.connect()
                try await next.send(Self.request)
                #expect(try await next.answer().status == 200)
            }
        }

        @Test(arguments: [
            (Cut.requestLine, "GET /" + String(repeating: "a", count: 200)),
            (.fields, "GET / HTTP/1.1⏎Host: a⏎X: " + String(repeating: "a", count: 300)),
            (.fieldCount, "GET / HTTP/1.1⏎" + String(repeating: "Host: a⏎", count: 1) + String(repeating: "X: y⏎", count: 20) + "⏎"),
            (.body, "POST / HTTP/1.1⏎Host: a⏎Content-Length: 11⏎⏎"),
            (.body, "POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎b⏎01234567890⏎0⏎⏎"),
            (.chunkOverhead, "POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎1;a=" + String(repeating: "a", count: 30) + "⏎"),
            (.malformed, "GET / HTTP/1.1⏎⏎"),
        ])
        func whatIsRefusedIsCounted(_ cut: Cut, _ text: String) async throws {
            try await withServer(
                {
                    $0.limits.requestLine = 100
                    $0.limits.fields = 200
                    $0.limits.fieldCount = 10
                    $0.limits.body = 10
                    $0.limits.chunkOverhead = 20
                }, handler: { .text("\(try await $0.body.bytes().count)") }
            ) { server in
                let client = try await server.connect()
                try await client.send(text)
                #expect(try await client.answer().status >= 400)
                for other in Cut.allCases { #expect(server.metrics.cuts(other) == (other == cut ? 1 : 0)) }
            }
        }
    }
}
