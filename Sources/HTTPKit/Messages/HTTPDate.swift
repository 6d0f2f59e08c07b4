import Glibc

/// The dates of HTTP (RFC 9110 §5.6.7), as seconds since the Unix epoch.
public enum HTTPDate {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let longWeekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The preferred format, the only one that may be sent: "Sun, 06 Nov 1994 08:49:37 GMT".
    public static func format(_ seconds: Int) -> String {
        let parts = calendar(seconds)
        let pad = { (number: Int32, digits: Int) in
            let text = String(number)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return "\(weekdays[Int(parts.tm_wday)]), \(pad(parts.tm_mday, 2)) \(months[Int(parts.tm_mon)]) \(pad(parts.tm_year + 1900, 4)) "
            + "\(pad(parts.tm_hour, 2)):\(pad(parts.tm_min, 2)):\(pad(parts.tm_sec, 2)) GMT"
    }

    /// The present second.
    public static var now: Int { time(nil) }

    /// Reads any of the three formats that a recipient must accept; nil for anything else.
    ///
    /// Nothing but the format's own white space and capitals will do, and the day must be one of the calendar. That the day's name fits
    /// its date is not asked for.
    /// - Parameter now: a two-digit year is one of this moment's century, unless that lies more than 50 years ahead: then the last one's.
    public static func parse(_ text: String, now: Int = HTTPDate.now) -> Int? {
        preferred(Scanner(text)) ?? rfc850(Scanner(text), now) ?? asctime(Scanner(text))
    }

    /// "Sun, 06 Nov 1994 08:49:37 GMT"
    private static func preferred(_ scanner: Scanner) -> Int? {
        var scanner = scanner
        guard scanner.take(oneOf: weekdays) != nil, scanner.take(", "),
            let day = scanner.take(digits: 2), scanner.take(" "), let month = scanner.take(oneOf: months), scanner.take(" "),
            let year = scanner.take(digits: 4), scanner.take(" "), let time = scanner.takeTime(), scanner.take(" GMT"), scanner.isAtEnd
        else { return nil }
        return midnight(year, month, day).map { $0 + time }
    }

    /// "Sunday, 06-Nov-94 08:49:37 GMT"
    private static func rfc850(_ scanner: Scanner, _ now: Int) -> Int? {
        var scanner = scanner
        guard scanner.take(oneOf: longWeekdays) != nil, scanner.take(", "),
            let day = scanner.take(digits: 2), scanner.take("-"), let month = scanner.take(oneOf: months), scanner.take("-"),
            let year = scanner.take(digits: 2), scanner.take(" "), let time = scanner.takeTime(), scanner.take(" GMT"), scanner.isAtEnd
        else { return nil }
        var horizon = calendar(now)
        let century = (Int(horizon.tm_year) + 1900) / 100 * 100
        horizon.tm_year += 50
        if let date = midnight(century + year, month, day), date + time <= timegm(&horizon) { return date + time }
        return midnight(century - 100 + year, month, day).map { $0 + time }
    }

    /// "Sun Nov  6 08:49:37 1994"
    private static func asctime(_ scanner: Scanner) -> Int? {
        var scanner = scanner
        guard scanner.take(oneOf: weekdays) != nil, scanner.take(" "), let month = scanner.take(oneOf: months), scanner.take(" "),
            let day = scanner.take(" ") ? scanner.take(digits: 1) : scanner.take(digits: 2), scanner.take(" "),
            let time = scanner.takeTime(), scanner.take(" "), let year = scanner.take(digits: 4), scanner.isAtEnd
        else { return nil }
        return midnight(year, month, day).map { $0 + time }
    }

    private static func calendar(_ seconds: Int) -> tm {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        return parts
    }

    /// - Parameter month: from 0.
    private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        var parts = tm()
        parts.tm_year = Int32(year - 1900)
        parts.tm_mon = Int32(month)
        parts.tm_mday = Int32(day)
        let seconds = timegm(&parts)
        // A day that the month does not have has become one of another month.
        return parts.tm_mon == month && parts.tm_mday == day ? seconds : nil
    }

    private struct Scanner {
        private var rest: Substring.UTF8View

        init(_ text: String) { rest = text[...].utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }

        mutating func take(oneOf names: [String]) -> Int? { names.firstIndex { take($0) } }

        mutating func take(digits count: Int) -> Int? {
            var number = 0
            for _ in 0..<count {
                guard let byte = rest.popFirst(), case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return number
        }

        /// "08:49:37" as seconds since midnight. A leap second counts as the one after it.
        mutating func takeTime() -> Int? {
            guard let hour = take(digits: 2), hour < 24, take(":"), let minute = take(digits: 2), minute < 60, take(":"),
                let second = take(digits: 2), second <= 60
            else { return nil }
            return hour * 3600 + minute * 60 + second
        }
    }
}
