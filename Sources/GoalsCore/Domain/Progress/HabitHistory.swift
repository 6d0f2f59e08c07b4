/// What became of a habit's periods so far, from one pass over them, oldest first.
struct HabitHistory {
    /// How many periods have been met and unmet.
    private(set) var met = 0
    private(set) var unmet = 0
    /// How many have been met since the last that was not.
    private(set) var streak = 0
    private(set) var bestStreak = 0
    private(set) var strength: HabitStrength
    /// The period that today lies in.
    private(set) var current: HabitPeriod?
    /// The latest periods that were met or not, the newest in the lowest bit, 1 for met.
    private var recent: UInt32 = 0

    init(of habit: Measure.Habit, days: [DayTotal], schedule: Schedule, weekStart: Int) {
        strength = HabitStrength(of: habit)
        let judge = HabitJudge(habit)
        var periods = HabitPeriods(of: habit, start: schedule.start, due: schedule.due, weekStart: weekStart)
        var tally = HabitTally(days: days, pauses: schedule.pauses, start: schedule.start)
        let today = schedule.today
        while let span = periods.next(), span.first <= today {
            let counted = tally.count(from: span.first, through: span.last)
            let (outcome, needed) = judge.judge(counted, of: span, isOver: span.last < today)
            switch outcome {
            case .met: meet()
            case .unmet: miss()
            case .excused, .open: break
            }
            if outcome == .met || outcome == .unmet {
                strength.add(share: judge.share(counted, needed: needed, isMet: outcome == .met), days: span.days)
            }
            if span.last >= today {
                current = HabitPeriod(
                    first: span.first, last: span.last, total: Quantity(micros: counted.total), needed: Quantity(micros: needed),
                    outcome: outcome, daysLeft: tally.activeDays(after: today, through: span.last))
            }
        }
    }

    /// Of the latest `limit` (at most 32) periods that were met or not, how many there are, and how many were met.
    func recent(_ limit: Int) -> (counted: Int, met: Int) {
        let counted = min(met + unmet, limit)
        return (counted, (recent & UInt32((UInt64(1) << counted) - 1)).nonzeroBitCount)
    }

    private mutating func meet() {
        met += 1
        streak += 1
        bestStreak = max(bestStreak, streak)
        recent = recent << 1 | 1
    }

    private mutating func miss() {
        unmet += 1
        streak = 0
        recent <<= 1
    }
}
