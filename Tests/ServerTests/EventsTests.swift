import Dispatch
import Glibc
import GoalsCore
import HTTPKit
import Synchronization
import TestSupport
import Testing

@testable import GoalsServer

/// Live changes, read from a socket as they come.
@Suite struct EventsTests {
    @Test(arguments: DatabaseKind.allCases) func aChangeIsToldToWhoeverWatches(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let streams = try await [EventStream.open(server.client.port), EventStream.open(server.client.port)]
            let goal = try await server.goal()
            _ = try await server.checkIn(goal, "{}")
            let lines = try await server.history(goal).reversed()
            for stream in streams {
                #expect(await eventually { stream.events.count >= 2 })
                #expect(stream.events.map(\.name) == ["change", "change"])
                #expect(stream.events.map(\.id) == lines.map(\.id))
                #expect(try stream.events.map { try JSONValue($0.data) } == Array(lines))
                #expect(stream.head.contains("200") && stream.head.lowercased().contains("content-type: text/event-stream"))
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whoComesBackIsToldWhatWasMissed(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goals = [try await server.goal(), try await server.goal(), try await server.goal()]
            let last = try await server.history(goals[0])[0].id
            let stream = try await EventStream.open(server.client.port, lastEventID: last)
            #expect(await eventually { stream.events.count >= 2 })
            #expect(try stream.events.map { try JSONValue($0.data)["goal"] } == [goals[1]["id"], goals[2]["id"]])
            // And then what happens.
            let next = try await server.goal()
            // On a slow machine what was told already may be told once more before it.
            #expect(await eventually { stream.events.contains { (try? JSONValue($0.data)["goal"]) == next["id"] } })

            let lost = try await EventStream.open(server.client.port, lastEventID: "lost")
            #expect(await eventually { lost.events.map(\.name) == ["reset"] })
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whoMissedTooMuchReadsEverythingAnew(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            let last = try await server.history(goal)[0].id
            let items = Array(repeating: #"{"goal":"\#(goal.id)"}"#, count: 600).joined(separator: ",")
            #expect(try await server.client.post("/api/v1/checkins", #"{"items":[\#(items)]}"#).status == 200)
            let stream = try await EventStream.open(server.client.port, lastEventID: last)
            #expect(await eventually { stream.events.map(\.name) == ["reset"] })
        }
    }

    @Test func whatAnotherServerChangesIsToldAsWell() async throws {
        try await withServers(.postgres, 2) { (servers) async throws in
            let stream = try await EventStream.open(servers[0].client.port)
            let goal = try await servers[1].goal()
            _ = try await servers[0].patch(goal, #"{"title":"b"}"#)
            #expect(await eventually { stream.events.count >= 2 })
            let lines = try await servers[1].history(goal)
            #expect(Set(stream.events.map(\.id)) == Set(lines.map(\.id)))
        }
    }

    /// What a feed of another server, which looks at the history once, tells of so many changes, and whether it ends the stream.
    private func told(
        _ changes: Int, _ kind: DatabaseKind, _ pace: EventFeed.Pace, _ check: ([String], _ changes: [String], _ hasEnded: Bool) -> Void
    ) async throws {
        var pace = pace
        pace.interval = .seconds(3_600)
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            for _ in 1..<changes { _ = try await server.checkIn(goal, "{}") }
            let store = Store(server.database)
            let feed = EventFeed(store: store, clock: testClock, pace: pace)
            let stream = feed.events(in: try await store.spaces(of: store.localAccount(now: testClock.now()).user.id))
            let elsewhere = feed.events(in: [])
            // What has been told is not told again.
            for _ in 1...2 { await feed.lookUp() }
            let reader = Task { await stream.reduce(into: []) { $0.append($1.name) } }
            let hasEnded = feed.watchers == 1
            feed.close()
            check(await reader.value, try await server.history(goal).map(\.id).reversed(), hasEnded)
            #expect(await elsewhere.reduce(into: Set()) { $0.insert($1.name) }.isSubset(of: ["reset"]))
        }
    }

    @Test(arguments: DatabaseKind.allCases) func manyChangesOfAnotherServerAreToldPageByPage(_ kind: DatabaseKind) async throws {
        try await told(5, kind, EventFeed.Pace(page: 2, pages: 3)) { events, changes, hasEnded in
            #expect(changes.count == 5)
            #expect(events == changes)
            #expect(!hasEnded)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func moreChangesThanFitMeanThatEverythingIsReadAnew(_ kind: DatabaseKind) async throws {
        try await told(7, kind, EventFeed.Pace(page: 2, pages: 3)) { events, changes, hasEnded in
            #expect(changes.count == 7)
            #expect(events == changes.prefix(6) + ["reset", "reset"])
            #expect(!hasEnded)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whoDoesNotKeepUpIsCutOffAlsoWhenThatIsAllTheyMissed(_ kind: DatabaseKind) async throws {
        for buffered in [3, 6] {
            try await told(7, kind, EventFeed.Pace(page: 2, pages: 3, buffered: buffered)) { events, changes, hasEnded in
                #expect(events == Array(changes.prefix(buffered)))
                #expect(hasEnded)
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsNotOnesOwnIsNotTold(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let stream = try await EventStream.open(server.client.port)
            let stranger = try await server.strangersGoal()
            // Past the server, so that both are found in the history, one after the other.
            let store = Store(server.database)
            let user = try await store.localAccount(now: testClock.now()).user
            let (now, today) = (testClock.now(), Day("2026-06-15")!)
            let goal = try CreateGoal(title: "Mine").goal(
                id: .make(at: now), space: user.space, today: today, now: now, position: .newest(at: now))
            let activity = Activity(
                id: .make(at: now), space: user.space, goal: goal.id, actor: user.id, action: .created, subject: goal.id.bits, before: nil,
                after: "{}", createdAt: now)
            try await store.insert(goal, for: Viewer(user: user.id, today: today), keeping: Receipt(activity: activity))
            #expect(await eventually { !stream.events.isEmpty })
            #expect(stream.events.map(\.id) == ["\(activity.id)"])
            let again = try await EventStream.open(server.client.port, lastEventID: "\(activity.id)")
            _ = try await server.goal()
            #expect(await eventually { !again.events.isEmpty })
            #expect(!(stream.events + again.events).contains { $0.data.contains("\(stranger.space)") || $0.data.contains("Secret") })
        }
    }

    @Test func theStreamEndsWithTheServer() async throws {
        let held = Mutex<EventStream?>(nil)
        try await withServer(.sqlite) { (server) async throws in
            let stream = try await EventStream.open(server.client.port)
            _ = try await server.goal()
            #expect(await eventually { !stream.events.isEmpty })
            #expect(!stream.hasEnded)
            held.withLock { $0 = stream }
        }
        let stream = try #require(held.withLock { $0 })
        #expect(await eventually { stream.hasEnded })
    }
}

extension EventFeed.Event {
    /// The id of what has changed, or that more has.
    fileprivate var name: String {
        switch self {
        case .changed(let activity): "\(activity.id)"
        case .reset: "reset"
        }
    }
}

/// A stream of server-sent events, read by a thread of its own until it ends or is let go of.
final class EventStream: Sendable {
    struct Event: Sendable, Hashable {
        var id = ""
        var name = ""
        var data = ""
    }

    /// Closed when neither the stream nor its thread has a use for it any more: its number may be another's then.
    private final class Socket: Sendable {
        let raw: Int32
        init(_ raw: Int32) { self.raw = raw }
        deinit { close(raw) }
    }

    private let socket: Socket
    private let received = Mutex<(bytes: [UInt8], hasEnded: Bool)>(([], false))

    /// Opens one, and waits until the server has begun to answer, which is when it watches.
    static func open(_ port: UInt16, lastEventID: String? = nil, cookie: String? = nil) async throws -> EventStream {
        let stream = EventStream(try await blocking { try Client.connect(port) })
        let condition = (lastEventID.map { "Last-Event-ID: \($0)\r\n" } ?? "") + (cookie.map { "Cookie: \($0)\r\n" } ?? "")
        let request = Array("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(condition)\r\n".utf8)
        guard send(stream.socket.raw, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw ClientError.closed }
        DispatchQueue(label: "events").async { [socket = stream.socket, weak stream] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(socket.raw, &buffer, buffer.count, 0)
                if count < 0, errno == EAGAIN, stream != nil { continue }
                stream?.received.withLock { received in
                    if count > 0 { received.bytes += buffer[..<count] } else { received.hasEnded = true }
                }
                if count <= 0 { return }
            }
        }
        guard await eventually({ stream.head.hasSuffix("\r\n") }) else { throw ClientError.notConnected }
        return stream
    }

    private init(_ raw: Int32) { socket = Socket(raw) }

    deinit { shutdown(socket.raw, Int32(SHUT_RDWR)) }

    var hasEnded: Bool { received.withLock { $0.hasEnded } }

    /// The answer's head; empty until it is complete.
    var head: String {
        let bytes = received.withLock { $0.bytes }
        return bytes.firstRange(of: "\r\n\r\n".utf8).map { String(decoding: bytes[..<$0.lowerBound], as: UTF8.self) + "\r\n" } ?? ""
    }

    /// The events that have arrived whole.
    var events: [Event] {
        let text = String(decoding: Self.body(received.withLock { $0.bytes }), as: UTF8.self)
        return text.split(separator: "\n\n", omittingEmptySubsequences: false).dropLast().compactMap { block in
            var event = Event()
            for line in block.split(separator: "\n") {
                if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
                if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
                if line.hasPrefix("data: ") { event.data += line.dropFirst(6) }
            }
            return event.data.isEmpty ? nil : event
        }
    }

    /// What has arrived of a chunked body (RFC 9112 §7.1).
    private static func body(_ bytes: [UInt8]) -> [UInt8] {
        guard let head = bytes.firstRange(of: "\r\n\r\n".utf8) else { return [] }
        var rest = bytes[head.upperBound...]
        var body: [UInt8] = []
        while let line = rest.firstRange(of: "\r\n".utf8) {
            guard let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16), size > 0,
                rest.endIndex - line.upperBound >= size + 2
            else { break }
            body += rest[line.upperBound..<(line.upperBound + size)]
            rest = rest[(line.upperBound + size + 2)...]
        }
        return body
    }
}
