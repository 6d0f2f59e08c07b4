import Glibc
import HTTPKit
import Postgres
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct SettingsTests {
    @Test(arguments: [
        ("HOST", "localhost"), ("HOST", "1.2.3"), ("PORT", "0x50"), ("PORT", "65536"), ("PORT", "-1"), ("PORT", "80 "), ("WORKERS", "0"),
        ("WORKERS", "257"), ("DRAIN_SECONDS", "-1"), ("DRAIN_SECONDS", "soon"), ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"),
        ("GOALS_AUTH", "maybe"), ("PUBLIC_URL", "goals.example.org"), ("PUBLIC_URL", "https://a/b"), ("PUBLIC_URL", "ftp://a"),
        ("TRUSTED_PROXIES", "10.0.0.0/33"), ("TRUSTED_PROXIES", "private,proxy.example"), ("RATE_LIMITS", "yes"),
        ("DB_SERVER", "db:port"), ("DB_SERVER", ":5432"), ("DB_SERVER", "db:0"), ("DB_SERVER", "a b"), ("DB_SERVER", "[::1"),
        ("DB_SSLMODE", "perhaps"), ("DB_PASSWORD_FILE", "/nonexistent"), ("HTTP_MAX_CONNECTIONS", "0"), ("HTTP_HEAD_SECONDS", "0"),
        ("HTTP_HEAD_SECONDS", "1.5"), ("HTTP_MAX_FIELDS", "many"), ("HTTP_MAX_REQUEST_LINE_BYTES", "100"),
    ])
    func aValueThatMakesNoSenseNamesItsVariable(_ name: String, _ value: String) {
        let error = #expect(throws: SettingsError.self) {
            _ = try Settings { $0 == name ? value : $0 == "DB_SERVER" ? "db" : nil }
        }
        #expect(error?.variable == name)
        #expect(error?.description.contains("\n") == false)
    }

    @Test(arguments: [
        ("db", "db", 5432), ("db:6432", "db", 6432), ("10.0.0.1:1", "10.0.0.1", 1), ("[::1]", "::1", 5432), ("[::1]:99", "::1", 99),
        ("::1", "::1", 5432), ("/run/postgresql", "/run/postgresql", 5432),
    ])
    func aDatabaseServerIsAHostWithOrWithoutAPort(_ value: String, _ host: String, _ port: Int) throws {
        let settings = try Settings { ["DB_SERVER": value][$0] }
        #expect(settings.postgres?.host == host)
        #expect(settings.postgres?.port == port)
    }

    @Test func anEmptyVariableIsAsIfNotSet() throws {
        let settings = try Settings { _ in "" }
        #expect(settings.port == 8080)
        #expect(settings.postgres == nil)
    }

    @Test func thePasswordIsNeverShown() throws {
        let settings = try Settings { ["DB_SERVER": "db", "DB_PASSWORD": "hunter2", "METRICS_TOKEN": "hunter2"][$0] }
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(settings)".contains("hunter2"))
    }

    /// Each variable of the HTTP server changes one limit or deadline, and each of those has its variable.
    @Test func everyLimitAndDeadlineHasItsVariable() throws {
        func values(_ settings: Settings) -> [String] {
            [Mirror(reflecting: settings.http.limits), Mirror(reflecting: settings.http.deadlines)].flatMap(\.children)
                .map { "\($0.label ?? "")=\($0.value)" }
        }
        let usual = values(try Settings { _ in nil })
        var changed: Set<String> = []
        for variable in Settings.httpVariables {
            // A value that is none of the defaults, and in all ranges.
            let set = values(try Settings { $0 == variable.name ? "20000" : nil })
            let differing = zip(usual, set).filter { $0 != $1 }.map(\.0)
            #expect(differing.count == 1, "\(variable.name)")
            changed.formUnion(differing)
        }
        // What is read ahead of a handler follows from the limits of a head.
        #expect(Set(usual).subtracting(changed).map { $0.prefix { $0 != "=" } } == ["readAhead"])
    }

    @Test func theReadmeListsEveryVariable() async throws {
        let readme = try await runCommand(["cat", "\(repository)/README.md"])
        for variable in Settings.variables {
            #expect(readme.contains("| `\(variable.name)` | \(variable.meaning) | \(variable.fallback) |"), "\(variable.name)")
        }
    }
}
