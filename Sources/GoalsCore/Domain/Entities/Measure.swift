/// What a goal counts, and when it is reached.
public enum Measure: Hashable, Sendable {
    /// Done or not done; a check-in is 0 or 1.
    case done
    /// A number that moves from a baseline to a target, up or down.
    case number(Number)
    /// A number that is to stay at or below a limit: a budget, a weight.
    case limit(Limit)
    /// A number that is to stay between two bounds.
    case range(Bounds)
    /// Something to do so often in each day, week or month.
    case habit(Habit)
    /// What the goals below it add up to, by their weights; nobody checks in on it.
    case rollup

    /// The way from a baseline to a target. Equal, they mean "keep it exactly there".
    public struct Number: Hashable, Sendable {
        /// What is counted, such as "km"; may be empty.
        public var unit: String
        /// Where the person stands on the goal's start day, in units.
        public var baseline: Quantity
        /// Where the person wants to be, in units.
        public var target: Quantity
        public var aggregate: Aggregate

        public init(unit: String = "", baseline: Quantity = .zero, target: Quantity, aggregate: Aggregate = .last) {
            self.unit = unit
            self.baseline = baseline
            self.target = target
            self.aggregate = aggregate
        }
    }

    /// What must not be exceeded.
    public struct Limit: Hashable, Sendable {
        public var unit: String
        /// The highest value that is still kept, in units; not negative.
        public var limit: Quantity
        /// `sum` for a budget that is used up between start and due day, `last` for a value that is looked at.
        public var aggregate: Aggregate

        public init(unit: String = "", limit: Quantity, aggregate: Aggregate = .sum) {
            self.unit = unit
            self.limit = limit
            self.aggregate = aggregate
        }
    }

    /// Where the latest value should lie: low ≤ value ≤ high.
    public struct Bounds: Hashable, Sendable {
        public var unit: String
        public var low: Quantity
        /// Greater than `low`.
        public var high: Quantity

        public init(unit: String = "", low: Quantity, high: Quantity) {
            self.unit = unit
            self.low = low
            self.high = high
        }
    }

    /// So much in each period: five times a week, 2.5 l a day, at most 200 € a month.
    public struct Habit: Hashable, Sendable {
        /// What is counted; empty for times.
        public var unit: String
        /// How much is asked for (or, with ``atMost``, allowed) in a period, in units. Positive, or not negative with `atMost`.
        public var times: Quantity
        public var period: Period
        /// The days on which it is asked for; all but for a habit by the day.
        public var weekdays: Weekdays
        /// Whether less is better.
        public var atMost: Bool

        public init(
            unit: String = "", times: Quantity = Quantity(1), period: Period = .day, weekdays: Weekdays = .all, atMost: Bool = false
        ) {
            self.unit = unit
            self.times = times
            self.period = period
            self.weekdays = weekdays
            self.atMost = atMost
        }
    }
}

extension Measure {
    /// How check-ins make up the current value; a `done` goal stands as its latest one says, a habit counts all of a period.
    public var aggregate: Aggregate {
        switch self {
        case .done, .range, .rollup: .last
        case .number(let number): number.aggregate
        case .limit(let limit): limit.aggregate
        case .habit: .sum
        }
    }
}
