import EventLoop
import Glibc
import HTTPKit
import Logging
import Postgres

/// What the environment says, checked. `Settings.variables` is the one list that help and README show.
struct Settings: Sendable {
    struct Variable: Sendable {
        let name: String
        let fallback: String
        let meaning: String
    }

    enum LogFormat: String, CaseIterable { case text, json }
    /// Who vouches for people: they themselves by a password, a provider of OpenID Connect, the load balancer, or nobody.
    enum Auth: String, CaseIterable, Sendable { case password, oidc, alb, none }
    /// Who may sign up once there is an account: nobody, whoever holds an invitation, or anybody.
    enum SignUpRule: String, CaseIterable, Sendable { case first, invite, open }
    enum Switch: String, CaseIterable { case on, off }

    static let variables =
        [
            Variable(name: "HOST", fallback: "0.0.0.0", meaning: "the address to listen on, in numbers"),
            Variable(name: "PORT", fallback: "8080 (80 in the image)", meaning: "the port to listen on; 0 lets the system choose"),
            Variable(name: "DB_SERVER", fallback: "none: an embedded database", meaning: "the Postgres server, as host or host:port"),
            Variable(name: "DB_DATABASE", fallback: "goals", meaning: "the database on it"),
            Variable(name: "DB_USER", fallback: "goals", meaning: "who asks it"),
            Variable(name: "DB_PASSWORD", fallback: "none", meaning: "their password; or DB_PASSWORD_FILE, a file that holds it"),
            Variable(name: "DB_SSLMODE", fallback: "prefer", meaning: "disable, allow, prefer, require, verify-ca or verify-full"),
            Variable(name: "DB_SSLROOTCERT", fallback: "none", meaning: "a PEM file of the authorities that sign the server's certificate"),
            Variable(name: "DATA_DIR", fallback: "data", meaning: "the folder of the embedded database"),
            Variable(name: "PUBLIC_DIR", fallback: "Public", meaning: "the folder of the pages"),
            Variable(
                name: "PUBLIC_URL", fallback: "http://localhost:PORT",
                meaning: "where people reach this server, such as https://goals.example.org"),
            Variable(
                name: "TRUSTED_PROXIES", fallback: "none",
                meaning: "proxies whose X-Forwarded-For and -Proto are believed: addresses or CIDR blocks, comma-separated, or private"),
            Variable(name: "LOG_LEVEL", fallback: "info", meaning: "trace, debug (each request), info, notice, warning, error or critical"),
            Variable(name: "LOG_FORMAT", fallback: "text on a terminal, else json", meaning: "text or json"),
            Variable(name: "WORKERS", fallback: "one per core", meaning: "how many event loops, 1 to 256"),
            Variable(name: "DRAIN_SECONDS", fallback: "20", meaning: "how long requests may finish after SIGTERM, 0 to 3600"),
            Variable(
                name: "GOALS_AUTH", fallback: "password",
                meaning: "how people sign in: password, oidc, alb; with none, whoever reaches the server is its one user"),
            Variable(
                name: "GOALS_SIGNUP", fallback: "first; open with oidc and alb",
                meaning: "who may make an account: first (nobody after the first), invite (with an invitation), open (anybody)"),
            Variable(
                name: "RATE_LIMITS", fallback: "on",
                meaning: "on or off: whether sign-ins, sign-ups, guesses and changes are limited per account and per network"),
            Variable(name: "METRICS_TOKEN", fallback: "none", meaning: "what scrapers of /metrics must send as Authorization: Bearer"),
        ] + singleSignOnVariables + httpVariables

    static var help: String {
        let width = variables.map(\.name.count).max() ?? 0
        return variables.map { variable in
            "  \(variable.name)\(String(repeating: " ", count: width - variable.name.count))  \(variable.meaning) [\(variable.fallback)]"
        }.joined(separator: "\n")
    }

    var host = "0.0.0.0"
    var port: UInt16 = 8080
    var postgres: PostgresConfiguration?
    var dataDirectory = "data"
    var publicDirectory = "Public"
    /// Nil: whatever address people use.
    var publicURL: String?
    var trustedProxies = TrustedProxies.none
    var logLevel = Logger.Level.info
    var logFormat: LogFormat
    var workers: Int
    var drain: Duration = .seconds(20)
    var auth = Auth.password
    var signUp = SignUpRule.first
    var openIDProvider: OpenIDProvider.Configuration?
    var loadBalancer: LoadBalancerIdentity.Configuration?
    var rateLimits = Switch.on
    /// Nil: anyone may read the metrics.
    var metricsToken: Secret?
    var http = HTTPServer.Configuration()

    static func fromEnvironment() throws(SettingsError) -> Settings {
        try Settings { name in getenv(name).map { String(cString: $0) } }
    }

    /// - Parameter variable: a variable's value; nil when it is not set. An empty one counts as not set.
    /// - Throws: `SettingsError` naming the variable.
    init(_ variable: @escaping (String) -> String?) throws(SettingsError) {
        let source = SettingsReader(variable)
        host = source.string("HOST") ?? host
        if SocketAddress(host: host, port: 0) == nil { throw SettingsError("HOST", "must be an IPv4 or IPv6 address, not \"\(host)\"") }
        port = try source.integer("PORT", in: 0...65_535).map(UInt16.init) ?? port
        publicURL = try source.url("PUBLIC_URL")
        trustedProxies = try source.proxies("TRUSTED_PROXIES") ?? trustedProxies
        dataDirectory = source.string("DATA_DIR") ?? dataDirectory
        publicDirectory = source.string("PUBLIC_DIR") ?? publicDirectory
        logLevel = try source.choice("LOG_LEVEL") ?? logLevel
        logFormat = try source.choice("LOG_FORMAT") ?? (isatty(STDOUT_FILENO) == 1 ? .text : .json)
        workers = try source.integer("WORKERS", in: 1...256) ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        drain = .seconds(try source.integer("DRAIN_SECONDS", in: 0...3600) ?? 20)
        auth = try source.choice("GOALS_AUTH") ?? auth
        // Whom somebody else vouches for is let in unless the settings say otherwise.
        signUp = try source.choice("GOALS_SIGNUP") ?? (auth == .oidc || auth == .alb ? .open : signUp)
        if auth == .oidc { openIDProvider = try Self.openIDProvider(source) }
        if auth == .alb { loadBalancer = try Self.loadBalancer(source) }
        rateLimits = try source.choice("RATE_LIMITS") ?? rateLimits
        postgres = try source.postgres()
        metricsToken = source.string("METRICS_TOKEN").map { Secret($0) }
        http = try Self.http(source)
    }
}

/// A variable that makes no sense.
struct SettingsError: Error, Equatable, CustomStringConvertible {
    let variable: String
    let problem: String

    init(_ variable: String, _ problem: String) {
        self.variable = variable
        self.problem = problem
    }

    var description: String { "\(variable) \(problem)" }
}
