import CLibpq
import SQL

/// A result of libpq, decoded on access from the binary format.
///
/// `@unchecked Sendable`: nobody changes the result once it is made, libpq's accessors only read it, and it is freed with its last owner.
final class PostgresRows: RowStorage, @unchecked Sendable {
    private let result: OpaquePointer
    let count: Int

    /// Takes ownership of `result`.
    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(result, Int32(row), Int32(column)) == 1 }

    func int(_ row: Int, _ column: Int) -> Int64 {
        switch type(column) {
        case 20: load(row, column)
        case 23: Int64(load(row, column) as Int32)
        case 21: Int64(load(row, column) as Int16)
        case 16: Int64(load(row, column) as UInt8)
        default: mismatch(column, "an integer")
        }
    }

    func double(_ row: Int, _ column: Int) -> Double {
        switch type(column) {
        case 701: Double(bitPattern: load(row, column))
        case 700: Double(Float(bitPattern: load(row, column)))
        case 20, 21, 23: Double(int(row, column))
        default: mismatch(column, "a number")
        }
    }

    func text(_ row: Int, _ column: Int) -> String {
        switch type(column) {
        // text, varchar, char(n), "char", name, unknown, json; citext and enums have numbers of their own.
        case 25, 1043, 1042, 18, 19, 705, 114, 16384...: String(decoding: value(row, column), as: UTF8.self)
        // jsonb begins with its version.
        case 3802: String(decoding: value(row, column).dropFirst(), as: UTF8.self)
        default: mismatch(column, "text")
        }
    }

    func bytes(_ row: Int, _ column: Int) -> [UInt8] { Array(value(row, column)) }

    func uuid(_ row: Int, _ column: Int) -> UInt128 {
        guard type(column) == 2950 else { mismatch(column, "a uuid") }
        return load(row, column)
    }

    func day(_ row: Int, _ column: Int) -> Int32 {
        guard type(column) == 1082 else { mismatch(column, "a date") }
        return PostgresEpoch.decode(load(row, column), epoch: PostgresEpoch.days)
    }

    func instant(_ row: Int, _ column: Int) -> Int64 {
        guard type(column) == 1184 || type(column) == 1114 else { mismatch(column, "a timestamp") }
        return PostgresEpoch.decode(load(row, column), epoch: PostgresEpoch.microseconds)
    }

    private func type(_ column: Int) -> Oid { PQftype(result, Int32(column)) }

    private func value(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let length = Int(PQgetlength(result, Int32(row), Int32(column)))
        return UnsafeRawBufferPointer(start: PQgetvalue(result, Int32(row), Int32(column)), count: length)
    }

    private func load<Number: FixedWidthInteger>(_ row: Int, _ column: Int) -> Number {
        let value = value(row, column)
        precondition(value.count == MemoryLayout<Number>.size, "column \(column) is NULL")
        return Number(bigEndian: value.loadUnaligned(as: Number.self))
    }

    private func mismatch(_ column: Int, _ wanted: String) -> Never {
        preconditionFailure("column \(column) has type \(type(column)), and is not \(wanted)")
    }
}
