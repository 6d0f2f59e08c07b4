import CSQLite
import SQL

/// A statement that SQLite has compiled, with its parameters resolved.
struct PreparedStatement: ~Copyable {
    private let handle: OpaquePointer
    /// For each of SQLite's parameters, the position of its value: `$1` is a name to SQLite, not a number.
    private let positions: [Int]

    /// - Throws: `DatabaseError.failed` when the SQL is wrong, or more than one statement.
    init(_ sql: SQLText, on database: OpaquePointer) throws(DatabaseError) {
        var handle: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount) {
            sqlite3_prepare_v3(
                database, $0, Int32(sql.utf8CodeUnitCount), UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
        }
        guard code == SQLITE_OK else {
            throw .sqlite(code, message: String(cString: sqlite3_errmsg(database)), isPreparing: true)
        }
        guard let handle else { throw .failed(code: "\(SQLITE_MISUSE)", message: "an empty statement") }
        do throws(DatabaseError) {
            guard let tail, String(cString: tail).allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
                throw .failed(code: "\(SQLITE_MISUSE)", message: "more than one statement")
            }
            positions = try Self.positions(of: handle)
        } catch {
            sqlite3_finalize(handle)
            throw error
        }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    private static func positions(of handle: OpaquePointer) throws(DatabaseError) -> [Int] {
        var positions: [Int] = []
        for index in 0..<sqlite3_bind_parameter_count(handle) {
            guard let name = sqlite3_bind_parameter_name(handle, index + 1),
                let number = Int(String(cString: name).dropFirst()), number > 0
            else { throw .failed(code: "\(SQLITE_MISUSE)", message: "parameters are written $1, $2, …") }
            positions.append(number - 1)
        }
        return positions
    }

    /// Runs it to its end.
    func run(_ values: [Value], on database: OpaquePointer) throws(DatabaseError) -> Rows {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, position) in positions.enumerated() {
            guard position < values.count else {
                throw .failed(code: "\(SQLITE_RANGE)", message: "no value for $\(position + 1)")
            }
            let code = bind(values[position], at: Int32(index + 1))
            guard code == SQLITE_OK else { throw .sqlite(code, message: "") }
        }
        var rows = SQLiteRows.Builder(columns: sqlite3_column_count(handle))
        while true {
            let code = sqlite3_step(handle)
            switch code {
            case SQLITE_ROW: rows.append(rowOf: handle)
            case SQLITE_DONE: return rows.build()
            default: throw .sqlite(code, message: String(cString: sqlite3_errmsg(database)))
            }
        }
    }

    private func bind(_ value: Value, at index: Int32) -> Int32 {
        // SQLITE_TRANSIENT: SQLite makes a copy of its own.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .bool(let value?): return sqlite3_bind_int64(handle, index, value ? 1 : 0)
        case .int(let value?), .instant(let value?): return sqlite3_bind_int64(handle, index, value)
        case .day(let value?): return sqlite3_bind_int64(handle, index, Int64(value))
        case .double(let value?): return sqlite3_bind_double(handle, index, value)
        case .text(let value?):
            return value.withCString {
                sqlite3_bind_text64(handle, index, $0, UInt64(value.utf8.count), copied, UInt8(SQLITE_UTF8))
            }
        case .bytes(let value?):
            // An absent pointer would be NULL.
            guard !value.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
            return value.withUnsafeBytes { sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copied) }
        case .uuid(let value?):
            return withUnsafeBytes(of: value.bigEndian) { sqlite3_bind_blob64(handle, index, $0.baseAddress, 16, copied) }
        case .bool(nil), .int(nil), .double(nil), .text(nil), .bytes(nil), .uuid(nil), .day(nil), .instant(nil):
            return sqlite3_bind_null(handle, index)
        }
    }
}
