/// How far a goal has come, exactly: `covered` of `distance`, 0 ≤ covered ≤ distance, distance > 0.
struct Standing {
    /// The current value to show; nil for a `last` number of which nothing is known yet.
    let current: Quantity?
    let covered: Int128
    let distance: Int128

    var isAchieved: Bool { covered == distance }
    var fraction: BasisPoints { BasisPoints(covered, of: distance) }

    init(of goal: Goal, summary: CheckInSummary) {
        switch goal.measure {
        case .done:
            let isDone = goal.state == .done || summary.last?.value == Quantity(1)
            current = Quantity(isDone ? 1 : 0)
            covered = isDone ? 1 : 0
            distance = 1
        case .number(let number):
            current = Self.current(of: number, summary: summary)
            let way = (number.target - number.baseline).micros
            let value = current ?? number.baseline
            if way == 0 {
                // Without a check-in nobody has said that the value is being kept: silence is never green.
                covered = summary.count > 0 && value == number.target ? 1 : 0
                distance = 1
            } else {
                let gone = (value - number.baseline).micros
                distance = abs(way)
                covered = min(max(way > 0 ? gone : -gone, 0), distance)
            }
        }
    }

    private static func current(of number: Measure.Number, summary: CheckInSummary) -> Quantity? {
        switch number.aggregate {
        case .last: summary.last?.value
        case .sum: number.baseline + summary.sum
        }
    }
}
