import SQL

extension SQLiteConnection {
    /// Applies what is missing, one transaction each. Another process may do the same: each looks again once it has the lock.
    func migrate(_ migrations: [Migration]) throws(DatabaseError) {
        while try applyNext(of: migrations) {}
    }

    private func applyNext(of migrations: [Migration]) throws(DatabaseError) -> Bool {
        try transaction(Transaction.beginExclusive) { () throws(DatabaseError) in
            try execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)
                """)
            var applied: [Int: String] = [:]
            let rows = try run(.read("SELECT version, name FROM schema_migrations"))
            for index in 0..<rows.count { applied[Int(rows[index].int(0))] = rows[index].text(1) }
            guard let next = try Migration.missing(migrations, applied: applied).first else { return false }
            do throws(DatabaseError) {
                try execute(next.script(for: .sqlite))
            } catch {
                guard case .failed(let code, let message) = error else { throw error }
                throw .failed(code: code, message: "migration \(next.version) (\(next.name)): \(message)")
            }
            _ = try run(
                .write(
                    """
                    INSERT INTO schema_migrations (version, name, applied_at)
                    VALUES ($1, $2, CAST(strftime('%s', 'now') AS INTEGER) * 1000000)
                    """, .int(Int64(next.version)), .text(next.name)))
            return true
        }
    }
}
