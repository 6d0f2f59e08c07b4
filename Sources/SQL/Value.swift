/// A value bound to a statement's parameter.
///
/// The case says the column's type even when the value is absent, so that one prepared statement
/// serves every call. Nothing is ever spliced into SQL text.
public enum Value: Sendable, Hashable {
    case bool(Bool?)
    case int(Int64?)
    case double(Double?)
    case text(String?)
    case bytes([UInt8]?)
    /// 128 bits, big-endian: `uuid` in Postgres, a 16-byte blob in SQLite.
    case uuid(UInt128?)
    /// Days since 1970-01-01: `date` in Postgres, an integer in SQLite.
    case day(Int32?)
    /// Microseconds since 1970-01-01T00:00:00Z: `timestamptz` in Postgres, an integer in SQLite.
    case instant(Int64?)
}
