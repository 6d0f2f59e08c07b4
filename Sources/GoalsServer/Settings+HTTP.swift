import Glibc
import HTTPKit

extension Settings {
    /// A limit or deadline of the HTTP server that a variable sets, in the units of its name.
    private struct Tunable: Sendable {
        let variable: Variable
        let range: ClosedRange<Int>
        let set: @Sendable (inout HTTPServer.Configuration, Int) -> Void
    }

    /// What an operator may tune of the HTTP server.
    static var httpVariables: [Variable] { tunables.map(\.variable) }

    private static let tunables: [Tunable] = [
        limit("HTTP_MAX_REQUEST_LINE_BYTES", \.requestLine, "the longest request line (414)", in: 1024...1_048_576),
        limit("HTTP_MAX_FIELDS_BYTES", \.fields, "all header fields of a request together (431)", in: 1024...1_048_576),
        limit("HTTP_MAX_FIELDS", \.fieldCount, "how many header fields (431)", in: 10...100_000),
        limit("HTTP_MAX_BODY_BYTES", \.body, "the largest body where the route does not say otherwise (413)", in: 1024...1_073_741_824),
        limit("HTTP_MAX_CHUNK_LINE_BYTES", \.chunkLine, "the line before a chunk of a body (400)", in: 16...65_536),
        limit(
            "HTTP_MAX_CHUNK_OVERHEAD_BYTES", \.chunkOverhead, "chunk extensions and trailers of a body together (431)", in: 0...1_048_576),
        limit(
            "HTTP_WRITE_BACKLOG_BYTES", \.writeBacklog, "what may wait to be sent on a connection before its handler waits",
            in: 16_384...67_108_864),
        limit("HTTP_MAX_REQUESTS_PER_CONNECTION", \.requestsPerConnection, "then the connection is closed", in: 1...1_000_000_000),
        limit(
            "HTTP_MAX_CONNECTIONS", \.connections, "at once; beyond it the one that has waited longest for a request is closed",
            in: 1...10_000_000, shown: "65536, or what the descriptor limit allows"),
        limit("HTTP_MAX_CONNECTIONS_PER_ADDRESS", \.connectionsPerAddress, "from one public address", in: 1...10_000_000),
        limit(
            "HTTP_MAX_CONNECTIONS_PER_PRIVATE_ADDRESS", \.connectionsPerPrivateAddress, "from one private address, such as a proxy's",
            in: 1...10_000_000, shown: "unlimited"),
        deadline("HTTP_HEAD_SECONDS", \.head, "for a request's head, from its first byte to its last (408)"),
        deadline("HTTP_BODY_IDLE_SECONDS", \.bodyIdle, "between two pieces of a body (408)"),
        rate("HTTP_BODY_MIN_BYTES_PER_SECOND", \.bodyMinimumRate, "of a body on average, after the first HTTP_BODY_IDLE_SECONDS (408)"),
        deadline("HTTP_KEEP_ALIVE_SECONDS", \.keepAlive, "between two requests; longer than a load balancer's idle time-out"),
        deadline("HTTP_WRITE_SECONDS", \.write, "in which a client must take HTTP_WRITE_MIN_BYTES_PER_SECOND of what waits for it"),
        rate("HTTP_WRITE_MIN_BYTES_PER_SECOND", \.writeMinimumRate, "of an answer on average"),
        deadline("HTTP_LINGER_SECONDS", \.linger, "for a client to close after the server has"),
    ]

    private static func limit(
        _ name: String, _ path: any WritableKeyPath<Limits, Int> & Sendable, _ meaning: String, in range: ClosedRange<Int>,
        shown: String? = nil
    ) -> Tunable {
        Tunable(variable: Variable(name: name, fallback: shown ?? "\(Limits()[keyPath: path])", meaning: meaning), range: range) {
            $0.limits[keyPath: path] = $1
        }
    }

    private static func rate(_ name: String, _ path: any WritableKeyPath<Deadlines, Int> & Sendable, _ meaning: String) -> Tunable {
        Tunable(variable: Variable(name: name, fallback: "\(Deadlines()[keyPath: path])", meaning: meaning), range: 1...1_000_000_000) {
            $0.deadlines[keyPath: path] = $1
        }
    }

    private static func deadline(_ name: String, _ path: any WritableKeyPath<Deadlines, Duration> & Sendable, _ meaning: String) -> Tunable
    {
        let fallback = "\(Deadlines()[keyPath: path].components.seconds)"
        return Tunable(variable: Variable(name: name, fallback: fallback, meaning: meaning), range: 1...86_400) {
            $0.deadlines[keyPath: path] = .seconds($1)
        }
    }

    /// The HTTP server's configuration, as the variables have it.
    static func http(_ source: SettingsReader) throws(SettingsError) -> HTTPServer.Configuration {
        var configuration = HTTPServer.Configuration()
        for tunable in tunables {
            if let value = try source.integer(tunable.variable.name, in: tunable.range) { tunable.set(&configuration, value) }
        }
        if source.string("HTTP_MAX_CONNECTIONS") == nil {
            configuration.limits.connections = min(configuration.limits.connections, connectionsThatDescriptorsAllow)
        }
        return configuration
    }

    /// What the process may have open, less what it needs for itself: the database, files, its listeners.
    private static var connectionsThatDescriptorsAllow: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
        // It is raised to the hard limit at the start.
        return max(16, Int(clamping: limit.rlim_max) - 512)
    }
}
