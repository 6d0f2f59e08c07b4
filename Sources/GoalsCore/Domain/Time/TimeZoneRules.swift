import Synchronization

/// When it is which day in one time zone of the IANA database.
///
/// Read once a process from the machine's database folder ($TZDIR, else /usr/share/zoneinfo); "UTC" needs no file.
public struct TimeZoneRules: Sendable {
    /// The zone's name, such as `Europe/Berlin`.
    public let identifier: String
    private let file: ZoneFile?

    public static let utc = TimeZoneRules(identifier: "UTC", file: nil)

    private static let cache = Mutex<[String: TimeZoneRules]>([:])

    /// The rules of a zone; nil for a name that is no zone's, or whose file is missing or broken.
    ///
    /// The first use of a zone reads a small file, which may block for a moment.
    public init?(identifier: String) {
        if identifier == "UTC" {
            self = .utc
            return
        }
        guard Self.isSane(identifier) else { return nil }
        if let known = Self.cache.withLock({ $0[identifier] }) {
            self = known
            return
        }
        guard let bytes = ZoneFolder.contents(of: identifier), let file = ZoneFile(bytes) else { return nil }
        let rules = TimeZoneRules(identifier: identifier, file: file)
        // Only zones that exist are kept, so strangers cannot fill the cache.
        Self.cache.withLock { $0[identifier] = rules }
        self = rules
    }

    private init(identifier: String, file: ZoneFile?) {
        self.identifier = identifier
        self.file = file
    }

    /// Seconds east of UTC at a moment.
    public func offset(at instant: Instant) -> Int {
        file?.offset(at: Gregorian.floorDivide(instant.microseconds, 1_000_000)) ?? 0
    }

    /// The day it is for a person in this zone.
    ///
    /// - Parameter dayStartHour: the hour of the wall clock, 0…23, at which their day begins; before it, it is still yesterday.
    public func localDay(of instant: Instant, dayStartHour: Int = 0) -> Day {
        let start = min(max(dayStartHour, 0), 23) * 3_600
        let seconds = Gregorian.floorDivide(instant.microseconds, 1_000_000) + Int64(offset(at: instant) - start)
        return Day(number: Int32(clamping: Gregorian.floorDivide(seconds, 86_400)))
    }

    /// Whether a name looks like a zone's and cannot lead out of the folder: parts of letters, digits, `_`, `-` and `+`
    /// that begin with a letter, with single slashes between them.
    static func isSane(_ identifier: String) -> Bool {
        guard identifier.utf8.count <= 64 else { return false }
        return identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.first, isLetter(first) else { return false }
            return part.allSatisfy { isLetter($0) || Digits.digit($0) != nil || "_-+".utf8.contains($0) }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
