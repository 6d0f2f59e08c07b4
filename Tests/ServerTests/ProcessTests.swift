import Glibc
import Postgres
import Synchronization
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// The real program, started and killed as a process.
@Suite struct ProcessTests {
    /// The program that was built beside the tests.
    static let program: String = {
        // The test runner may be another program, but this library lies where the build put it.
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
        return bundle.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/GoalsServer"
    }()

    /// A running program, with what it printed so far.
    private final class Server: Sendable {
        let process: pid_t
        let output: Int32
        let client: Client
        let firstLines: String

        /// - Parameter descriptors: how many the process may have.
        static func start(_ environment: [String: String], descriptors: Int? = nil) async throws -> Server {
            try await blocking { try Server(environment, descriptors) }
        }

        private init(_ environment: [String: String], _ descriptors: Int?) throws {
            var all = ["HOST": "127.0.0.1", "PORT": "0", "PUBLIC_DIR": "\(repository)/Public", "LOG_FORMAT": "json", "GOALS_AUTH": "none"]
            all.merge(environment) { $1 }
            let command = descriptors.map { ["sh", "-c", "ulimit -n \($0); exec \(ProcessTests.program)"] } ?? [ProcessTests.program]
            (process, output) = try TestSupport.start(command, environment: all)
            var printed = ""
            var port: UInt16?
            var buffer = [UInt8](repeating: 0, count: 4096)
            while port == nil {
                let count = read(output, &buffer, buffer.count)
                guard count > 0 else { throw HarnessError(description: "the server ended: \(printed)") }
                printed += String(decoding: buffer[..<count], as: UTF8.self)
                port = printed.split(separator: "\"address\":\"127.0.0.1:").dropFirst().first.flatMap { UInt16($0.prefix { $0.isNumber }) }
            }
            client = Client(port: port!)
            firstLines = printed
        }

        /// Sends a signal and waits for the end.
        /// - Returns: the exit status, or minus the signal that ended it.
        func end(_ signal: Int32) async throws -> Int32 {
            try await blocking { [process, output] in
                kill(process, signal)
                var status: Int32 = 0
                waitpid(process, &status, 0)
                close(output)
                return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
            }
        }
    }

    @Test func aTermSignalEndsItCleanly() async throws {
        try await withFolder { folder in
            let server = try await Server.start(["DATA_DIR": folder])
            try await waitUntilReady(server.client)
            #expect(try await server.end(SIGTERM) == 0)
        }
    }

    @Test func aBadValueStopsTheStartWithOneLine() async throws {
        let printed = try await runCommand(["sh", "-c", "PORT=eighty \(Self.program) 2>&1; test $? -ne 0"])
        #expect(printed == "Error: PORT must be a whole number from 0 to 65535, not \"eighty\"\n")
    }

    @Test func aTakenPortStopsTheStartWithOneLine() async throws {
        try await withFolder { folder in
            let server = try await Server.start(["DATA_DIR": folder])
            let printed = try await runCommand([
                "sh", "-c",
                "PORT=\(server.client.port) HOST=127.0.0.1 LOG_FORMAT=text DATA_DIR=\(folder) PUBLIC_DIR=\(repository)/Public "
                    + "\(Self.program) 2>&1; test $? -ne 0",
            ])
            #expect(printed.hasSuffix("Error: bind 127.0.0.1:\(server.client.port): Address already in use\n"))
            #expect(try await server.end(SIGTERM) == 0)
        }
    }

    @Test func anAddressOfAnotherMachineStopsTheStartWithOneLine() async throws {
        try await withFolder { folder in
            let printed = try await runCommand([
                "sh", "-c", "HOST=192.0.2.1 DATA_DIR=\(folder) PUBLIC_DIR=\(repository)/Public \(Self.program) 2>&1; test $? -ne 0",
            ])
            #expect(printed.contains("Error: bind 192.0.2.1:8080: Cannot assign requested address\n"))
            #expect(!printed.contains("Fatal"))
        }
    }

