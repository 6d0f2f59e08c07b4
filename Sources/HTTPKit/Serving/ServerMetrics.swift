import Synchronization

/// Why a server refused a request, or ended a connection that its client had not ended.
public enum Cut: String, Sendable, CaseIterable {
    /// A head took longer than `Deadlines.head`.
    case headDeadline = "head_deadline"
    /// A body came too slowly: `Deadlines.bodyIdle`, `Deadlines.bodyMinimumRate`.
    case bodyDeadline = "body_deadline"
    /// No request came within `Deadlines.keepAlive`.
    case idleDeadline = "idle_deadline"
    /// The client took too little of its answers: `Deadlines.write`, `Deadlines.writeMinimumRate`.
    case writeDeadline = "write_deadline"
    /// A request line beyond `Limits.requestLine`.
    case requestLine = "request_line"
    /// Fields beyond `Limits.fields`.
    case fields
    /// More fields than `Limits.fieldCount`.
    case fieldCount = "field_count"
    /// A body beyond `Limits.body` or its route's limit.
    case body
    /// A chunk line beyond `Limits.chunkLine`, or extensions and trailers beyond `Limits.chunkOverhead`.
    case chunkOverhead = "chunk_overhead"
    /// Bytes that are no acceptable request.
    case malformed
    /// The last of `Limits.requestsPerConnection` was answered.
    case requestsPerConnection = "requests_per_connection"
    /// A new connection beyond `Limits.connections`, when none of the others waited for a request.
    case connections
    /// A new connection beyond `Limits.connectionsPerAddress`.
    case connectionsPerAddress = "connections_per_address"
    /// A connection that waited for a request gave way to a new one.
    case gaveWay = "gave_way"
    /// A new connection had to wait, because the process had no descriptor left.
    case descriptors
}

/// What a server has done so far. Given to the server when it is made, and read from any thread.
///
/// ```swift
/// var configuration = HTTPServer.Configuration()
/// let metrics = configuration.metrics
/// let server = HTTPServer(configuration: configuration, loops: loops, handler: router.handler())
/// print(metrics.requests, metrics.cuts(.headDeadline))
/// ```
public final class ServerMetrics: Sendable {
    /// Counts of one loop, which alone writes them.
    final class Loop: Sendable {
        let requests = Atomic<Int>(0)
        let accepted = Atomic<Int>(0)
        let open = Atomic<Int>(0)

        /// A load and a store: cheaper than an atomic addition, and right since no other thread writes.
        @inline(__always) static func add(_ amount: Int, to counter: borrowing Atomic<Int>) {
            counter.store(counter.load(ordering: .relaxed) + amount, ordering: .relaxed)
        }
    }

    private let loops = Mutex<[Loop]>([])
    private let cuts = Mutex<[Cut: Int]>([:])

    public init() {}

    /// Requests whose head was read.
    public var requests: Int { sum { $0.requests.load(ordering: .relaxed) } }
    /// Connections that were taken.
    public var acceptedConnections: Int { sum { $0.accepted.load(ordering: .relaxed) } }
    /// Connections that are open.
    public var openConnections: Int { sum { $0.open.load(ordering: .relaxed) } }
    /// How often this has happened.
    public func cuts(_ cut: Cut) -> Int { cuts.withLock { $0[cut] ?? 0 } }

    func add(_ loop: Loop) { loops.withLock { $0.append(loop) } }
    func count(_ cut: Cut) { cuts.withLock { $0[cut, default: 0] += 1 } }

    private func sum(_ value: (Loop) -> Int) -> Int { loops.withLock { $0.reduce(0) { $0 + value($1) } } }
}

extension ParseError {
    var cut: Cut {
        switch self {
        case .requestLineTooLong, .methodTooLong: .requestLine
        case .fieldsTooLarge: .fields
        case .tooManyFields: .fieldCount
        case .chunkOverheadTooLarge: .chunkOverhead
        case .bodyTooLarge: .body
        default: .malformed
        }
    }
}
