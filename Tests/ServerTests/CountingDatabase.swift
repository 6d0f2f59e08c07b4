import SQL
import Synchronization

/// Passes everything on, and counts it.
final class CountingDatabase: Database {
    private let database: any Database
    private let counts = Mutex((runs: 0, statements: 0))

    init(_ database: any Database) { self.database = database }

    var runs: Int { counts.withLock { $0.runs } }
    var statements: Int { counts.withLock { $0.statements } }
    var dialect: Dialect { database.dialect }

    func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows] {
        counts.withLock {
            $0.runs += 1
            $0.statements += unit.count
        }
        return try await database.run(unit)
    }

    func migrate(_ migrations: [Migration]) async throws(DatabaseError) { try await database.migrate(migrations) }
    func close() async { await database.close() }
}
