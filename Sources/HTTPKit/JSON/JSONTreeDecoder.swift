/// What a value should have been. It travels in `DecodingError.Context.underlyingError`.
struct JSONExpectation: Error {
    /// As in "Must be …".
    let noun: String
    /// A value that would have done, at least as far as the decoder knows.
    let example: JSONValue

    init(_ noun: String, _ example: JSONValue) {
        self.noun = noun
        self.example = example
    }

    func mismatch(_ type: Any.Type, _ path: [any CodingKey]) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path, debugDescription: "Must be \(noun).", underlyingError: self))
    }

    static let object = JSONExpectation("an object", .object(JSONObject()))
    static let list = JSONExpectation("a list", .array([]))

    /// One of an enum's raw values; nil for other types.
    static func choice(_ type: Any.Type) -> JSONExpectation? {
        guard let type = type as? any (RawRepresentable & CaseIterable).Type else { return nil }
        let values = rawValues(type)
        guard let first = values.first else { return nil }
        let example: JSONValue = first is String ? .string("\(first)") : .number("\(first)")
        return JSONExpectation("one of \(values.map { "\($0)" }.joined(separator: ", "))", example)
    }

    static func rawValues<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> [Any] {
        type.allCases.map(\.rawValue)
    }
}

/// Decodes from a JSON value. What is wrong is thrown as a `DecodingError`, as every decoder does; beyond that, `visit` learns what was
/// asked for.
struct JSONTreeDecoder: Decoder {
    let value: JSONValue
    let codingPath: [any CodingKey]
    let visit: JSONVisit

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = value else { throw JSONExpectation.object.mismatch([String: Any].self, codingPath) }
        return KeyedDecodingContainer(JSONObjectContainer(decoder: self, object: object))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = value else { throw JSONExpectation.list.mismatch([Any].self, codingPath) }
        return JSONListContainer(decoder: self, items: items)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingleContainer(decoder: self) }

    /// A decoder for what lies one step further.
    func decoder(for part: JSONValue, at key: any CodingKey, _ position: Int) -> JSONTreeDecoder {
        JSONTreeDecoder(value: part, codingPath: codingPath + [key], visit: visit.visit(position))
    }

    func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let scalar = type as? any JSONScalar.Type { return try Self.read(scalar, value, codingPath) as! Value }
        do {
            return try Value(from: self)
        } catch let error as DecodingError where error.isOfRawValue(at: codingPath.count) {
            throw JSONExpectation.choice(type)?.mismatch(type, codingPath) ?? error
        }
    }

    /// `value`'s part at `key`, which is the one at `position`.
    func read<Value: Decodable>(_ type: Value.Type, _ part: JSONValue, at key: any CodingKey, _ position: Int) throws -> Value {
        // Nearly all parts are scalars, which need no decoder of their own.
        guard let scalar = type as? any JSONScalar.Type else { return try decoder(for: part, at: key, position).read(type) }
        return try Self.read(scalar, part, codingPath, key) as! Value
    }

    private static func read<Scalar: JSONScalar>(
        _ type: Scalar.Type, _ value: JSONValue, _ path: [any CodingKey], _ key: (any CodingKey)? = nil
    ) throws -> Scalar {
        guard let result = type.read(value) else { throw type.expectation.mismatch(type, key.map { path + [$0] } ?? path) }
        return result
    }
}

extension DecodingError {
    /// Whether it may be what an enum threw that was not given one of its raw values. What the standard library says of it names the
    /// type instead of the choices.
    fileprivate func isOfRawValue(at depth: Int) -> Bool {
        switch self {
        case .dataCorrupted(let context): return context.codingPath.count == depth
        case .typeMismatch(_, let context):
            guard context.codingPath.count == depth, let expectation = context.underlyingError as? JSONExpectation else { return false }
            return expectation.example.text != nil || expectation.example.digits != nil
        default: return false
        }
    }
}
