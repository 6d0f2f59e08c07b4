// Every reading has three forms: `value` is nil where there is no such parameter, `require` refuses that, `values` reads all of one name.

extension QueryParameters {
    /// The first value under `name` as a `Value`; nil when there is none.
    ///
    /// ```swift
    /// let minimum = try request.query.value("minimum", as: Double.self) ?? 0
    /// ```
    /// - Throws: 422 naming the parameter, when it is there and no `Value`.
    public func value<Value: LosslessStringConvertible>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(HTTPError) -> Value? {
        try first(name, .lossless())
    }

    /// The first value under `name`, which must be there.
    ///
    /// ```swift
    /// let year = try request.query.require("year", as: Int.self)
    /// ```
    /// - Throws: 422 naming the parameter, when it is missing or no `Value`.
    public func require<Value: LosslessStringConvertible>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(HTTPError) -> Value {
        try required(name, .lossless())
    }

    /// All values under `name`, in order.
    ///
    /// ```swift
    /// let ids = try request.query.values("id", as: Int.self)  // ?id=3&id=5
    /// ```
    /// - Throws: 422 naming the parameter, when one of them is no `Value`.
    public func values<Value: LosslessStringConvertible>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(HTTPError) -> [Value] {
        try all(name, .lossless())
    }
}

extension QueryParameters {
    /// The first value under `name`, within `range`; nil when there is none.
    ///
    /// ```swift
    /// let limit = try request.query.value("limit", in: 1...200) ?? 50
    /// ```
    /// - Throws: 422 naming the parameter and the range, when it is there and outside, or no `Value`.
    public func value<Value: LosslessStringConvertible & Comparable>(
        _ name: String, in range: ClosedRange<Value>
    ) throws(HTTPError) -> Value? {
        try first(name, .within(range))
    }

    /// The first value under `name`, which must be there and within `range`.
    ///
    /// ```swift
    /// let month = try request.query.require("month", in: 1...12)
    /// ```
    /// - Throws: 422 naming the parameter, when it is missing, outside of the range, or no `Value`.
    public func require<Value: LosslessStringConvertible & Comparable>(
        _ name: String, in range: ClosedRange<Value>
    ) throws(HTTPError) -> Value {
        try required(name, .within(range))
    }

    /// All values under `name`, in order, each within `range`.
    ///
    /// ```swift
    /// let weekdays = try request.query.values("weekday", in: 1...7)
    /// ```
    /// - Throws: 422 naming the parameter, when one of them is outside of the range, or no `Value`.
    public func values<Value: LosslessStringConvertible & Comparable>(
        _ name: String, in range: ClosedRange<Value>
    ) throws(HTTPError) -> [Value] {
        try all(name, .within(range))
    }
}

extension QueryParameters {
    /// The first value under `name`, one of an enum's raw values; nil when there is none.
    ///
    /// ```swift
    /// enum Sort: String, CaseIterable { case title, due }
    /// let sort = try request.query.value("sort", as: Sort.self) ?? .title
    /// ```
    /// - Throws: 422 naming the parameter and the choices, when it is none of them.
    public func value<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, as type: Choice.Type = Choice.self
    ) throws(HTTPError) -> Choice? {
        try first(name, .choice())
    }

    /// The first value under `name`, which must be there and one of an enum's raw values.
    ///
    /// ```swift
    /// let format = try request.query.require("format", as: Format.self)
    /// ```
    /// - Throws: 422 naming the parameter, when it is missing, and the choices, when it is none of them.
    public func require<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, as type: Choice.Type = Choice.self
    ) throws(HTTPError) -> Choice {
        try required(name, .choice())
    }

    /// All values under `name`, in order, each one of an enum's raw values.
    ///
    /// ```swift
    /// let states = try request.query.values("state", as: State.self)  // ?state=active&state=done
    /// ```
    /// - Throws: 422 naming the parameter and the choices, when one of them is none.
    public func values<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, as type: Choice.Type = Choice.self
    ) throws(HTTPError) -> [Choice] {
        try all(name, .choice())
    }
}

extension QueryParameters {
    private func first<Value>(_ name: String, _ reading: ParameterReading<Value>) throws(HTTPError) -> Value? {
        guard let text = self[name] else { return nil }
        return try reading.value(of: text, name)
    }

    private func required<Value>(_ name: String, _ reading: ParameterReading<Value>) throws(HTTPError) -> Value {
        guard let text = self[name] else { throw .invalid(name, "Is required.") }
        return try reading.value(of: text, name)
    }

    private func all<Value>(_ name: String, _ reading: ParameterReading<Value>) throws(HTTPError) -> [Value] {
        var values: [Value] = []
        for pair in pairs where pair.name == name { values.append(try reading.value(of: pair.value, name)) }
        return values
    }
}
