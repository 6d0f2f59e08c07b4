import Glibc
import Postgres
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct SettingsTests {
    @Test(arguments: [
        ("HOST", "localhost"), ("HOST", "1.2.3"), ("PORT", "0x50"), ("PORT", "65536"), ("PORT", "-1"), ("PORT", "80 "), ("WORKERS", "0"),
        ("WORKERS", "257"), ("DRAIN_SECONDS", "-1"), ("DRAIN_SECONDS", "soon"), ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"),
        ("GOALS_AUTH", "maybe"), ("PUBLIC_URL", "goals.example.org"), ("PUBLIC_URL", "https://a/b"), ("PUBLIC_URL", "ftp://a"),
        ("DB_SERVER", "db:port"), ("DB_SERVER", ":5432"), ("DB_SERVER", "db:0"), ("DB_SERVER", "a b"), ("DB_SERVER", "[::1"),
        ("DB_SSLMODE", "perhaps"), ("DB_PASSWORD_FILE", "/nonexistent"),
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
        let settings = try Settings { ["DB_SERVER": "db", "DB_PASSWORD": "hunter2"][$0] }
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(settings)".contains("hunter2"))
    }

    @Test func theReadmeListsEveryVariable() throws {
        let readme = try runCommand(["cat", "\(repository)/README.md"])
        for variable in Settings.variables {
            #expect(readme.contains("| `\(variable.name)` | \(variable.meaning) | \(variable.fallback) |"), "\(variable.name)")
        }
    }
}
