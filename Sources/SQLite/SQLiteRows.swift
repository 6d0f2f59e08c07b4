import CSQLite
import SQL

/// A result copied out of SQLite: its cells in one array, the bytes of all texts and blobs in another.
final class SQLiteRows: RowStorage {
    private enum Cell {
        case null
        case int(Int64)
        case double(Double)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    /// Collects the rows while the statement is stepped through.
    struct Builder {
        private let columns: Int32
        private var cells: [Cell] = []
        private var data: [UInt8] = []

        init(columns: Int32) { self.columns = columns }

        mutating func append(rowOf statement: OpaquePointer) {
            for column in 0..<columns {
                switch sqlite3_column_type(statement, column) {
                case SQLITE_INTEGER: cells.append(.int(sqlite3_column_int64(statement, column)))
                case SQLITE_FLOAT: cells.append(.double(sqlite3_column_double(statement, column)))
                case SQLITE_TEXT: cells.append(.text(copy(sqlite3_column_text(statement, column), statement, column)))
                case SQLITE_BLOB: cells.append(.blob(copy(sqlite3_column_blob(statement, column), statement, column)))
                default: cells.append(.null)
                }
            }
        }

        private mutating func copy(_ bytes: UnsafeRawPointer?, _ statement: OpaquePointer, _ column: Int32) -> Range<Int> {
            let start = data.count
            // Only after the pointer has been asked for does the length count in the same encoding.
            data.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))))
            return start..<data.count
        }

        func build() -> Rows {
            cells.isEmpty ? .empty : Rows(SQLiteRows(columns: Int(columns), cells: cells, data: data))
        }
    }

    let count: Int
    private let columns: Int
    private let cells: [Cell]
    private let data: [UInt8]

    private init(columns: Int, cells: [Cell], data: [UInt8]) {
        self.columns = columns
        self.cells = cells
        self.data = data
        count = cells.count / columns
    }

    func isNull(_ row: Int, _ column: Int) -> Bool {
        if case .null = cell(row, column) { true } else { false }
    }

    func int(_ row: Int, _ column: Int) -> Int64 {
        guard case .int(let value) = cell(row, column) else { mismatch(column, "an integer") }
        return value
    }

    func double(_ row: Int, _ column: Int) -> Double {
        switch cell(row, column) {
        case .double(let value): value
        case .int(let value): Double(value)
        default: mismatch(column, "a number")
        }
    }

    func text(_ row: Int, _ column: Int) -> String {
        guard case .text(let range) = cell(row, column) else { mismatch(column, "text") }
        return String(decoding: data[range], as: UTF8.self)
    }

    func bytes(_ row: Int, _ column: Int) -> [UInt8] {
        switch cell(row, column) {
        case .blob(let range), .text(let range): Array(data[range])
        case .null: []
        default: mismatch(column, "a blob")
        }
    }

    func uuid(_ row: Int, _ column: Int) -> UInt128 {
        guard case .blob(let range) = cell(row, column), range.count == 16 else { mismatch(column, "a uuid") }
        return data[range].reduce(0) { $0 << 8 | UInt128($1) }
    }

    func day(_ row: Int, _ column: Int) -> Int32 { Int32(int(row, column)) }
    func instant(_ row: Int, _ column: Int) -> Int64 { int(row, column) }

    private func cell(_ row: Int, _ column: Int) -> Cell {
        precondition(column >= 0 && column < columns, "column \(column) of \(columns)")
        return cells[row * columns + column]
    }

    private func mismatch(_ column: Int, _ wanted: String) -> Never {
        preconditionFailure("column \(column) is not \(wanted)")
    }
}
