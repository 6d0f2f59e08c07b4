import ArgumentParser
import Glibc
import Logging

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the pages and the API until SIGTERM or SIGINT.")

    func run() async throws {
        let settings = try Settings.fromEnvironment()
        raiseDescriptorLimit()
        let logger = Logs.logger(settings)
        let app: App
        do {
            app = try await App.start(settings, logger: logger)
        } catch {
            throw CleanFailure("\(error)")
        }
        let name = await Signals.first(of: [SIGTERM, SIGINT])
        logger.info("stopping", metadata: ["signal": "\(name)"])
        await app.stop()
        logger.info("stopped")
    }

    /// Each connection takes a descriptor; the soft limit is often 1,024.
    private func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// A failure that is told in one line, without usage or a stack.
struct CleanFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
