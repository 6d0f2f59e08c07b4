/// How a parameter's text becomes a value, and what to say when it does not.
struct ParameterReading<Value> {
    /// As in "Must be …".
    let noun: () -> String
    let read: (String) -> Value?

    func value(of text: String, _ name: String) throws(HTTPError) -> Value {
        guard let value = read(text) else { throw .invalid(name, "Must be \(noun()).") }
        return value
    }
}

extension ParameterReading where Value: LosslessStringConvertible {
    static func lossless() -> Self {
        ParameterReading(
            noun: { (Value.self as? any JSONScalar.Type)?.expectation.noun ?? "a valid value" },
            read: { Value(parameter: $0) })
    }
}

extension ParameterReading where Value: LosslessStringConvertible & Comparable {
    static func within(_ range: ClosedRange<Value>) -> Self {
        let reading = lossless()
        return ParameterReading(
            noun: { "\((Value.self as? any JSONScalar.Type)?.noun ?? "a value") from \(range.lowerBound) to \(range.upperBound)" },
            read: { text in reading.read(text).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension ParameterReading where Value: RawRepresentable<String> & CaseIterable {
    static func choice() -> Self {
        ParameterReading(
            noun: { "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))" },
            read: { Value(rawValue: $0) })
    }
}

extension LosslessStringConvertible {
    /// The value of a parameter's text; nil when it is none.
    init?(parameter text: String) {
        // Swift's own `Character("ab")` traps, and no client may bring that about.
        if Self.self == Character.self, text.count != 1 { return nil }
        guard let value = Self(text) else { return nil }
        // "nan" and "inf" are numbers to Swift, but none that anybody means.
        if let number = value as? any FloatingPoint, !number.isFinite { return nil }
        self = value
    }
}
