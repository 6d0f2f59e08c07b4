import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct ServerSentEventTests {
    @Test(arguments: [
        (ServerSentEvent(data: "one"), "data: one\n\n"),
        (ServerSentEvent(data: ""), "data: \n\n"),
        (ServerSentEvent(data: "one\ntwo\r\nthree\rfour"), "data: one\ndata: two\ndata: three\ndata: four\n\n"),
        (ServerSentEvent(data: "{}", event: "change", id: "7"), "event: change\nid: 7\ndata: {}\n\n"),
        (ServerSentEvent(data: "x", retry: .milliseconds(1500)), "retry: 1500\ndata: x\n\n"),
        // Nothing breaks out of its line.
        (ServerSentEvent(data: "x", event: "a\nid: 1", id: "2\r\n\u{0}3"), "event: aid: 1\nid: 23\ndata: x\n\n"),
    ])
    func eventsAreWrittenLineByLine(_ event: ServerSentEvent, _ expected: String) {
        #expect(String(decoding: event.encoded, as: UTF8.self) == expected)
    }
}

extension ServerTests {
    @Suite struct EventStreamTests {
        /// Reads the stream up to and with `text`.
        static func read(_ client: Client, to text: String) async throws -> String {
            var read = ""
            while !read.contains(text) { read += try await client.chunk() }
            return read
        }

        static let request = "GET / HTTP/1.1⏎Host: a⏎Last-Event-ID: 41⏎⏎"

        @Test func eventsArriveAsTheyAreSentWithWhatTheClientSawLast() async throws {
            let gate = Gate()
            try await withServer(handler: { request in
                let last = request.lastEventID ?? "-"
                return .events { events in
                    try await events.send(ServerSentEvent(data: "after \(last)", id: "42"))
                    await gate.wait()
                    try await events.send(ServerSentEvent(data: "end"))
                }
            }) { server in
                let client = try await server.connect()
                try await client.send(Self.request)
                let head = try await client.answer(toHead: true)
                #expect(head.status == 200 && head["content-type"] == "text/event-stream" && head["cache-control"] == "no-store")
                #expect(try await Self.read(client, to: "after").hasSuffix("retry: 2000\n\nid: 42\ndata: after 41\n\n"))
                gate.open()
                #expect(try await Self.read(client, to: "end") == "data: end\n\n")
                // The stream has ended in good order, and the connection goes on.
                #expect(try await client.chunk().isEmpty)
                try await client.send(Self.request)
                #expect(try await client.answer(toHead: true).status == 200)
            }
        }

        @Test func aQuietStreamHasHeartbeats() async throws {
            try await withServer(handler: { _ in
                .events(heartbeat: .milliseconds(50)) { _ in try await Task.sleep(for: .seconds(60)) }
            }) { server in
                let client = try await server.connect()
                try await client.send(Self.request)
                _ = try await client.answer(toHead: true)
                #expect(try await Self.read(client, to: ":\n\n:\n\n") == "retry: 2000\n\n:\n\n:\n\n")
            }
        }

        @Test func aClientThatGoesIsNoticedByTheHeartbeatAndItsHandlerCancelled() async throws {
            let ended = Shared(false)
            try await withServer(handler: { _ in
                .events(heartbeat: .milliseconds(50)) { _ in
                    defer { ended.change { $0 = true } }
                    try await Task.sleep(for: .seconds(60))
                }
            }) { server in
                let client = try await server.connect()
                try await client.send(Self.request)
                _ = try await client.answer(toHead: true)
                try await client.close()
                #expect(await eventually { ended.value })
                #expect(await eventually { await server.server.openConnections == 0 })
            }
        }

        @Test func shuttingDownEndsStreamsInGoodOrderAtOnce() async throws {
            try await withServer(handler: { _ in .events { _ in try await Task.sleep(for: .seconds(60)) } }) { server in
                let client = try await server.connect()
                try await client.send(Self.request)
                _ = try await client.answer(toHead: true)
                #expect(try await client.chunk() == "retry: 2000\n\n")
                await server.server.shutDown(within: .seconds(60))
                #expect(try await client.chunk().isEmpty)
                #expect(try await client.hasEnded())
            }
        }

        @Test func manyIdleStreamsAreHeldAndAllAreTold() async throws {
            let gate = Gate()
            try await withServer(handler: { _ in
                .events { events in
                    await gate.wait()
                    try await events.send(ServerSentEvent(data: "now"))
                }
            }) { server in
                var clients: [Client] = []
                for _ in 0..<200 {
                    let client = try await server.connect()
                    try await client.send(Self.request)
                    _ = try await client.answer(toHead: true)
                    clients.append(client)
                }
                #expect(server.metrics.openConnections == 200)
                gate.open()
                for client in clients { #expect(try await Self.read(client, to: "now").hasSuffix("data: now\n\n")) }
            }
        }
    }
}
