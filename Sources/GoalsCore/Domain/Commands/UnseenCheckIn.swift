/// A check-in for a goal of which only the id is known: it is kept if the goal turns out to have one of the measures that it suits,
/// which saves reading the goal first.
public struct UnseenCheckIn: Hashable, Sendable {
    public let checkIn: CheckIn
    public let suits: Measures

    /// Measures, as far as a check-in can tell them apart.
    public struct Measures: OptionSet, Hashable, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let done = Measures(rawValue: 1)
        /// Number, limit and range.
        public static let amount = Measures(rawValue: 2)
        /// A habit that counts times.
        public static let habitOfTimes = Measures(rawValue: 4)
        /// A habit that counts something else.
        public static let habitOfUnits = Measures(rawValue: 8)

        fileprivate static let examples: [(Measures, Measure)] = [
            (.done, .done), (.amount, .number(.init(target: .zero))), (.habitOfTimes, .habit(.init())),
            (.habitOfUnits, .habit(.init(unit: "km"))),
        ]
    }
}

extension CreateCheckIn {
    /// The check-in that ``checkIn(for:id:today:now:)`` makes for every goal that it suits; nil when it suits none.
    public func unseen(goal: Goal.ID, id: CheckIn.ID, today: Day, now: Instant) -> UnseenCheckIn? {
        var suits: UnseenCheckIn.Measures = []
        var kept: Quantity?
        for (measures, example) in UnseenCheckIn.Measures.examples {
            var validation = Validation()
            let value = value(for: example, &validation)
            guard validation.errors.isEmpty else { continue }
            suits.insert(measures)
            kept = value
        }
        var validation = Validation()
        let checkIn = CheckIn(
            id: id, goal: goal, day: validation.checkInDay(day ?? today, today: today), value: kept, note: validation.note(note),
            createdAt: now, updatedAt: now)
        return suits.isEmpty || !validation.errors.isEmpty ? nil : UnseenCheckIn(checkIn: checkIn, suits: suits)
    }
}
