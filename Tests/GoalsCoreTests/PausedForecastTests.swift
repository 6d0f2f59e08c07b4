import GoalsCore
import Testing

/// On 2026-03-01 the window is 28 days, so the anchor day is 2026-02-01.
struct PausedForecastTests {
    static func forecast(
        to target: String = "100", _ values: [(String, String)], _ pauses: [ClosedRange<Day>], on today: String = "2026-03-01"
    ) -> Forecast? {
        Sample.progress(Sample.goal(Sample.number(to: target)), values, pauses: pauses, on: today).forecast
    }

    static let steady = [("2026-02-01", "10"), ("2026-03-01", "31")]
    /// 21 active days in the window, in which 21 were gained.
    static let week = pause("2026-02-08", "2026-02-14")

    @Test func thePaceIsThatOfActiveDays() {
        // 69 to go at 1 a day.
        #expect(Self.forecast(Self.steady, [Self.week]) == Forecast(day: day("2026-05-09"), ratePerDay: Quantity(1)))
    }

    @Test func knownPausesArePassedOver() {
        func reached(_ pauses: ClosedRange<Day>...) -> Day? { Self.forecast(Self.steady, [Self.week] + pauses)?.day }
        #expect(reached(pause("2026-04-01", "2026-04-10")) == day("2026-05-19"))
        // On the very day; just after it; and two in a row, the second of which comes into reach by the first.
        #expect(reached(pause("2026-05-09", "2026-05-09")) == day("2026-05-10"))
        #expect(reached(pause("2026-05-10", "2026-05-20")) == day("2026-05-09"))
        #expect(reached(pause("2026-04-01", "2026-04-10"), pause("2026-05-12", "2026-05-13")) == day("2026-05-21"))
        // Today is over already.
        #expect(reached(pause("2026-03-02", "2026-03-02")) == day("2026-05-10"))
    }

    @Test func beyondAPauseWithoutAnEndNothingIsForeseen() {
        let rate = Quantity(1)
        #expect(Self.forecast(Self.steady, [Self.week, pause("2026-05-01")]) == Forecast(day: nil, ratePerDay: rate))
        #expect(Self.forecast(Self.steady, [Self.week, pause("2026-05-10")]) == Forecast(day: day("2026-05-09"), ratePerDay: rate))
        #expect(Self.forecast(Self.steady, [Self.week, pause("2026-03-01")]) == nil)
    }

    @Test func aPauseThatEndsKeepsItsForecast() {
        // 20 active days in the window: today is paused. 10 of 20, 80 to go from 6 March on.
        let forecast = Self.forecast([("2026-02-01", "10"), ("2026-02-28", "20")], [Self.week, pause("2026-03-01", "2026-03-05")])
        #expect(forecast == Forecast(day: day("2026-08-12"), ratePerDay: amount("0.5")))
        #expect(Self.forecast(Self.steady, [pause("2026-02-02", "2026-03-02")]) == nil)
    }

    @Test func theLineBetweenCheckInsRisesOnActiveDays() {
        // Of the seven active days from 25 January to 8 February two are over on the anchor day: 10 + 14 · 2/7 = 14. 26 days are left.
        let values = [("2026-01-25", "10"), ("2026-02-08", "24"), ("2026-03-01", "40")]
        #expect(
            Self.forecast(values, [pause("2026-01-28", "2026-02-03")]) == Forecast(day: day("2026-04-30"), ratePerDay: Quantity(1)))
        // All of it was gained in a pause: evenly on its days, 17 on the anchor day, and 21 days are left.
        let within = [("2026-01-25", "10"), ("2026-02-08", "24"), ("2026-03-01", "38")]
        #expect(
            Self.forecast(within, [pause("2026-01-26", "2026-02-08")]) == Forecast(day: day("2026-05-02"), ratePerDay: Quantity(1)))
    }

    @Test func tenYearsOfTheCalendarAreTheHorizon() {
        let values = [("2026-02-01", "0"), ("2026-03-01", "28")]
        #expect(Self.forecast(to: "3681", values, [])?.day == day("2036-03-01"))
        #expect(Self.forecast(to: "3680", values, [pause("2030-01-01", "2030-01-01")])?.day == day("2036-03-01"))
        #expect(
            Self.forecast(to: "3681", values, [pause("2030-01-01", "2030-01-01")]) == Forecast(day: nil, ratePerDay: Quantity(1)))
    }
}
