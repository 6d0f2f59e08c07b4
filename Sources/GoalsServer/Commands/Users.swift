import ArgumentParser
import EventLoop
import GoalsCore
import Logging
import SQL

/// What whoever runs the server does with accounts when nobody can sign in.
struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Help people who cannot sign in, and say who manages the server.",
        subcommands: [List.self, ResetPassword.self, RemoveSecondFactor.self, Admin.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print all accounts: address, name, and whether they manage the server.")

        func run() async throws {
            try await Users.withStore { store, _ in
                var cursor: TimeCursor?
                repeat {
                    let (items, next) = try await store.accounts(after: cursor, limit: 200)
                    for (account, _) in items {
                        print("\(account.email ?? "-")\t\(account.user.name)\t\(account.isAdmin ? "admin" : "")")
                    }
                    cursor = next
                } while cursor != nil
            }
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a link, good for a day, that sets a password anew.")

        @Argument(help: "The account's e-mail address.") var email: String

        func run() async throws {
            try await Users.withAccount(email) { user, store, settings in
                let (secret, now) = (OpaqueToken(.passwordReset), SystemWallClock().now())
                _ = try await store.insertPasswordReset(secret.hash, of: user, now: now)
                try await store.keep(.byOperator(.passwordResetRequested, of: user, now: now))
                print("\(settings.publicURL ?? "http://localhost:\(settings.port)")\(secret.page ?? "")")
            }
        }
    }

    struct RemoveSecondFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account sign in by its password alone again.")

        @Argument(help: "The account's e-mail address.") var email: String

        func run() async throws {
            try await Users.withAccount(email) { user, store, _ in
                try await store.removeSecondFactor(of: user)
                try await store.keep(.byOperator(.secondFactorRemoved, of: user, now: SystemWallClock().now()))
            }
        }
    }

    struct Admin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account manage the server, or no longer.")

        @Argument(help: "The account's e-mail address.") var email: String
        @Argument(help: "on or off.") var state: Settings.Switch

        func run() async throws {
            try await Users.withAccount(email) { user, store, _ in
                do { try await store.setAdmin(state == .on, of: user) } catch let error as StoreError where error == .notFound {
                    throw CleanFailure("somebody must manage the server: make another account do so first")
                }
                try await store.keep(.byOperator(.adminChanged, of: user, now: SystemWallClock().now()))
            }
        }
    }

    /// Runs `body` for the account that has an address.
    fileprivate static func withAccount(_ email: String, _ body: (User.ID, Store, Settings) async throws -> Void) async throws {
        try await withStore { store, settings in
            guard let address = EmailAddress(email), let found = try await store.credentials(of: address) else {
                throw CleanFailure("no account has the address \(email)")
            }
            try await body(found.user, store, settings)
        }
    }

    /// Runs `body` on the database of the settings, its tables brought up to date.
    fileprivate static func withStore(_ body: (Store, Settings) async throws -> Void) async throws {
        let settings = try Settings.fromEnvironment()
        let loops = try EventLoopGroup(count: 1)
        var quiet = Logs.logger(settings)
        quiet.logLevel = .error
        let database = try settings.openDatabase(loops: loops, logger: quiet)
        var failure: (any Error)?
        do {
            try await database.migrate(Schema.migrations)
            try await body(Store(database), settings)
        } catch { failure = error }
        await database.close()
        loops.stop()
        if let failure { throw failure as? CleanFailure ?? CleanFailure("\(failure)") }
    }
}

extension Settings.Switch: ExpressibleByArgument {}

extension SecurityEvent {
    /// Something that whoever runs the server did, not an account.
    fileprivate static func byOperator(_ kind: Kind, of user: User.ID, now: Instant) -> SecurityEvent {
        SecurityEvent(id: .make(at: now), user: user, actor: nil, kind: kind, address: "command line", userAgent: "", createdAt: now)
    }
}
