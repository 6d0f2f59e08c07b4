import EventLoop
import Glibc
import GoalsCore
import HTTPKit
import Logging
import Postgres
import SQL
import SQLite

/// The whole server, put together.
final class App: Sendable {
    let address: SocketAddress
    private let settings: Settings
    private let loops: EventLoopGroup
    private let server: HTTPServer
    let database: any Database
    private let events: EventFeed
    let authenticator: Authenticator
    private let readiness: Readiness
    private let preparation: Task<Void, Never>

    /// Opens the database, listens, and prepares the tables meanwhile: until that is done, health says 503.
    /// - Throws: `SettingsError`, `SocketError` or `StaticFilesError`, each told in one line.
    static func start(
        _ settings: Settings, logger: Logger, clock: any WallClock = SystemWallClock(), passwords: PasswordHash.Parameters = .current
    ) async throws -> App {
        let loops = try EventLoopGroup(count: settings.workers)
        let database = try settings.openDatabase(loops: loops, logger: logger)
        let store = Store(database)
        let readiness = Readiness(database)
        let identities = IdentityAccounts(store: store, clock: clock, signUp: settings.signUp)
        let origins = RequestOrigins(proxies: settings.trustedProxies, publicURL: settings.publicURL) { peer in
            logger.warning(
                "a proxy is not in TRUSTED_PROXIES: whoever comes through it shares its limits", metadata: ["peer": "\(peer.host)"])
        }
        let authenticator = Authenticator(
            store: store, clock: clock, origins: origins, auth: settings.auth,
            loadBalancer: settings.loadBalancer.map { (LoadBalancerIdentity($0, clock: clock), identities) })
        let pages = try Pages(directory: settings.publicDirectory)
        let events = EventFeed(store: store, clock: clock)
        let api = API(
            store: store, authenticator: authenticator, accounts: AccountSettings(settings),
            hasher: PasswordHasher(cores: settings.workers, parameters: passwords),
            limiter: RateLimiter(store: store, clock: clock, isOn: settings.rateLimits == .on), origins: origins,
            provider: settings.openIDProvider.map { OpenIDProvider($0, clock: clock) }, identities: identities, events: events,
            clock: clock,
            logger: logger)
        let errors = Errors(logger: logger)
        let metrics = MetricsPage(settings.http.metrics, token: settings.metricsToken?.value)
        let routes = Routes(api: api, health: HealthPages(readiness), metrics: metrics, pages: pages)
        var router = routes.router()
        router.check(OriginCheck(origins).check)
        if logger.logLevel <= .debug { router.use(RequestLog(logger: logger)) }
        let strict = StrictTransport(origins)
        var http = settings.http
        http.fields = SecurityHeaders.everywhere(isAlwaysSecure: origins.isAlwaysSecure)
        let server = HTTPServer(
            configuration: http, loops: loops, errorResponder: strict.around(errors.response),
            handler: strict.around(Compression().around(router.handler())))
        guard let wanted = SocketAddress(host: settings.host, port: settings.port) else { throw SettingsError("HOST", "is no address") }
        let address = try await server.start(on: wanted)
        logger.info(
            "listening",
            metadata: [
                "address": "\(address)", "url": "\(settings.publicURL ?? "http://localhost:\(address.port)")",
                "workers": "\(settings.workers)",
                "database": settings.postgres.map { "\($0.host):\($0.port)/\($0.database)" } ?? "\(settings.dataDirectory)/goals.sqlite",
            ])
        if settings.auth == .none { logger.warning("GOALS_AUTH=none: whoever reaches this address reads and changes everything") }
        let preparation = Task {
            await readiness.prepare(logger) { () throws(DatabaseError) in
                try await database.migrate(Schema.migrations)
                do throws(StoreError) {
                    try await store.indexWords()
                } catch { throw error.asDatabaseError }
            }
            await Housekeeping(store: store, clock: clock, logger: logger).run()
        }
        return App(settings, address, loops, server, database, events, authenticator, readiness, preparation)
    }

    private init(
        _ settings: Settings, _ address: SocketAddress, _ loops: EventLoopGroup, _ server: HTTPServer, _ database: any Database,
        _ events: EventFeed, _ authenticator: Authenticator, _ readiness: Readiness, _ preparation: Task<Void, Never>
    ) {
        self.settings = settings
        self.address = address
        self.loops = loops
        self.server = server
        self.database = database
        self.events = events
        self.authenticator = authenticator
        self.readiness = readiness
        self.preparation = preparation
    }

    /// Finishes what is under way, then ends everything.
    func stop() async {
        readiness.drain()
        preparation.cancel()
        events.close()
        await server.shutDown(within: settings.drain)
        await database.close()
        loops.stop()
    }
}

extension Settings {
    /// Postgres where `DB_SERVER` is set, else a file in `DATA_DIR`.
    func openDatabase(loops: EventLoopGroup, logger: Logger) throws -> any Database {
        guard var postgres else {
            do {
                return try SQLiteDatabase(path: "\(dataDirectory)/goals.sqlite")
            } catch {
                throw SettingsError("DATA_DIR", "names a folder that cannot hold a database: \(dataDirectory) (\(error))")
            }
        }
        postgres.onEvent = { event in
            switch event {
            case .connected(let loop): logger.info("database connected", metadata: ["loop": "\(loop)"])
            case .connectFailed(let loop, let reason):
                logger.error("database not reached", metadata: ["loop": "\(loop)", "reason": "\(reason)"])
            case .lost(let loop, let reason):
                logger.error("database connection lost", metadata: ["loop": "\(loop)", "reason": "\(reason)"])
            }
        }
        return PostgresDatabase(configuration: postgres, loops: loops)
    }
}

extension StoreError {
    /// The database's error behind it; any other is one of ours.
    var asDatabaseError: DatabaseError {
        if case .database(let error) = self { return error }
        return .failed(code: "goals", message: "\(self)")
    }
}
