/// How much of anything a client may send or hold, in bytes unless said otherwise.
public struct Limits: Sendable {
    /// A request line beyond it is answered 414. RFC 9112 §3 asks for at least 8,000.
    public var requestLine = 16 * 1024
    /// All header fields together; beyond it 431.
    public var fields = 32 * 1024
    /// How many header fields; beyond it 431.
    public var fieldCount = 100
    /// A body, decoded, where the route does not say otherwise; beyond it 413.
    public var body = 1024 * 1024
    /// The line before a chunk's data; beyond it 400.
    public var chunkLine = 256
    /// Chunk extensions and trailer fields of one body together; beyond it 431.
    public var chunkOverhead = 16 * 1024
    /// What is read ahead of the handler on one connection before reading stops; at least what a head may have.
    public var readAhead = 64 * 1024
    /// What waits to be sent on one connection before its handler is made to wait.
    public var writeBacklog = 256 * 1024
    /// How many requests one connection may bring; the answer to the last one closes it, so that a load balancer spreads its
    /// connections anew from time to time.
    public var requestsPerConnection = 100_000
    /// How many connections are open at once, on all loops together. Beyond it that one gives way which has waited longest for a
    /// request, of those on the loop that the new one has come to; when none of them waits, the new one is closed.
    public var connections = 65_536
    /// How many of them may come from one public address (an IPv6 one: from its /64, RFC 6177); more are closed at once.
    public var connectionsPerAddress = 1024
    /// The same for a private or loopback address, which is a proxy's or one's own.
    public var connectionsPerPrivateAddress = Int.max

    public init() {}
}

/// How long a client may take.
public struct Deadlines: Sendable {
    /// From a head's first byte to its last; then 408.
    public var head: Duration = .seconds(10)
    /// Between two pieces of a body; then 408.
    public var bodyIdle: Duration = .seconds(20)
    /// Bytes a second that a body must reach on average after its first `bodyIdle`; so dripping is cut.
    public var bodyMinimumRate = 1024
    /// Between two requests. Longer than a load balancer's 60 s, or it would send requests into closing connections.
    public var keepAlive: Duration = .seconds(75)
    /// In each such stretch of time a client that has answers waiting must take `writeMinimumRate`; else the connection is closed.
    public var write: Duration = .seconds(30)
    /// Bytes a second that a client must take on average of what waits for it.
    public var writeMinimumRate = 1024
    /// For the client to close after a deliberate close.
    public var linger: Duration = .seconds(2)

    public init() {}
}
