import HTTPTypes

/// One event of an event stream (HTML Living Standard §9.2, "Server-sent events").
public struct ServerSentEvent: Sendable, Hashable {
    /// What is told, of one line or several.
    public var data: String
    /// Its type; "message" to the browser when nil. Line ends are left out.
    public var event: String?
    /// Where the client is after it: comes back in `Last-Event-ID` when it connects anew. Line ends and NUL are left out.
    public var id: String?
    /// After how long the client is to connect anew once the stream has ended.
    public var retry: Duration?

    public init(data: String, event: String? = nil, id: String? = nil, retry: Duration? = nil) {
        self.data = data
        self.event = event
        self.id = id
        self.retry = retry
    }

    /// The event as it is sent, with the empty line that ends it.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        if let event { Self.line("event", event, &bytes) }
        if let id { Self.line("id", id, &bytes) }
        if let retry { Self.line("retry", String(retry.nanoseconds / 1_000_000), &bytes) }
        // A line ends in CR, LF or both, which in Swift are one character each.
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: { ["\n", "\r", "\r\n"].contains($0) }) {
            Self.line("data", String(line), &bytes)
        }
        bytes.append(.lf)
        return bytes
    }

    private static func line(_ name: StaticString, _ value: String, _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8.lazy.filter { $0 != .lf && $0 != .cr && $0 != 0 })
        bytes.append(.lf)
    }

    /// A comment, which clients pass over.
    static let heartbeat = Array(":\n\n".utf8)
}

/// Where the events of a stream are sent.
public struct EventWriter: Sendable {
    let body: BodyWriter

    /// Sends an event, waiting while more is queued than the client has taken.
    /// - Throws: `ConnectionClosed` when the client has gone.
    public func send(_ event: ServerSentEvent) async throws { try await body.write(event.encoded) }
}

extension Response {
    /// A stream of events that lasts until `produce` returns, the client goes, or the server shuts down.
    ///
    /// ```swift
    /// router.get("/events") { request in
    ///     let changes = changes(since: request.lastEventID)
    ///     return .events { events in
    ///         for await change in changes { try await events.send(ServerSentEvent(data: change.text, id: change.id)) }
    ///     }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - heartbeat: after so long without an event a comment is sent, so that nobody between takes the connection for dead and
    ///     a client that has gone is noticed. Shorter than a load balancer's idle time-out, which is 60 s at most of them.
    ///   - retry: after how long the client is to connect anew when the stream has ended.
    ///   - produce: sends the events. Cancelled when the client has gone, and when the server shuts down.
    public static func events(
        heartbeat: Duration = .seconds(15), retry: Duration = .seconds(2), _ produce: @escaping @Sendable (EventWriter) async throws -> Void
    ) -> Response {
        var response = Response(.ok, contentType: "text/event-stream")
        response.fields = [.cacheControl: "no-store", .xAccelBuffering: "no"]
        response.body = .stream(length: nil) { body in
            // At once, so that the client knows that it is connected.
            try await body.write(Array("retry: \(retry.nanoseconds / 1_000_000)\n\n".utf8))
            await body.sink.startHeartbeat(ServerSentEvent.heartbeat, every: heartbeat)
            try await produce(EventWriter(body: body))
        }
        return response
    }
}

extension Request {
    /// The last event that a client which comes back has seen.
    public var lastEventID: String? { head[.lastEventID] }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
    /// Tells nginx and its like not to hold back a stream.
    static let xAccelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