    /// Beyond what the process may open, connections that only wait give way, and the loops do not spin.
    @Test func aServerWithoutDescriptorsGoesOnServing() async throws {
        try await withFolder { folder in
            let server = try await Server.start(["DATA_DIR": folder, "HTTP_MAX_CONNECTIONS": "10000", "WORKERS": "1"], descriptors: 64)
            try await waitUntilReady(server.client)
            var held: [Int32] = []
            defer { for descriptor in held { close(descriptor) } }
            for _ in 0..<200 { held.append(try Client.connect(server.client.port)) }
            for _ in 0..<5 { #expect(try await server.client.get("/livez").status == 200) }
            let metrics = MetricsTests.values(try await server.client.get("/metrics").text)
            #expect(metrics["goals_http_cuts_total{reason=\"descriptors\"}"]! > 0)
            #expect(metrics["goals_http_cuts_total{reason=\"gave_way\"}"]! > 100)
            #expect(metrics["goals_http_connections"]! < 64)
            #expect(try await server.end(SIGTERM) == 0)
        }
    }

    @Test func theHealthCommandAsksTheServer() async throws {
        try await withFolder { folder in
            let server = try await Server.start(["DATA_DIR": folder])
            try await waitUntilReady(server.client)
            _ = try await runCommand(["sh", "-c", "PORT=\(server.client.port) \(Self.program) health"])
            #expect(try await server.end(SIGTERM) == 0)
            await #expect(throws: HarnessError.self) {
                try await runCommand(["sh", "-c", "PORT=\(server.client.port) \(Self.program) health 2>&1"])
            }
        }
    }

    @Test func itNeedsNoFullFoundation() async throws {
        // Full Foundation and its ICU would add 45 MB to the image.
        let libraries = try await runCommand(["readelf", "-d", Self.program])
        #expect(libraries.contains("libFoundationEssentials.so"))
        #expect(!libraries.contains("libFoundation.so"))
        #expect(!libraries.contains("libFoundationInternationalization.so"))
    }

    @Test func aKilledServerHasLostNoAcknowledgedWriteToItsFile() async throws {
        try await withFolder { folder in
            try await acknowledgedWritesSurvive(["DATA_DIR": folder]) { server in _ = try await server.end(SIGKILL) }
        }
    }

    @Test func aKilledServerHasLostNoAcknowledgedWriteToPostgres() async throws {
        try await withPostgresConfiguration { configuration in
            let environment = ["DB_SERVER": "\(configuration.host):\(configuration.port)", "DB_DATABASE": configuration.database]
            try await acknowledgedWritesSurvive(environment) { server in _ = try await server.end(SIGKILL) }
        }
    }

    @Test func aKilledPostgresHasLostNoAcknowledgedWrite() async throws {
        try await PrivateServer.with { postgres in
            try await acknowledgedWritesSurvive(["DB_SERVER": "127.0.0.1:\(postgres.configuration.port)"]) { (server) async throws in
                // The postmaster's children see that it is gone and end too; then it may start again.
                kill(try await postgres.process(), SIGKILL)
                try await postgres.start()
                _ = try await server.end(SIGTERM)
            }
        }
    }

    /// Writes from several clients until `kill` has ended the server (or its database) in the middle of it; then starts it again and
    /// looks for everything that was acknowledged.
    private func acknowledgedWritesSurvive(_ environment: [String: String], _ kill: (Server) async throws -> Void) async throws {
        let server = try await Server.start(environment)
        try await waitUntilReady(server.client)
        let acknowledged = Titles()
        let client = server.client
        let writers = Task {
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<100_000 {
                            let title = "\(writer)-\(number)"
                            guard let answer = try? await client.post("/api/v1/goals", #"{"title":"\#(title)"}"#) else { return }
                            // Refused: the database is gone.
                            guard answer.status == 201 else { return }
                            acknowledged.insert(title)
                        }
                    }
                }
            }
        }
        while acknowledged.all.count < 150 { try await Task.sleep(for: .milliseconds(5)) }
        try await kill(server)
        await writers.value

        let again = try await Server.start(environment)
        try await waitUntilReady(again.client)
        var found: Set<String> = []
        var cursor = ""
        repeat {
            let page = try await again.client.get("/api/v1/goals?limit=200\(cursor)").json
            for item in page["items"].array ?? [] { found.insert(item["title"].string!) }
            cursor = page["nextCursor"].string.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty
        _ = try await again.end(SIGTERM)
        let known = acknowledged.all
        #expect(known.count >= 150)
        #expect(known.subtracting(found).isEmpty)
    }
}

/// What several writers have been told is kept.
private final class Titles: Sendable {
    private let titles = Mutex<Set<String>>([])

    var all: Set<String> { titles.withLock { $0 } }
    func insert(_ title: String) { titles.withLock { _ = $0.insert(title) } }
}
