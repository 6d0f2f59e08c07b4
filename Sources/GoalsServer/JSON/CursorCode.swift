import FoundationEssentials
import GoalsCore
import HTTPKit
import HTTPTypes

/// Cursors as opaque text: base64url of the order, the key and the id.
enum CursorCode {
    static func text(_ cursor: GoalQuery.Cursor, sort: GoalQuery.Sort) -> String {
        let key =
            switch cursor.key {
            case .number(let number): "n\(number)"
            case .text(let text): "t\(text)"
            case .day(let day): "d\(day.number)"
            case .instant(let instant): "i\(instant.microseconds)"
            }
        return encode("\(sort.rawValue) \(cursor.id) \(key)")
    }

    /// - Throws: 422 for what was not made for a list in this order.
    static func goal(_ text: String, sort: GoalQuery.Sort) throws(HTTPError) -> GoalQuery.Cursor {
        let parts = decode(text)?.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, parts[0] == sort.rawValue, let id = Goal.ID(parts[1]), let key = key(parts[2]), sort.accepts(key)
        else { throw invalid }
        return GoalQuery.Cursor(key: key, id: id)
    }

    static func text(_ cursor: CheckInCursor) -> String {
        encode("\(cursor.day.number) \(cursor.createdAt.microseconds) \(cursor.id)")
    }

    static func checkIn(_ text: String) throws(HTTPError) -> CheckInCursor {
        let parts = decode(text)?.split(separator: " ") ?? []
        guard parts.count == 3, let day = Int32(parts[0]), let created = Int64(parts[1]), let id = CheckIn.ID(parts[2]) else {
            throw invalid
        }
        return CheckInCursor(day: Day(number: day), createdAt: Instant(microseconds: created), id: id)
    }

    private static let invalid = HTTPError.invalid("cursor", "Must be the nextCursor of a list in the same order.")

    private static func key(_ text: Substring) -> GoalQuery.Key? {
        let value = text.dropFirst()
        return switch text.first {
        case "n": Int64(value).map { .number($0) }
        case "t": .text(String(value))
        case "d": Int32(value).map { .day(Day(number: $0)) }
        case "i": Int64(value).map { .instant(Instant(microseconds: $0)) }
        default: nil
        }
    }

    /// base64url without padding (RFC 4648 §5).
    private static func encode(_ text: String) -> String {
        String(Data(text.utf8).base64EncodedString().compactMap { ["+": "-", "/": "_", "=": nil][$0] ?? $0 })
    }

    private static func decode(_ text: String) -> String? {
        let standard = String(text.map { ["-": "+", "_": "/"][$0] ?? $0 })
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return Data(base64Encoded: standard + padding).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
