import Testing

@testable import GoalsCore

struct TimeZoneRulesTests {
    @Test(arguments: [
        ("UTC", "2026-01-01T23:59:59.999999Z", "2026-01-01"), ("UTC", "2026-01-02T00:00:00Z", "2026-01-02"),
        // Berlin is at +1 until 2026-03-29 01:00 UTC and from 2026-10-25 01:00 UTC on, at +2 between.
        ("Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28"), ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29"),
        ("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29"), ("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"),
        ("Europe/Berlin", "2026-10-24T21:59:59Z", "2026-10-24"), ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25"),
        ("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"), ("Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-26"),
        // +14, the earliest day on Earth.
        ("Pacific/Kiritimati", "2026-01-01T09:59:59Z", "2026-01-01"), ("Pacific/Kiritimati", "2026-01-01T10:00:00Z", "2026-01-02"),
        // Samoa left out 2011-12-30 and went from -10 to +14.
        ("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29"), ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31"),
        // +12:45 in winter, +13:45 in summer.
        ("Pacific/Chatham", "2026-07-01T11:14:59Z", "2026-07-01"), ("Pacific/Chatham", "2026-07-01T11:15:00Z", "2026-07-02"),
        ("Pacific/Chatham", "2026-01-01T10:14:59Z", "2026-01-01"), ("Pacific/Chatham", "2026-01-01T10:15:00Z", "2026-01-02"),
        // Zones without transitions, and one named against the usual sign.
        ("Etc/GMT-14", "2026-01-01T10:00:00Z", "2026-01-02"), ("Etc/GMT+12", "2026-01-01T11:59:59Z", "2025-12-31"),
    ])
    func theLocalDayFollowsTheZone(zone: String, moment: String, local: String) throws {
        #expect(try #require(TimeZoneRules(identifier: zone)).localDay(of: instant(moment)) == day(local))
    }

    @Test(arguments: [
        // Second Sunday of March 2050: the 13th, 2:00 EST; first Sunday of November: the 6th, 2:00 EDT.
        ("America/New_York", "2050-03-13T06:59:59Z", -5), ("America/New_York", "2050-03-13T07:00:00Z", -4),
        ("America/New_York", "2050-11-06T05:59:59Z", -4), ("America/New_York", "2050-11-06T06:00:00Z", -5),
        // The southern summer spans the new year.
        ("Australia/Sydney", "2050-01-01T00:00:00Z", 11), ("Australia/Sydney", "2050-07-01T00:00:00Z", 10),
        ("Australia/Sydney", "2050-12-31T23:59:59Z", 11),
        // Ireland's rule has its "daylight time" in winter, one hour back.
        ("Europe/Dublin", "2050-01-15T00:00:00Z", 0), ("Europe/Dublin", "2050-07-15T00:00:00Z", 1),
    ])
    func afterTheLastTransitionTheFooterRules(zone: String, moment: String, hours: Int) throws {
        #expect(try #require(TimeZoneRules(identifier: zone)).offset(at: instant(moment)) == hours * 3_600)
    }

    @Test func theDayMayStartAtFourInTheMorning() throws {
        let berlin = try #require(TimeZoneRules(identifier: "Europe/Berlin"))
        #expect(berlin.localDay(of: instant("2026-11-22T02:59:59Z"), dayStartHour: 4) == day("2026-11-21"))
        #expect(berlin.localDay(of: instant("2026-11-22T03:00:00Z"), dayStartHour: 4) == day("2026-11-22"))
        // On 2026-03-29 the clock jumps from 2 to 3: 4:00 is 2:00 UTC.
        #expect(berlin.localDay(of: instant("2026-03-29T01:59:59Z"), dayStartHour: 4) == day("2026-03-28"))
        #expect(berlin.localDay(of: instant("2026-03-29T02:00:00Z"), dayStartHour: 4) == day("2026-03-29"))
    }

    @Test(arguments: [
        "", "/", "/etc/passwd", "../zoneinfo/UTC", "Europe/../UTC", "Europe//Berlin", "Europe/", "/Europe/Berlin", "Europe", "Mars/Phobos",
        "Europe/Berlin\0", "Europe/Ber lin", "zone.tab", "tzdata.zi", "+VERSION", "Europe/Berlín", "right/Europe/Berlin",
        String(repeating: "A", count: 65),
    ])
    func namesThatAreNoZoneAreRefused(name: String) {
        #expect(TimeZoneRules(identifier: name) == nil)
    }

    @Test func extremeMomentsHaveADay() throws {
        for zone in ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"] {
            let rules = try #require(TimeZoneRules(identifier: zone))
            #expect(rules.localDay(of: Instant(microseconds: .max), dayStartHour: .min) == .max)
            #expect(rules.localDay(of: Instant(microseconds: .min), dayStartHour: .max) == .min)
        }
    }
}

struct PosixTimeZoneTests {
    @Test(arguments: [
        ("UTC0", 0), ("<+1245>-12:45", 45_900), ("<-03>3", -10_800), ("ABC-0:00:30", 30), ("XYZ-26", 93_600),
        // Daylight time all year long: from the first second of 1 January to the last hour of 31 December.
        ("XXX3EDT4,0/0,J365/23", -14_400),
    ])
    func constantOffsetsHoldAtAnyTime(text: String, offset: Int) throws {
        let zone = try #require(PosixTimeZone(text.utf8))
        for moment in ["1999-12-31T23:59:59Z", "2000-01-01T03:00:00Z", "2026-07-01T12:00:00Z", "2400-02-29T00:00:00Z"] {
            #expect(zone.offset(at: instant(moment).microseconds / 1_000_000) == offset)
        }
    }

    @Test(arguments: [
        // Day 60 without leap days is always 1 March; day 59 with them is 29 February in 2028 and 1 March in 2026.
        ("AAA0BBB,J60/0,J100", "2028-02-29T23:59:59Z", 0), ("AAA0BBB,J60/0,J100", "2028-03-01T00:00:00Z", 3_600),
        ("AAA0BBB,59/0,100", "2028-02-29T00:00:00Z", 3_600), ("AAA0BBB,59/0,100", "2026-02-28T23:59:59Z", 0),
        ("AAA0BBB,59/0,100", "2026-03-01T00:00:00Z", 3_600),
        // Three days before Sunday 2026-03-29 and, at -1 h, on its eve.
        ("AAA0BBB,M3.5.0/-72,M10.5.0", "2026-03-26T00:00:00Z", 3_600), ("AAA0BBB,M3.5.0/-1,M10.5.0", "2026-03-28T22:59:59Z", 0),
        ("AAA0BBB,M3.5.0/-1,M10.5.0", "2026-03-28T23:00:00Z", 3_600),
    ])
    func rulesOfEveryKindAreFollowed(text: String, moment: String, offset: Int) throws {
        #expect(try #require(PosixTimeZone(text.utf8)).offset(at: instant(moment).microseconds / 1_000_000) == offset)
    }

    @Test(arguments: [
        "", "UT0", "UTC", "UTC27", "UTC0x", "<UTC0", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,366,5", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0,",
        "CET-99999999999999999999", "CET-1:60",
    ])
    func otherTextIsRefused(text: String) {
        #expect(PosixTimeZone(text.utf8) == nil)
    }
}
