/// One step of the schema. Steps are only ever appended.
public struct Migration: Sendable {
    /// Unique, increasing.
    public let version: Int
    public let name: String
    private let postgres: String
    private let sqlite: String

    /// One script for both dialects.
    public init(_ version: Int, _ name: String, _ script: String) {
        self.init(version, name, postgres: script, sqlite: script)
    }

    public init(_ version: Int, _ name: String, postgres: String, sqlite: String) {
        self.version = version
        self.name = name
        self.postgres = postgres
        self.sqlite = sqlite
    }

    /// The script: one or more statements, separated by semicolons.
    public func script(for dialect: Dialect) -> String {
        switch dialect {
        case .postgres: postgres
        case .sqlite: sqlite
        }
    }
}

extension Migration {
    /// Which of `migrations` are still to be applied to a database that has seen `applied` (names by version).
    ///
    /// A database may be newer than the code, as while a new version is being rolled out. Apart from that, its history must be the code's.
    /// - Throws: `DatabaseError.failed` with code `migration` when it is not.
    public static func missing(
        _ migrations: [Migration], applied: [Int: String]
    ) throws(DatabaseError) -> [Migration] {
        var newest = Int.min
        var isBehind = false
        for migration in migrations {
            guard migration.version > newest else { throw refused("\(migration.version) is out of order in the code") }
            newest = migration.version
            guard let name = applied[migration.version] else {
                isBehind = true
                continue
            }
            if name != migration.name {
                throw refused("\(migration.version) is “\(name)” in the database, but “\(migration.name)” in the code")
            }
            if isBehind { throw refused("\(migration.version) has been applied, but one before it has not") }
        }
        let known = Set(migrations.map(\.version))
        if let unknown = applied.keys.filter({ $0 < newest && !known.contains($0) }).min() {
            throw refused("\(unknown) has been applied, but the code does not know it")
        }
        let missing = migrations.filter { applied[$0.version] == nil }
        if let first = missing.first, applied.keys.contains(where: { $0 > first.version }) {
            throw refused("the database is newer than \(first.version), which has not been applied")
        }
        return missing
    }

    private static func refused(_ reason: String) -> DatabaseError {
        .failed(code: "migration", message: "migration \(reason)")
    }
}
