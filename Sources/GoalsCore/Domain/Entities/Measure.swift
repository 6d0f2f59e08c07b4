/// What a goal counts, and when it is reached.
public enum Measure: Hashable, Sendable {
    /// Done or not done; a check-in is 0 or 1.
    case done
    /// A number that moves from a baseline to a target, up or down.
    case number(Number)

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
}

extension Measure {
    /// How check-ins make up the current value; a `done` goal stands as its latest one says.
    public var aggregate: Aggregate {
        switch self {
        case .done: .last
        case .number(let number): number.aggregate
        }
    }
}
