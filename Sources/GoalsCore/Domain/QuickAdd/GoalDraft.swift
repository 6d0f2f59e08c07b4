/// A goal as one line of text describes it: "Run 500 km by Dec 31 #health !1".
///
/// There is no line that is wrong: what is not understood stays in the title. `docs/quick-add.md` says what is.
public struct GoalDraft: Hashable, Sendable {
    /// One line within ``TextLimit/title``; empty when the text holds nothing but tags, a priority and a weight.
    public var title: String
    /// `done` when the text names nothing to count.
    public var measure: Measure
    /// Nil for today.
    public var start: Day?
    /// Never before the start.
    public var due: Day?
    public var tags: [String]
    /// 0 for none to 3 for the highest.
    public var priority: Int
    public var weight: Quantity
    /// What stands before the last " / ", for the caller to look up.
    public var parentTitle: String?
    /// What was understood, in the order of the text, without overlaps.
    public var understood: [Span]

    /// A piece of the text that was understood.
    public struct Span: Hashable, Sendable {
        public enum Kind: String, CaseIterable, Hashable, Sendable {
            case tag, start, due, measure, priority, weight, parent
        }

        /// Where it lies, in UTF-16 code units from the beginning of the text, as browsers count.
        public let range: Range<Int>
        public let kind: Kind

        public init(range: Range<Int>, kind: Kind) {
            self.range = range
            self.kind = kind
        }
    }

    /// Reads a line; what lies beyond its first 2,000 Unicode scalars is left out.
    ///
    /// - Parameters:
    ///   - weekStart: The first day of the week, 1 for Monday to 7 for Sunday; says when a week ends.
    ///   - language: Whose words are meant, and how ambiguous numbers and dates are read; nil tries the words of all languages.
    public init(parsing text: String, today: Day, weekStart: Int = 1, language: Language? = nil) {
        var parser = QuickAddParser(text, today: today, weekStart: weekStart, language: language)
        self = parser.draft()
    }

    init(title: String, measure: Measure, understood: [Span]) {
        self.title = title
        self.measure = measure
        self.understood = understood
        (start, due, tags, priority, weight, parentTitle) = (nil, nil, [], 0, Quantity(1), nil)
    }

    /// The command that makes this goal, but for its parent, which the caller has to find by ``parentTitle``.
    ///
    /// As parsed it passes every check unless its title is empty.
    public func command() -> CreateGoal {
        CreateGoal(title: title, measure: measure, start: start, due: due, priority: priority, weight: weight, tags: tags)
    }
}
