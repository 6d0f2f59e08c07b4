import ArgumentParser
import EventLoop
import GoalsCore
import SQL

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's tables up to date, and exit.")

    func run() async throws {
        let settings = try Settings.fromEnvironment()
        let loops = try EventLoopGroup(count: 1)
        let database = try settings.openDatabase(loops: loops, logger: Logs.logger(settings))
        do {
            try await database.migrate(Schema.migrations)
        } catch {
            throw CleanFailure("\(error)")
        }
        await database.close()
        loops.stop()
    }
}
