import GoalsCore
import HTTPKit
import HTTPTypes

/// Cursors as opaque text: base64url of the order, the key and the id.
enum CursorCode {
    static func text(_ cursor: GoalQuery.Cursor, sort: GoalQuery.Sort) -> String {
        let key =
            switch cursor.key {
            case .text(let text): "t\(text)"
            case .day(let day): "d\(day.number)"
            case .instant(let instant): "i\(instant.microseconds)"
            case .attention(let place): "a\(place.rank),\(place.daysAhead),\(place.due.number),\(place.position)"
            }
        return encode("\(sort.rawValue) \(cursor.id) \(key)")
    }

    /// - Throws: 422 for what was not made for a list in this order.
    static func goal(_ text: String, sort: GoalQuery.Sort) throws(HTTPError) -> GoalQuery.Cursor {
        let parts = decode(text)?.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, parts[0] == sort.rawValue, let id = Goal.ID(parts[1]), let key = key(parts[2], id), sort.accepts(key)
        else { throw invalid }
        return GoalQuery.Cursor(key: key, id: id)
    }

    static func text(_ cursor: CheckInCursor) -> String {
        encode("\(cursor.day.number) \(cursor.createdAt.microseconds) \(cursor.id)")
    }

    static func checkIn(_ text: String) throws(HTTPError) -> CheckInCursor {
        let parts = decode(text)?.split(separator: " ") ?? []
        guard parts.count == 3, let day = Int32(parts[0]), let created = instant(parts[1]), let id = CheckIn.ID(parts[2]) else {
            throw invalid
        }
        return CheckInCursor(day: Day(number: day), createdAt: created, id: id)
    }

    private static let invalid = HTTPError.invalid("cursor", "Must be the nextCursor of a list in the same order.")

    private static func key(_ text: Substring, _ id: Goal.ID) -> GoalQuery.Key? {
        // By scalars: a title may begin with a combining mark, which to Swift is one character with the letter before it.
        let value = Substring(text.unicodeScalars.dropFirst())
        return switch text.unicodeScalars.first {
        case "t": .text(String(value))
        case "d": Int32(value).map { .day(Day(number: $0)) }
        case "i": instant(value).map { .instant($0) }
        case "a": attention(value, id).map { .attention($0) }
        default: nil
        }
    }

    private static func attention(_ text: Substring, _ id: Goal.ID) -> Attention? {
        let parts = text.split(separator: ",")
        guard parts.count == 4, let rank = Int(parts[0]), let daysAhead = Int(parts[1]), let due = Int32(parts[2]),
            let position = Position(String(parts[3]))
        else { return nil }
        return Attention(rank: rank, daysAhead: daysAhead, due: Day(number: due), position: position, id: id)
    }

    static func text(_ cursor: TimeCursor) -> String {
        encode("\(cursor.createdAt.microseconds) \(Goal.ID(bits: cursor.id))")
    }

    /// - Throws: 422 for what was not made for a list in the order of time.
    static func time(_ text: String) throws(HTTPError) -> TimeCursor {
        let parts = decode(text)?.split(separator: " ") ?? []
        guard parts.count == 2, let created = instant(parts[0]), let id = Goal.ID(parts[1]) else { throw invalid }
        return TimeCursor(createdAt: created, id: id.bits)
    }

    /// A moment that a database can hold: from 1970 to 9999.
    private static func instant(_ text: Substring) -> Instant? {
        guard let microseconds = Int64(text), (0..<253_402_300_800_000_000).contains(microseconds) else { return nil }
        return Instant(microseconds: microseconds)
    }

    private static func encode(_ text: String) -> String { Base64URL.encode(text.utf8) }

    private static func decode(_ text: String) -> String? {
        // No key holds U+0000, which databases cannot take.
        Base64URL.decode(text).flatMap { $0.contains(0) ? nil : String(validating: $0, as: UTF8.self) }
    }
}
