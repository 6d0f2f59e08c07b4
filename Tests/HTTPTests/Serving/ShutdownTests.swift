import EventLoop
import Glibc
import HTTPKit
import HTTPTypes
import Testing

extension ServerTests {
    @Suite struct ShutdownTests {
        @Test func shuttingDownLetsARunningRequestFinishClosesIdleConnectionsAndRefusesNewOnes() async throws {
            let started = Shared(false)
            let gate = Gate()
            try await withServer(handler: { _ in
                started.change { $0 = true }
                await gate.wait()
                return .text("done")
            }) { server in
                let idle = try await server.connect()
                let busy = try await server.connect()
                try await busy.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(await eventually { started.value })
                #expect(await eventually { await server.server.openConnections == 2 })
                async let down: Void = server.server.shutDown(within: .seconds(60))
                #expect(try await idle.hasEnded())
                #expect(await Self.comesToRefuse(server))
                #expect(await eventually { await server.server.openConnections == 1 })
                gate.open()
                let answer = try await busy.answer()
                #expect(answer.text == "done" && answer.closes)
                #expect(try await busy.hasEnded())
                try await busy.close()
                await down
                #expect(await server.server.openConnections == 0)
            }
        }

        /// Whether nobody is let in any more: the loops stop listening one after the other.
        static func comesToRefuse(_ server: TestServer) async -> Bool {
            await eventually {
                do {
                    _ = try await server.connect()
                    return false
                } catch {
                    return error as? ClientTrouble == .failed(ECONNREFUSED)
                }
            }
        }

        @Test func whatDoesNotFinishInTimeIsClosedAndCancelled() async throws {
            let started = Shared(false)
            let cancelled = Shared(false)
            try await withServer(handler: { _ in
                started.change { $0 = true }
                try? await Task.sleep(for: .seconds(60))
                if Task.isCancelled { cancelled.change { $0 = true } }
                return .text("late")
            }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(await eventually { started.value })
                await server.server.shutDown(within: .milliseconds(100))
                #expect(await server.server.openConnections == 0)
                #expect(await eventually { cancelled.value })
                #expect(try await client.rest().isEmpty)
            }
        }

        @Test func aConnectionThatBecomesIdleWhileShuttingDownIsClosed() async throws {
            let large = [UInt8](repeating: 0x61, count: 8_000_000)
            try await withServer(handler: { _ in Response(.ok, body: .bytes(large)) }) { server in
                let client = try await server.connect(receiveBuffer: 4096)
                try await client.send("GET / HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.hasMore())
                let begin = ContinuousClock.now
                async let down: Void = server.server.shutDown(within: .seconds(300))
                #expect(await Self.comesToRefuse(server))
                #expect(try await client.answer().body.count == large.count)
                #expect(try await client.hasEnded())
                try await client.close()
                await down
                #expect(begin.duration(to: .now) < .seconds(150))
            }
        }

        /// Requests that the kernel holds when the end begins: on connections that are open, and on those that wait to be accepted.
        @Test func whatTheKernelHoldsAlreadyIsAnswered() async throws {
            try await withServer(
                loops: 1,
                responder: Responder { request in
                    // The loop is kept from reading for a while.
                    if request.path == "/block" { usleep(400_000) }
                    return .text(request.path)
                }
            ) { server in
                var clients: [Client] = []
                for _ in 0..<20 { clients.append(try await server.connect()) }
                #expect(await eventually { server.metrics.openConnections == 20 })
                let blocking = try await server.connect()
                try await blocking.send("GET /block HTTP/1.1⏎Host: a⏎⏎")
                #expect(await eventually { server.metrics.requests == 1 })
                for client in clients { try await client.send("GET /open HTTP/1.1⏎Host: a⏎⏎") }
                for _ in 0..<20 {
                    let client = try await server.connect()
                    try await client.send("GET /new HTTP/1.1⏎Host: a⏎⏎")
                    clients.append(client)
                }
                await server.server.shutDown(within: .seconds(20))
                for client in clients { #expect(try await client.answer().status == 200) }
            }
        }

        @Test func anEventStreamThatBeginsWhileShuttingDownEndsToo() async throws {
            try await withServer(handler: { _ in .events { _ in try await Task.sleep(for: .seconds(60)) } }) { server in
                let client = try await server.connect()
                try await client.send("GET / HTTP/1.1⏎Ho")
                #expect(await eventually { server.metrics.openConnections == 1 })
                let ended = Task { await server.server.shutDown(within: .seconds(60)) }
                #expect(await Self.comesToRefuse(server))
                try await client.send("st: a⏎⏎")
                let answer = try await client.answer()
                #expect(answer.status == 200 && answer.closes && answer.text == "retry: 2000\n\n")
                await ended.value
            }
        }

        @Test func aServerServesForAsLongAsItsLoopsDo() async throws {
            let loops = try EventLoopGroup(count: 1)
            defer { loops.stop() }
            // Nobody holds the server itself.
            let address = try await HTTPServer(loops: loops) { _ in .text("still here") }.start(
                on: SocketAddress(host: "127.0.0.1", port: 0)!)
            let client = try await Client(address.port)
            try await client.send("GET / HTTP/1.1⏎Host: a⏎Connection: close⏎⏎")
            #expect(try await client.answer().text == "still here")
        }

        @Test func anAddressThatIsNotThisMachinesIsAnError() async throws {
            let loops = try EventLoopGroup(count: 1)
            defer { loops.stop() }
            let server = HTTPServer(loops: loops) { _ in .noContent }
            let error = await #expect(throws: SocketError.self) { try await server.start(on: SocketAddress(host: "192.0.2.1", port: 0)!) }
            #expect(error?.code == EADDRNOTAVAIL)
        }
    }
}
