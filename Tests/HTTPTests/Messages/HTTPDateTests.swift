import HTTPKit
import Testing

@Suite struct HTTPDateTests {
    static let moments: [(Int, String)] = [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_164_799, "Wed, 28 Feb 2024 23:59:59 GMT"),
        (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
        (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT"),
    ]

    @Test(arguments: moments)
    func aMomentIsWrittenAsTheRFCWritesIt(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.format(seconds) == text)
        #expect(HTTPDate.parse(text) == seconds)
    }

    @Test func whatIsWrittenIsReadAgain() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let seconds = Int.random(in: -60_000_000_000...250_000_000_000, using: &generator)
            #expect(HTTPDate.parse(HTTPDate.format(seconds)) == seconds)
        }
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun Nov 06 08:49:37 1994",
        // The day's name need not fit.
        "Mon, 06 Nov 1994 08:49:37 GMT", "Monday, 06-Nov-94 08:49:37 GMT", "Sat Nov  6 08:49:37 1994",
    ])
    func allThreeFormatsMeanTheSame(_ text: String) {
        #expect(HTTPDate.parse(text) == 784_111_777)
    }

    @Test(arguments: [
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800), ("Sat Dec 31 23:59:60 2016", 1_483_228_800),
        ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
    ])
    func theEdgesOfTheCalendarAreDates(_ text: String, _ seconds: Int) {
        #expect(HTTPDate.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "0", "784111777", "GMT", "Sun", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000", "Sun, 06 Nov 1994 08:49:37 gmt", "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 NOV 1994 08:49:37 GMT", "Son, 06 Nov 1994 08:49:37 GMT", "06 Nov 1994 08:49:37 GMT", "Sun,06 Nov 1994 08:49:37 GMT",
        "Sun 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun,  6 Nov 1994 08:49:37 GMT", "Sun, 006 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 01994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37.000 GMT", "Sun, 06  Nov 1994 08:49:37 GMT", " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 2023 08:49:37 GMT", "Sun, 29 Feb 1900 08:49:37 GMT",
        "Sun, 32 Dec 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 -8:49:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT\0",
        "Sun, ٠6 Nov 1994 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sunday, 31-Nov-94 08:49:37 GMT",
        "Sunday, 6-Nov-94 08:49:37 GMT", "Sunday 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37", "sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994", "Sun Nov   6 08:49:37 1994", "Sun Nov  0 08:49:37 1994", "Sun Nov  6 08:49:37 94",
        "Sun Nov  6 08:49:37 1994 GMT", "Sunday Nov  6 08:49:37 1994", "Sun, Nov  6 08:49:37 1994", "Sun Nov 31 08:49:37 1994",
        "1994-11-06T08:49:37Z",
    ])
    func nothingElseIsADate(_ text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test(
        arguments: [
            // 24 November 2025.
            (1_763_942_400, "Monday, 24-Nov-25 00:00:00 GMT", 2025), (1_763_942_400, "Monday, 01-Jan-00 00:00:00 GMT", 2000),
            (1_763_942_400, "Monday, 01-Jan-75 00:00:00 GMT", 2075), (1_763_942_400, "Monday, 24-Nov-75 00:00:00 GMT", 2075),
            (1_763_942_400, "Monday, 24-Nov-75 00:00:01 GMT", 1975), (1_763_942_400, "Monday, 31-Dec-75 00:00:00 GMT", 1975),
            (1_763_942_400, "Monday, 01-Jan-76 00:00:00 GMT", 1976), (1_763_942_400, "Monday, 31-Dec-99 00:00:00 GMT", 1999),
            // 6 November 1994.
            (784_111_777, "Sunday, 06-Nov-94 08:49:37 GMT", 1994), (784_111_777, "Sunday, 06-Nov-99 08:49:37 GMT", 1999),
            (784_111_777, "Sunday, 06-Nov-00 08:49:37 GMT", 1900),
        ] as [(Int, String, Int)])
    func aYearOfTwoDigitsIsAtMostFiftyYearsAhead(_ now: Int, _ text: String, _ year: Int) throws {
        let seconds = try #require(HTTPDate.parse(text, now: now))
        #expect(HTTPDate.format(seconds).split(separator: " ")[3] == "\(year)")
    }
}
