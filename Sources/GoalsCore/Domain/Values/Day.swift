/// A calendar day, without time or time zone: what people mean by "due on 14 March".
///
/// Proleptic Gregorian calendar, 0001-01-01 to 9999-12-31. Arithmetic that would leave this range stops at its ends.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01, negative before.
    public let number: Int32

    /// The first day there is, 0001-01-01.
    public static let min = Day(number: -719_162)
    /// The last day there is, 9999-12-31.
    public static let max = Day(number: 2_932_896)

    /// The day this many days after 1970-01-01; numbers outside the range give the nearest day in it.
    public init(number: Int32) {
        self.number = Swift.min(Swift.max(number, -719_162), 2_932_896)
    }

    /// The day of a date; nil when there is no such date in the years 1…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Gregorian.length(ofMonth: month, year: year)
        else { return nil }
        self.init(number: Int32(Gregorian.days(year: year, month: month, day: day)))
    }

    /// The day written as `YYYY-MM-DD` (ISO 8601, nothing before, after or left out); nil when it is not, or does not exist.
    public init?(_ iso: some StringProtocol) {
        let bytes = Array(iso.utf8.prefix(11))
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = Digits.number(bytes[0..<4]), let month = Digits.number(bytes[5..<7]), let day = Digits.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The year, 1…9999.
    public var year: Int { Gregorian.date(days: Int(number)).year }
    /// The month, 1…12.
    public var month: Int { Gregorian.date(days: Int(number)).month }
    /// The day of the month, 1…31.
    public var day: Int { Gregorian.date(days: Int(number)).day }

    /// The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int {
        // 1970-01-01, number 0, was a Thursday.
        let sinceMonday = Int(number) + 3
        return sinceMonday - Gregorian.floorDivide(sinceMonday, 7) * 7 + 1
    }

    /// The day `days` days later, or earlier when negative.
    public func advanced(by days: Int) -> Day {
        let (sum, overflow) = Int(number).addingReportingOverflow(days)
        guard !overflow else { return days < 0 ? .min : .max }
        return Day(number: Int32(clamping: sum))
    }

    /// How many days the left day lies after the right one.
    public static func - (later: Day, earlier: Day) -> Int {
        Int(later.number) - Int(earlier.number)
    }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// `YYYY-MM-DD`.
    public var description: String {
        Digits.text(capacity: 10) { $0.date(Int(number)) }
    }
}

extension Digits.Writer {
    /// `YYYY-MM-DD` for days since 1970-01-01, in the years 1…9999.
    mutating func date(_ days: Int) {
        let date = Gregorian.date(days: days)
        digits(date.year, width: 4)
        ascii("-")
        digits(date.month, width: 2)
        ascii("-")
        digits(date.day, width: 2)
    }
}
