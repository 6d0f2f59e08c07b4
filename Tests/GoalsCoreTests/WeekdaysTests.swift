import GoalsCore
import Testing

struct WeekdaysTests {
    @Test func mondayIsTheFirstOfSeven() {
        #expect(Weekdays(weekday: 1).rawValue == 1)
        #expect(Weekdays(weekday: 7).rawValue == 64)
        #expect(Weekdays.all.numbers == [1, 2, 3, 4, 5, 6, 7])
        #expect(Weekdays.workdays.numbers == [1, 2, 3, 4, 5])
        #expect(Weekdays.weekend.numbers == [6, 7])
        // There is no eighth day.
        #expect(Weekdays(rawValue: 0xFF) == .all)
    }

    @Test(arguments: [("2026-01-02", true), ("2026-01-03", false), ("2026-01-04", false), ("2026-01-05", true), ("1969-12-31", true)])
    func daysAreFoundByTheirWeekday(iso: String, isWorkday: Bool) {
        #expect(Weekdays.workdays.contains(day(iso)) == isWorkday)
        #expect(Weekdays.weekend.contains(day(iso)) != isWorkday)
    }
}
