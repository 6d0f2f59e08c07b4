/// The days that do not count for a goal: its own pauses and those of its space, joined.
public struct Pauses: Hashable, Sendable {
    /// Ascending, with at least one day between any two. An open end is `Day.max`.
    public let ranges: [ClosedRange<Day>]

    public static let none = Pauses([])

    /// Joins ranges that overlap or follow each other; their order does not matter.
    public init(_ ranges: some Sequence<ClosedRange<Day>>) {
        var joined: [ClosedRange<Day>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound.advanced(by: 1) {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        self.ranges = joined
    }

    public var isEmpty: Bool { ranges.isEmpty }

    public func contains(_ day: Day) -> Bool { range(around: day) != nil }

    /// How many of these days are paused.
    public func count(in days: ClosedRange<Day>) -> Int {
        ranges.reduce(0) { count, range in
            count + max(0, min(range.upperBound, days.upperBound) - max(range.lowerBound, days.lowerBound) + 1)
        }
    }

    /// Whether the pause that a day lies in has no end yet.
    func isOpenEnded(on day: Day) -> Bool { range(around: day)?.upperBound == .max }

    /// How many days from `first` to `last` are active, that is, not paused; 0 when `last` lies before `first`.
    func activeDays(from first: Day, through last: Day) -> Int {
        guard first <= last else { return 0 }
        return last - first + 1 - (ranges.isEmpty ? 0 : count(in: first...last))
    }

    /// The `number`-th active day after a day (1 for the next one); nil when a pause without an end comes first.
    func activeDay(_ number: Int, after day: Day) -> Day? {
        var found = day.advanced(by: number)
        for range in ranges where range.upperBound > day && range.lowerBound <= found {
            guard range.upperBound < .max else { return nil }
            found = found.advanced(by: range.upperBound - max(range.lowerBound, day.advanced(by: 1)) + 1)
        }
        return found
    }

    /// The pauses as though one without an end ended today: whether the days after today will be paused is not known yet.
    func endingOpenOnes(on today: Day) -> Pauses {
        guard let last = ranges.last, last.upperBound == .max else { return self }
        let known = Array(ranges.dropLast())
        return Pauses(joined: last.lowerBound <= today ? known + [last.lowerBound...today] : known)
    }

    private init(joined: [ClosedRange<Day>]) { ranges = joined }

    private func range(around day: Day) -> ClosedRange<Day>? { ranges.first { $0.contains(day) } }
}

extension Pauses {
    /// The days of these pauses.
    public init(of pauses: some Sequence<Pause>) {
        self.init(pauses.map(\.days))
    }
}

extension Pause {
    /// The days of the pause; `Day.max` stands for an open end.
    public var days: ClosedRange<Day> { first...max(first, last ?? .max) }
}
