import GoalsCore

/// The day on which the tables of quick add are read: a Tuesday.
let tuesday = day("2026-11-24")

/// What was read, on one line for tables: "Run 500 km | 0→500 km sum | due 2026-12-31 | #health | !1".
func summary(_ text: String, today: Day = tuesday, weekStart: Int = 1, _ language: Language? = nil) -> String {
    let draft = GoalDraft(parsing: text, today: today, weekStart: weekStart, language: language)
    var parts = [draft.title]
    if draft.measure != .done { parts.append(summary(draft.measure)) }
    if let start = draft.start { parts.append("start \(start)") }
    if let due = draft.due { parts.append("due \(due)") }
    parts += draft.tags.map { "#\($0)" }
    if draft.priority != 0 { parts.append("!\(draft.priority)") }
    if draft.weight != Quantity(1) { parts.append("w=\(draft.weight)") }
    if let parent = draft.parentTitle { parts.append("in \(parent)") }
    return parts.joined(separator: " | ")
}

private func summary(_ measure: Measure) -> String {
    let counted = { (amount: Quantity, unit: String) in unit.isEmpty ? "\(amount)" : "\(amount) \(unit)" }
    switch measure {
    case .done: return "done"
    case .rollup: return "rollup"
    case .number(let number): return "\(number.baseline)→\(counted(number.target, number.unit)) \(number.aggregate)"
    case .limit(let limit): return "≤\(counted(limit.limit, limit.unit)) \(limit.aggregate)"
    case .range(let bounds): return "\(bounds.low)…\(counted(bounds.high, bounds.unit))"
    case .habit(let habit):
        let amount = (habit.atMost ? "≤" : "") + counted(habit.times, habit.unit)
        let days = habit.weekdays == .all ? "" : " on " + habit.weekdays.numbers.map(String.init).joined()
        return "\(amount)/\(habit.period)\(days)"
    }
}
