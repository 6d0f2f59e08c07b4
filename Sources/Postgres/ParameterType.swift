import CLibpq
import SQL

/// The types that values are sent as, by their numbers in `pg_type`.
/// <https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat>
enum ParameterType: UInt8 {
    case bool, int, double, text, bytes, uuid, day, instant

    var oid: Oid {
        switch self {
        case .bool: 16
        case .int: 20
        case .double: 701
        case .text: 25
        case .bytes: 17
        case .uuid: 2950
        case .day: 1082
        case .instant: 1184
        }
    }
}

extension Value {
    var parameterType: ParameterType {
        switch self {
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .text: .text
        case .bytes: .bytes
        case .uuid: .uuid
        case .day: .day
        case .instant: .instant
        }
    }
}

/// Postgres counts from 2000-01-01, everybody else from 1970-01-01.
enum PostgresEpoch {
    static let days: Int32 = 10_957
    static let microseconds: Int64 = 946_684_800_000_000

    /// The extremes mean ±infinity to Postgres, so what would land on them is sent as a value that it refuses as out of range.
    static func encode<Number: FixedWidthInteger>(_ value: Number, epoch: Number) -> Number {
        let (result, overflow) = value.subtractingReportingOverflow(epoch)
        return overflow || result == .min ? .min + 1 : result
    }

    /// Infinity stays the extreme.
    static func decode<Number: FixedWidthInteger>(_ value: Number, epoch: Number) -> Number {
        value == .min || value == .max ? value : value &+ epoch
    }
}
