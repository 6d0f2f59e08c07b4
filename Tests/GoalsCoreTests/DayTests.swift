import GoalsCore
import Testing

struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1),
        // 30 years of 365 days and the leap days of 1972, 76, 80, 84, 88, 92, 96: 10,950 + 7.
        ("2000-01-01", 10_957),
        // 2000 is a leap year: 31 January days and 29 of February later it is March.
        ("2000-02-29", 11_016), ("2000-03-01", 11_017),
        // 70 years of 365 days and 17 leap days (1904…1968) before 1970; 1900 itself has none.
        ("1900-01-01", -25_567), ("1900-02-28", -25_509), ("1900-03-01", -25_508),
        ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func numberCountsDaysFrom1970(iso: String, number: Int32) throws {
        let day = try #require(Day(iso))
        #expect(day.number == number)
        #expect(Day(number: number).description == iso)
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-11-2", "2026-11-222", "2026-11-22 ", " 2026-11-22", "2026/11/22", "26-11-22", "+026-11-22",
        "2026-00-10", "2026-13-10", "2026-11-00", "2026-11-31", "2026-02-29", "1900-02-29", "2100-02-29", "0000-01-01",
        "٢٠٢٦-11-22", "2026-11-22T00:00:00Z", "-001-01-01", "2026-1a-01",
    ])
    func whatIsNoExistingDateIsRefused(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: [1996, 2000, 2024, 2028, 2400])
    func leapYearsHaveA29February(year: Int) {
        #expect(Day(year: year, month: 2, day: 29) != nil)
    }

    @Test(arguments: [1900, 2023, 2100, 2200, 0, 10_000, -4])
    func otherYearsDoNot(year: Int) {
        #expect(Day(year: year, month: 2, day: 29) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", 4), ("2026-11-22", 7), ("2026-11-23", 1), ("2000-02-29", 2), ("1900-01-01", 1), ("0001-01-01", 1),
        ("9999-12-31", 5),
    ])
    func weekdaysRunFromMondayToSunday(iso: String, weekday: Int) throws {
        #expect(try #require(Day(iso)).weekday == weekday)
    }

    @Test func everyDayOfTheRangeMakesTheRoundTrip() {
        var weekday = Day.min.weekday
        for number in stride(from: Day.min.number, through: Day.max.number, by: 37) {
            let day = Day(number: number)
            #expect(Day(year: day.year, month: day.month, day: day.day) == day)
            #expect(Day(day.description) == day)
            #expect(day.weekday == weekday)
            weekday = (weekday + 37 - 1) % 7 + 1
        }
    }

    @Test func yearEndsLeadIntoTheNextYear() throws {
        #expect(try #require(Day("1999-12-31")).advanced(by: 1).description == "2000-01-01")
        #expect(try #require(Day("2025-01-01")).advanced(by: -1).description == "2024-12-31")
        // 2024 has 366 days.
        #expect(try #require(Day("2025-01-01")) - #require(Day("2024-01-01")) == 366)
        #expect(try #require(Day("2024-01-01")) - #require(Day("2025-01-01")) == -366)
    }

    @Test func arithmeticStopsAtTheEndsOfTheRange() {
        #expect(Day.max.advanced(by: 1) == .max)
        #expect(Day.min.advanced(by: -1) == .min)
        #expect(Day.max.advanced(by: .max) == .max)
        #expect(Day.min.advanced(by: .min) == .min)
        #expect(Day(number: .max) == .max)
        #expect(Day(number: .min) == .min)
    }
}
