import GoalsCore
import Testing

/// A value that has to be kept: below a limit, or between two bounds.
struct KeptProgressTests {
    static let bounds = Measure.range(Measure.Bounds(unit: "kg", low: Quantity(60), high: Quantity(80)))

    @Test(
        arguments: [
            // Of a limit of 80, 5 % are 4 and 15 % are 12.
            (Sample.limit("80", .last), "80", 10_000, .onTrack), (Sample.limit("80", .last), "84", 9_500, .onTrack),
            (Sample.limit("80", .last), "84.000001", 9_499, .atRisk), (Sample.limit("80", .last), "92", 8_500, .atRisk),
            (Sample.limit("80", .last), "92.000001", 8_499, .behind), (Sample.limit("80", .last), "160", 0, .behind),
            (Sample.limit("80", .last), "-3", 10_000, .onTrack), (Sample.limit("80", .last), nil, 0, .atRisk),
            // The bounds lie 20 apart: 1 outside is 5 %, 3 are 15 %.
            (bounds, "60", 10_000, .onTrack), (bounds, "70", 10_000, .onTrack), (bounds, "80", 10_000, .onTrack),
            (bounds, "80.000001", 9_999, .onTrack), (bounds, "81", 9_500, .onTrack), (bounds, "59", 9_500, .onTrack),
            (bounds, "81.000001", 9_499, .atRisk), (bounds, "58.999999", 9_499, .atRisk), (bounds, "83", 8_500, .atRisk),
            (bounds, "83.000001", 8_499, .behind), (bounds, "56.999999", 8_499, .behind), (bounds, "100", 0, .behind),
            (bounds, "39", 0, .behind), (bounds, nil, 0, .atRisk),
        ] as [(Measure, String?, Int, Status)])
    func theLatestValueIsJudgedByItself(measure: Measure, value: String?, points: Int, status: Status) {
        let values = value.map { [("2026-01-01", "70"), ("2026-01-02", $0)] } ?? []
        for due in [nil, "2026-01-10"] {
            let progress = Sample.progress(Sample.goal(measure, due: due), values, on: "2026-01-05")
            #expect(progress.fraction == BasisPoints(points))
            #expect(progress.status == status)
            #expect(progress.current == value.map { amount($0) })
            #expect(progress.expected == .whole)
            #expect(progress.daysAhead == nil)
            #expect(progress.requiredPerDay == nil)
            #expect(progress.forecast == nil)
        }
        // What is kept to the end is achieved, and only then.
        let after = Sample.progress(Sample.goal(measure, due: "2026-01-10"), values, on: "2026-01-11")
        #expect(after.status == (points == 10_000 ? .achieved : .overdue))
        let before = Sample.progress(Sample.goal(measure, due: "2026-01-10"), values, on: "2025-12-31")
        #expect(before.status == .upcoming)
        #expect(before.expected == nil)
    }

    @Test func aValueThatIsKeptGoesStale() {
        let goal = Sample.goal(Self.bounds)
        #expect(!Sample.progress(goal, [("2026-01-02", "70")], on: "2026-01-12").stale)
        #expect(Sample.progress(goal, [("2026-01-02", "70")], on: "2026-01-13").stale)
    }
}
