/// Where the database is, who asks, and how long anything may take.
public struct PostgresConfiguration: Sendable {
    /// How the connection is protected, and how much of the server's certificate is checked: libpq's `sslmode`.
    /// <https://www.postgresql.org/docs/15/libpq-ssl.html>
    public enum SSLMode: String, Sendable, CaseIterable {
        case disable, allow, prefer, require
        case verifyCA = "verify-ca"
        case verifyFull = "verify-full"
    }

    /// A name, an address, or the folder of a Unix socket.
    public var host: String
    public var port: Int
    public var database: String
    public var user: String
    public var password: Password?
    public var sslMode: SSLMode
    /// A file of the certificate authorities to trust, in PEM.
    public var sslRootCert: String?
    public var connectTimeout: Duration = .seconds(5)
    /// How long one statement may run; the server ends it then.
    public var statementTimeout: Duration = .seconds(10)
    /// How long a unit waits for a connection while there is none.
    public var queueTimeout: Duration = .seconds(5)
    public var applicationName = "goals"
    /// How much longer than its statements may take the server may be silent before it counts as dead.
    var silenceMargin: Duration = .seconds(5)
    /// Told what becomes of the connections, on any thread. It must not block.
    public var onEvent: @Sendable (PostgresEvent) -> Void = { _ in }

    public init(
        host: String, port: Int = 5432, database: String, user: String, password: Password? = nil,
        sslMode: SSLMode = .prefer, sslRootCert: String? = nil
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
        self.sslMode = sslMode
        self.sslRootCert = sslRootCert
    }
}

/// What became of a connection; `loop` is the number of the event loop that it belongs to.
public enum PostgresEvent: Sendable, Equatable {
    case connected(loop: Int)
    case connectFailed(loop: Int, reason: String)
    case lost(loop: Int, reason: String)
}
