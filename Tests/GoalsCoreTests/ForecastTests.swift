import GoalsCore
import Testing

struct ForecastTests {
    /// On 2026-03-01 the window is 28 days, so the anchor day is 2026-02-01.
    static let today = "2026-03-01"

    static func forecast(
        _ measure: Measure, _ values: [(String, String)], on today: String = today, cadence: Int = 7, state: GoalState = .active
    ) -> Forecast? {
        Sample.progress(Sample.goal(measure, state: state, cadence: cadence), values, on: today).forecast
    }

    @Test(
        arguments: [
            (7, 6, nil), (7, 7, 7), (7, 27, 27), (7, 28, 28), (7, 500, 28), (14, 500, 28), (15, 500, 30), (15, 29, 29), (45, 500, 90),
            (46, 500, 90), (366, 90, 90), (366, 89, 89), (1, 500, 28), (.max, 500, 90), (.min, 500, 28), (7, -500, nil),
        ] as [(Int, Int, Int?)])
    func theWindowIsTwoCadencesFrom28To90Days(cadence: Int, daysSinceStart: Int, window: Int?) {
        let start = day("2026-01-01")
        let today = start.advanced(by: daysSinceStart)
        #expect(CheckInSummary.window(cadenceDays: cadence, start: start, today: today) == window)
    }

    @Test func valuesBetweenCheckInsLieOnALine() {
        // On 02-01: 10 + 14 · 7/14 = 17. Rate (45 − 17) / 28 = 1. 55 days for the other 55.
        let values = [("2026-01-25", "10"), ("2026-02-08", "24"), ("2026-03-01", "45")]
        #expect(Self.forecast(Sample.number(to: "100"), values) == Forecast(day: day("2026-04-25"), ratePerDay: Quantity(1)))
    }

    @Test func sumsAreInterpolatedAsTotals() {
        // On 02-01: 5 + 10 + 14 · 7/14 = 22. Now 5 + 44 = 49. Rate 27/28 = 0.9642857…, 51 / rate = 52.9 days.
        let values = [("2026-01-25", "4"), ("2026-01-25", "6"), ("2026-02-08", "8"), ("2026-02-08", "6"), ("2026-03-01", "20")]
        let forecast = Self.forecast(Sample.number(from: "5", to: "100", .sum), values)
        #expect(forecast == Forecast(day: day("2026-04-23"), ratePerDay: amount("0.964285")))
    }

    @Test func beforeTheFirstCheckInTheLineStartsAtTheBaseline() {
        // 59 days after the start 59 is reached; on day 31 it was 31. (59 − 31) / 28 = 1.
        #expect(
            Self.forecast(Sample.number(to: "60"), [("2026-03-01", "59")]) == Forecast(day: day("2026-03-02"), ratePerDay: Quantity(1)))
        // A young goal: the window reaches back to its start. (77.2 − 80) / 14 = −0.2; −7.2 / −0.2 = 36 days.
        let down = Self.forecast(Sample.number(from: "80", to: "70"), [("2026-01-15", "77.2")], on: "2026-01-15")
        #expect(down == Forecast(day: day("2026-02-20"), ratePerDay: amount("-0.2")))
    }

    @Test func theValueOfTheAnchorDayItselfCounts() {
        // 31 noted on 02-01: (45 − 31) / 28 = 0.5; 55 / 0.5 = 110 days.
        let values = [("2026-02-01", "3"), ("2026-02-01", "31"), ("2026-03-01", "45")]
        #expect(Self.forecast(Sample.number(to: "100"), values) == Forecast(day: day("2026-06-19"), ratePerDay: amount("0.5")))
    }

    @Test func afterTheLastCheckInTheValueStaysFlat() {
        let standing = Forecast(day: nil, ratePerDay: .zero)
        #expect(Self.forecast(Sample.number(to: "100"), [("2026-01-25", "40")]) == standing)
        #expect(Self.forecast(Sample.number(to: "100", .sum), [("2026-02-01", "40")]) == standing)
        #expect(Self.forecast(Sample.number(from: "40", to: "100"), [("2026-02-20", "40")]) == standing)
    }

    @Test func theWrongDirectionLeadsNowhere() {
        // On 02-01: 30 − 28 · 7/35 = 24.4. (2 − 24.4) / 28 = −0.8.
        let falling = Self.forecast(Sample.number(to: "100"), [("2026-01-25", "30"), ("2026-03-01", "2")])
        #expect(falling == Forecast(day: nil, ratePerDay: amount("-0.8")))
        // Weight that rises while it should fall: (82.8 − 80) / 28 = 0.1.
        let rising = Self.forecast(Sample.number(from: "80", to: "70"), [("2026-02-01", "80"), ("2026-03-01", "82.8")])
        #expect(rising == Forecast(day: nil, ratePerDay: amount("0.1")))
    }

    @Test func tenYearsAreTheHorizon() {
        // One a day. 3,653 more days end on 2036-03-01: ten years with three leap days.
        let values = [("2026-02-01", "0"), ("2026-03-01", "28")]
        #expect(Self.forecast(Sample.number(to: "3681"), values)?.day == day("2036-03-01"))
        #expect(Self.forecast(Sample.number(to: "3681.000001"), values) == Forecast(day: nil, ratePerDay: Quantity(1)))
    }

    @Test func tooLittleDataGivesNoForecast() {
        #expect(Self.forecast(Sample.number(to: "100"), []) == nil)
        #expect(Self.forecast(Sample.number(to: "100"), [("2026-01-07", "5")], on: "2026-01-07") == nil)
        // On the eighth day: 7 in 7 days, 93 to go.
        #expect(
            Self.forecast(Sample.number(to: "100"), [("2026-01-08", "7")], on: "2026-01-08")
                == Forecast(day: day("2026-04-11"), ratePerDay: Quantity(1)))
    }

    @Test func aPausedGoalHasNoPace() {
        #expect(Self.forecast(Sample.number(to: "100"), [("2026-03-01", "59")], state: .paused) == nil)
    }

    @Test func aLongCadenceLooksFartherBack() {
        // Cadence 30: 59 days since the start are fewer than 60. 59 / 59 = 1; 41 days more.
        let values = [("2026-01-25", "50"), ("2026-03-01", "59")]
        #expect(
            Self.forecast(Sample.number(to: "100"), values, cadence: 30) == Forecast(day: day("2026-04-11"), ratePerDay: Quantity(1)))
    }
}
