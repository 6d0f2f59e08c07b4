extension PosixTimeZone {
    /// Reads a TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`; nil when it is not one.
    init?(_ text: some Sequence<UInt8>) {
        var reader = Reader(rest: Array(text)[...])
        guard reader.takeName(), let west = reader.takeTime(hours: 26) else { return nil }
        standardOffset = -west
        guard !reader.rest.isEmpty else {
            daylight = nil
            return
        }
        guard reader.takeName() else { return nil }
        var offset = standardOffset + 3_600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.takeTime(hours: 26) else { return nil }
            offset = -west
        }
        guard let start = reader.takeRule(), let end = reader.takeRule(), reader.rest.isEmpty else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// A zone's abbreviation: letters, or anything in angle brackets.
        mutating func takeName() -> Bool {
            if take("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(end + 1)...]
                return true
            }
            let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
            rest = rest[letters.endIndex...]
            return letters.count >= 3
        }

        mutating func takeNumber(in range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { Digits.digit($0) != nil }
            guard let number = Digits.number(digits), range.contains(number) else { return nil }
            rest = rest[digits.endIndex...]
            return number
        }

        /// `[+-]h[:mm[:ss]]` in seconds.
        mutating func takeTime(hours limit: Int) -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard let hours = takeNumber(in: 0...limit) else { return nil }
            var seconds = hours * 3_600
            for unit in [60, 1] {
                guard take(":") else { break }
                guard let number = takeNumber(in: 0...59) else { return nil }
                seconds += number * unit
            }
            return isNegative ? -seconds : seconds
        }

        /// `,date[/time]`; 02:00 without a time, which may lie up to a week off.
        mutating func takeRule() -> Rule? {
            guard take(","), let date = takeDate() else { return nil }
            guard take("/") else { return Rule(date: date, time: 7_200) }
            guard let time = takeTime(hours: 167) else { return nil }
            return Rule(date: date, time: time)
        }

        private mutating func takeDate() -> Rule.Date? {
            if take("J") { return takeNumber(in: 1...365).map { .julian($0) } }
            guard take("M") else { return takeNumber(in: 0...365).map { .ordinal($0) } }
            guard let month = takeNumber(in: 1...12), take("."), let week = takeNumber(in: 1...5), take("."),
                let day = takeNumber(in: 0...6)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
    }
}
