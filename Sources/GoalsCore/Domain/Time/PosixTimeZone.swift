/// The rule of a POSIX TZ string (IEEE 1003.1 §8.3, with the extensions of RFC 8536 §3.3.1), as it ends a TZif file.
struct PosixTimeZone: Sendable {
    /// Seconds east of UTC in standard time.
    let standardOffset: Int
    let daylight: Daylight?

    struct Daylight: Sendable {
        /// Seconds east of UTC.
        let offset: Int
        let start: Rule
        let end: Rule
    }

    /// A day of each year and a time on it, in seconds of the wall clock that is then in force.
    struct Rule: Sendable {
        let date: Date
        let time: Int

        enum Date: Sendable {
            /// `Jn`: day 1…365, 29 February never counted.
            case julian(Int)
            /// `n`: day 0…365, 29 February counted.
            case ordinal(Int)
            /// `Mm.w.d`: the w-th weekday d (0 is Sunday) of month m; week 5 is the last.
            case weekday(month: Int, week: Int, day: Int)
        }
    }

    /// Seconds east of UTC at a moment, in seconds since the epoch.
    func offset(at seconds: Int64) -> Int {
        guard let daylight else { return standardOffset }
        let year = Gregorian.date(days: Int(Gregorian.floorDivide(seconds, 86_400))).year
        // Rules may reach a week into the neighbouring years. Where an end and a start coincide, daylight time goes on all year.
        var latest = Int64.min
        var isDaylight = false
        for year in year - 1...year + 1 {
            let end = daylight.end.seconds(year: year, offset: daylight.offset)
            if end <= seconds, end > latest { (latest, isDaylight) = (end, false) }
            let start = daylight.start.seconds(year: year, offset: standardOffset)
            if start <= seconds, start >= latest { (latest, isDaylight) = (start, true) }
        }
        return isDaylight ? daylight.offset : standardOffset
    }
}

extension PosixTimeZone.Rule {
    /// The moment of the rule in a year, in seconds since the epoch, where `offset` holds until then.
    func seconds(year: Int, offset: Int) -> Int64 {
        Int64(day(in: year)) * 86_400 + Int64(time - offset)
    }

    /// Days since 1970-01-01.
    private func day(in year: Int) -> Int {
        let newYear = Gregorian.days(year: year, month: 1, day: 1)
        switch date {
        case .julian(let day):
            return newYear + day - 1 + (day >= 60 && Gregorian.isLeap(year) ? 1 : 0)
        case .ordinal(let day):
            return newYear + day
        case .weekday(let month, let week, let weekday):
            let first = Gregorian.days(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday, 4 when Sunday is 0.
            let firstWeekday = first + 4 - Gregorian.floorDivide(first + 4, 7) * 7
            var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            while day >= Gregorian.length(ofMonth: month, year: year) { day -= 7 }
            return first + day
        }
    }
}
