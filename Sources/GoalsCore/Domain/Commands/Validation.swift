/// Checks the fields of a command and collects all that is wrong, so that people can mend everything at once.
///
/// Each check returns the value as it is to be stored; what it returns for a bad one does not matter, since ``finish()`` throws.
struct Validation {
    private(set) var errors: [FieldError] = []

    /// Notes what is wrong with a field; only its first complaint counts.
    mutating func refuse(_ field: String, _ message: String) {
        guard !errors.contains(where: { $0.field == field }) else { return }
        errors.append(FieldError(field: field, message: message))
    }

    func finish() throws(DomainError) {
        if !errors.isEmpty { throw .invalid(errors) }
    }

    /// A text on one line, without white space around it.
    mutating func line(_ text: String, field: String, name: String, limit: TextLimit) -> String {
        let trimmed = Self.trimmed(text)
        if let excess = limit.excess(of: trimmed) { refuse(field, "\(name) must \(excess).") }
        if trimmed.unicodeScalars.contains(where: Self.isControl) {
            refuse(field, "\(name) must be one line without control characters.")
        }
        return trimmed
    }

    /// A text of several lines. Only U+0000, which databases cannot hold, is refused among the characters.
    mutating func paragraphs(_ text: String, field: String, name: String, limit: TextLimit) -> String {
        if let excess = limit.excess(of: text) { refuse(field, "\(name) must \(excess).") }
        if text.unicodeScalars.contains("\0") {
            refuse(field, "\(name) must not contain the character U+0000.")
        }
        return text
    }

    mutating func integer(_ number: Int, field: String, name: String, in range: ClosedRange<Int>) -> Int {
        if !range.contains(number) {
            refuse(field, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    mutating func quantity(_ quantity: Quantity, field: String, name: String) -> Quantity {
        if !quantity.isWithinLimit {
            refuse(field, "\(name) must lie between -1,000,000,000,000 and 1,000,000,000,000.")
        }
        return quantity
    }

    mutating func day(_ day: Day, field: String, name: String) -> Day {
        if day < Self.firstDay || day > Self.lastDay {
            refuse(field, "\(name) must lie between \(Self.firstDay) and \(Self.lastDay).")
        }
        return day
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static let firstDay = Day("1900-01-01") ?? .min
    private static let lastDay = Day("2200-12-31") ?? .max

    static func trimmed(_ text: String) -> String {
        let head = text.drop(while: \.isWhitespace)
        guard let end = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...end])
    }
}
