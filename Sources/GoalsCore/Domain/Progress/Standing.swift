/// How far a goal has come, exactly: `covered` of `distance`, 0 ≤ covered ≤ distance, distance > 0.
struct Standing {
    /// The current value to show; nil when nothing is known yet, or there is none.
    let current: Quantity?
    let covered: Int128
    let distance: Int128

    var isWhole: Bool { covered == distance }
    var fraction: BasisPoints { BasisPoints(covered, of: distance) }

    private init(current: Quantity?, covered: Int128, distance: Int128) {
        self.current = current
        self.covered = min(max(covered, 0), distance)
        self.distance = distance
    }

    /// All or nothing.
    private init(current: Quantity, isMet: Bool) {
        self.init(current: current, covered: isMet ? 1 : 0, distance: 1)
    }

    /// From the baseline to the target.
    init(of number: Measure.Number, summary: CheckInSummary) {
        let current: Quantity? =
            switch number.aggregate {
            case .last: summary.last?.value
            case .sum: number.baseline + summary.sum
            }
        let way = (number.target - number.baseline).micros
        let value = current ?? number.baseline
        if way == 0 {
            // Without a check-in nobody has said that the value is being kept: silence is never green.
            self.init(current: current, covered: summary.last != nil && value == number.target ? 1 : 0, distance: 1)
        } else {
            let gone = (value - number.baseline).micros
            self.init(current: current, covered: way > 0 ? gone : -gone, distance: abs(way))
        }
    }

    /// Whole up to the limit, nothing from twice the limit on.
    init(of limit: Measure.Limit, current: Quantity) {
        if current <= limit.limit || limit.limit <= .zero {
            self.init(current: current, isMet: current <= limit.limit)
        } else {
            let excess = (current - limit.limit).micros
            self.init(current: current, covered: limit.limit.micros - excess, distance: limit.limit.micros)
        }
    }

    /// Whole within the bounds, nothing from as far outside as they lie apart.
    init(of bounds: Measure.Bounds, current: Quantity) {
        let width = (bounds.high - bounds.low).micros
        let outside = max((bounds.low - current).micros, (current - bounds.high).micros, 0)
        if outside == 0 || width <= 0 {
            self.init(current: current, isMet: outside == 0)
        } else {
            self.init(current: current, covered: width - outside, distance: width)
        }
    }

    /// Nil without any part that counts.
    init?(of parts: [Progress.Part]) {
        var (covered, distance) = (Int128(0), Int128(0))
        for part in parts where part.counts {
            // At most 10¹⁸ millionths, which leaves room for all sums and products.
            let weight = min(part.weight, .limit).micros
            covered += weight * Int128(part.fraction?.value ?? 0)
            distance += weight * Int128(BasisPoints.whole.value)
        }
        guard distance > 0 else { return nil }
        self.init(current: nil, covered: covered, distance: distance)
    }
}

extension Progress.Part {
    /// Whether it has any say.
    var counts: Bool { fraction != nil && weight > .zero }
}
