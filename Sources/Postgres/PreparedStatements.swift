import Glibc
import SQL

/// Which statements a connection has prepared, and under what names.
///
/// Preparing is not transactional, but a `PREPARE` in the aborted part of a pipeline never runs. So a statement counts as
/// prepared only once the server has said so. Until then a later batch prepares it again, under a name of its own.
struct PreparedStatements: ~Copyable {
    struct Key: Hashable {
        /// Where the SQL lies: the same for every run of the same literal.
        let sql: UnsafePointer<UInt8>
        /// The parameters' types: the linker may merge equal literals that are used with different ones.
        let types: UInt64

        init(_ statement: Statement) {
            sql = statement.sql.utf8Start
            // An odd factor: two lists that differ in one place never collide, however long they are.
            types = statement.values.reduce(0) { $0 &* 9 &+ UInt64($1.parameterType.rawValue &+ 1) }
        }
    }

    enum Use {
        case ready(UnsafePointer<CChar>)
        /// It is to be prepared first; `number` is what to tell `prepared(_:)` when that is done.
        case prepare(UnsafePointer<CChar>, number: Int)
    }

    private struct Entry {
        let name: UnsafeMutablePointer<CChar>
        let number: Int
        /// The batch in which it is being prepared; nil when that has been done.
        var batch: Int?
    }

    private var entries: [Key: Entry] = [:]
    /// What is being prepared.
    private var pending: [Int: Key] = [:]
    private var names: [Int: UnsafeMutablePointer<CChar>] = [:]
    private var last = 0

    /// The name under which `key` can be executed in `batch`.
    mutating func use(_ key: Key, inBatch batch: Int) -> Use {
        if let entry = entries[key], entry.batch == nil || entry.batch == batch { return .ready(entry.name) }
        last += 1
        let name = strdup("s\(last)")!
        names[last] = name
        pending[last] = key
        entries[key] = Entry(name: name, number: last, batch: batch)
        return .prepare(name, number: last)
    }

    /// The server has prepared it.
    mutating func prepared(_ number: Int) {
        guard let key = pending.removeValue(forKey: number), entries[key]?.number == number else { return }
        entries[key]?.batch = nil
    }

    /// It failed, or never ran.
    mutating func failed(_ number: Int) {
        guard let key = pending.removeValue(forKey: number) else { return }
        if entries[key]?.number == number { entries[key] = nil }
        free(names.removeValue(forKey: number))
    }

    /// The server has another idea of them: all are prepared anew.
    mutating func forgetAll() {
        entries = [:]
        pending = [:]
    }

    deinit { for name in names.values { free(name) } }
}
