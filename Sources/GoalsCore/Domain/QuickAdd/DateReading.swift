/// A day or period that a line names.
struct DateReading {
    /// Where a date must stand to count as one, from the plainest to the one most easily something else.
    enum Plainness: Int, Comparable {
        /// "tomorrow", "in 3 weeks", "this year": anywhere.
        case plain
        /// "Friday", "Dec 31": at the end of a clause, or after a preposition.
        case closing
        /// "31/12": after a preposition.
        case numeric
        /// "June", "2027": after a preposition for periods.
        case period
        /// "sun": after a preposition that means a date for sure.
        case faint

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let days: ClosedRange<Day>
    /// The token after it.
    var end: Int
    let plainness: Plainness
    /// Whether it names an end, so that "before" it means "by" it.
    var isEnd = false
}
