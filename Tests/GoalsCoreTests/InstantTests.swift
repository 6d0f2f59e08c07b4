import GoalsCore
import Testing

struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01.5Z", 1_500_000), ("1969-12-31T23:59:59.999999Z", -1),
            // 20,779 days (56 · 365 + 14 leap days + 325) of 86,400 s, and 18,648.123 s (5 h 10 min 48.123 s).
            ("2026-11-22T05:10:48.123Z", 1_795_324_248_123_000),
            ("1970-01-01t02:00:00+02:00", 0), ("1969-12-31T18:30:00-05:30", 0), ("1970-01-01T00:00:00.1234567Z", 123_456),
            ("1969-12-31T23:59:60Z", 0),
        ] as [(String, Int64)])
    func rfc3339IsRead(text: String, microseconds: Int64) throws {
        #expect(try #require(Instant(text)).microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T05:10:48", "2026-11-22 05:10:48Z", "2026-11-22T24:00:00Z", "2026-11-22T05:60:00Z",
        "2026-11-22T05:10:61Z", "2026-02-30T05:10:48Z", "2026-11-22T05:10:48.Z", "2026-11-22T05:10:48+0200", "2026-11-22T05:10:48+24:00",
        "2026-11-22T05:10:48ZZ", "2026-11-22T05:10:48é", "2026-11-22T5:10:48.00Z",
    ])
    func whatIsNotRFC3339IsRefused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (123_999, "1970-01-01T00:00:00.123Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (86_399_999_999, "1970-01-01T23:59:59.999Z"),
    ])
    func descriptionCutsToMilliseconds(microseconds: Int64, text: String) {
        #expect(Instant(microseconds: microseconds).description == text)
    }

    @Test func extremesHaveADescription() {
        #expect(Instant(microseconds: .max).description.hasPrefix("9999-12-31T"))
        #expect(Instant(microseconds: .min).description.hasPrefix("0001-01-01T"))
    }
}
