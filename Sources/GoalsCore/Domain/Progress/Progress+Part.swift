extension Progress {
    /// What a live child brings into a `rollup`.
    public struct Part: Hashable, Sendable {
        /// Parts without a positive weight count for nothing.
        public var weight: Quantity
        /// Nil while the child has none; then it counts for nothing.
        public var fraction: BasisPoints?
        /// Whether the child is through. One that is to be kept, such as a limit, stands at 1 long before.
        public var isAchieved: Bool

        /// - Parameter isAchieved: nil for a child that is through when its fraction is 1.
        public init(weight: Quantity, fraction: BasisPoints?, isAchieved: Bool? = nil) {
            self.weight = weight
            self.fraction = fraction
            self.isAchieved = isAchieved ?? (fraction == .whole)
        }

        /// The part of a child; nil for one in the trash, or dropped. A child that people closed as done counts as whole.
        public init?(of child: Goal, progress: Progress) {
            guard child.deletedAt == nil, child.state != .dropped else { return nil }
            let fraction = child.state == .done ? .whole : progress.fraction
            self.init(
                weight: child.weight, fraction: fraction,
                isAchieved: fraction == .whole && (child.state.isClosed || progress.status == .achieved))
        }
    }
}
