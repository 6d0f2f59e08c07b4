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

    static let object = JSONExpectation("an object", .object([:]))
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

/// Which members of a JSON value were asked for, in all attempts at decoding it together.
final class JSONVisit {
    private var asked: Set<String> = []
    private var below: [JSONPath.Step: JSONVisit] = [:]
    /// Whether all members were asked for, whatever their names.
    var isWhole = false

    func ask(_ name: String) { asked.insert(name) }

    func visit(_ step: JSONPath.Step) -> JSONVisit {
        if let visit = below[step] { return visit }
        let visit = JSONVisit()
        below[step] = visit
        return visit
    }

    /// The members that nothing asked for.
    func unknown(in value: JSONValue, at path: JSONPath = JSONPath()) -> [JSONPath] {
        switch value {
        case .object(let members):
            members.keys.sorted().flatMap { name in
                let path = path.appending(.member(name))
                if let visit = below[.member(name)] { return visit.unknown(in: members[name]!, at: path) }
                return isWhole || asked.contains(name) ? [] : [path]
            }
        case .array(let items):
            items.indices.flatMap { index in
                below[.index(index)]?.unknown(in: items[index], at: path.appending(.index(index))) ?? []
            }
        default: []
        }
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
        guard case .object(let members) = value else { throw JSONExpectation.object.mismatch([String: Any].self, codingPath) }
        return KeyedDecodingContainer(JSONObjectContainer(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = value else { throw JSONExpectation.list.mismatch([Any].self, codingPath) }
        return JSONListContainer(decoder: self, items: items)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingleContainer(decoder: self) }

    /// A decoder for what lies one step further.
    func decoder(for value: JSONValue, at key: any CodingKey) -> JSONTreeDecoder {
        JSONTreeDecoder(value: value, codingPath: codingPath + [key], visit: visit.visit(.init(key)))
    }

    func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let scalar = type as? any JSONScalar.Type { return try Self.read(scalar, value, codingPath) as! Value }
        do {
            return try Value(from: self)
        } catch let error as DecodingError where error.isOfRawValue(at: codingPath.count) {
            throw JSONExpectation.choice(type)?.mismatch(type, codingPath) ?? error
        }
    }

    /// `value`'s part at `key`.
    func read<Value: Decodable>(_ type: Value.Type, _ part: JSONValue, at key: any CodingKey) throws -> Value {
        // Nearly all parts are scalars, which need no decoder of their own.
        guard let scalar = type as? any JSONScalar.Type else { return try decoder(for: part, at: key).read(type) }
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
