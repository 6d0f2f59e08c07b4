import GoalsCore
import Testing

/// How dates depend on today, the week's start and the language.
struct QuickAddDateTests {
    private func due(_ text: String, on today: String, weekStart: Int = 1, _ language: Language? = nil) -> Day? {
        GoalDraft(parsing: "Go " + text, today: day(today), weekStart: weekStart, language: language).due
    }

    static let relative = [
        ("by Dec 31", "2026-12-31", "2026-12-31"), ("by Dec 30", "2026-12-31", "2027-12-30"), ("by Feb 29", "2026-03-01", "2028-02-29"),
        ("by Feb 29", "2096-03-01", "2104-02-29"), ("in June", "2026-06-30", "2026-06-30"), ("in June", "2026-07-01", "2027-06-30"),
        ("in February", "2027-03-01", "2028-02-29"), ("by Friday", "2026-11-27", "2026-11-27"),
        ("by next Friday", "2026-11-27", "2026-12-04"),
        ("by next Friday", "2026-11-23", "2026-11-27"), ("tomorrow", "2026-12-31", "2027-01-01"),
        ("in one month", "2027-01-31", "2027-02-28"),
        ("in 3 months", "2026-11-30", "2027-02-28"), ("in a year", "2028-02-29", "2029-02-28"),
        ("in 2 quarters", "2026-11-24", "2027-05-24"),
        ("for 3 months", "2026-12-01", "2027-02-28"), ("for one day", "2026-12-01", "2026-12-01"),
        ("next month", "2026-12-05", "2027-01-31"),
        ("next quarter", "2026-12-05", "2027-03-31"), ("this quarter", "2026-02-05", "2026-03-31"), ("in Q1", "2026-03-31", "2026-03-31"),
        ("in Q1", "2026-04-01", "2027-03-31"), ("in Q1 2028", "2026-04-01", "2028-03-31"), ("before Jan 1", "2026-12-31", "2026-12-31"),
    ]

    @Test(arguments: relative)
    func aDateWithoutAYearIsTheNextOneThatIsNotOver(row: (text: String, today: String, due: String)) {
        #expect(due(row.text, on: row.today) == day(row.due))
    }

    static let weeks = [
        (1, "this week", "2026-11-29"), (7, "this week", "2026-11-28"), (6, "by the end of the week", "2026-11-27"),
        (2, "this week", "2026-11-30"), (3, "this week", "2026-11-24"), (7, "next week", "2026-12-05"), (0, "this week", "2026-11-29"),
        (99, "this week", "2026-11-28"),
    ]

    @Test(arguments: weeks)
    func aWeekEndsBeforeItsFirstDay(row: (weekStart: Int, text: String, due: String)) {
        #expect(due(row.text, on: "2026-11-24", weekStart: row.weekStart) == day(row.due))
    }

    /// Nil is "not understood".
    static let numeric: [(text: String, readings: [Language?: String?])] = [
        ("by 2026-12-31", [nil: "2026-12-31", .english: "2026-12-31", .german: "2026-12-31"]),
        ("by 31/12/2026", [nil: "2026-12-31", .english: "2026-12-31"]),
        ("by 12/31/2026", [nil: "2026-12-31", .english: "2026-12-31"]),
        ("by 5/5", [nil: "2027-05-05", .english: "2027-05-05"]),
        ("by 5/6", [nil: nil, .english: "2027-05-06"]),
        ("by 5/6/2027", [nil: nil, .english: "2027-05-06"]),
        ("by 5-6-2027", [nil: nil, .english: "2027-05-06"]),
        ("by 5.6.2027", [nil: "2027-06-05", .english: "2027-06-05"]),
        ("bis 5/6", [nil: nil, .german: "2027-06-05", .english: nil]),
        ("bis 5.6.", [nil: "2027-06-05", .german: "2027-06-05"]),
        ("bis 31.12.26", [nil: "2026-12-31", .german: "2026-12-31"]),
        ("d'ici le 5/6", [nil: nil, .french: "2027-06-05"]),
        ("para el 5/6/2027", [nil: nil, .spanish: "2027-06-05"]),
        ("2026-12-31", [nil: "2026-12-31", .german: "2026-12-31"]),
        ("31/12", [nil: nil, .english: nil]),
        ("by 31/31", [nil: nil]), ("by 2026-02-29", [nil: nil]), ("by 0/5", [nil: nil]), ("by 31.2.", [nil: nil]),
        ("by 1/2/3/4", [nil: nil]),
        ("by 2026-11-23", [nil: nil]), ("by 2201-01-01", [nil: nil]), ("by 1899", [nil: nil]), ("by 31/12/99999", [nil: nil]),
    ]

    @Test(arguments: numeric)
    func theLanguageDecidesWhichNumberIsTheMonth(row: (text: String, readings: [Language?: String?])) {
        for (language, expected) in row.readings {
            #expect(due(row.text, on: "2026-11-24", language) == expected.map(day), "\(String(describing: language))")
        }
    }

    @Test func theLastDaysThereAreDoNotTrap() {
        for text in ["by Dec 31", "in 9999 years", "next year", "before Jan 1", "this week", "for 9999 months", "in Q4", "by Friday"] {
            for today in [Day.min, .max, day("2200-12-31"), day("1900-01-01")] {
                let due = GoalDraft(parsing: "Go " + text, today: today).due
                #expect(due.map { $0 >= today && (1_900...2_200).contains($0.year) } ?? true)
            }
        }
    }
}
