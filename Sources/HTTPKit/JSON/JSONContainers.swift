struct JSONObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONTreeDecoder
    let members: [String: JSONValue]

    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        decoder.visit.isWhole = true
        return members.keys.compactMap { Key(stringValue: $0) }
    }

    private func find(_ key: any CodingKey) -> JSONValue? {
        decoder.visit.ask(key.stringValue)
        return members[key.stringValue]
    }

    private func member(_ key: any CodingKey) throws -> JSONValue {
        guard let member = find(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "Is required."))
        }
        return member
    }

    private func inner(_ key: any CodingKey) throws -> JSONTreeDecoder { decoder.decoder(for: try member(key), at: key) }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key) == .null }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder.read(type, member(key), at: key)
    }
    func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) throws -> KeyedDecodingContainer<Inner> {
        try inner(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try inner(key).unkeyedContainer() }
    func superDecoder() throws -> any Decoder { try inner(SuperKey()) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try inner(key) }
}

/// Where a superclass's members are kept, unless its subclass says otherwise.
private struct SuperKey: CodingKey {
    let stringValue = "super"
    let intValue: Int? = nil
    init() {}
    init?(stringValue: String) { return nil }
    init?(intValue: Int) { return nil }
}

struct JSONListContainer: UnkeyedDecodingContainer {
    let decoder: JSONTreeDecoder
    let items: [JSONValue]
    private(set) var currentIndex = 0

    init(decoder: JSONTreeDecoder, items: [JSONValue]) {
        self.decoder = decoder
        self.items = items
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex == items.count }

    /// Reads the item whose turn it is; only one that could be read is done with.
    private mutating func next<Result>(_ read: (JSONTreeDecoder, JSONValue, JSONIndex) throws -> Result) throws -> Result {
        let index = JSONIndex(currentIndex)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(Result.self, .init(codingPath: codingPath + [index], debugDescription: "Is required."))
        }
        let result = try read(decoder, items[currentIndex], index)
        currentIndex += 1
        return result
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, items[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next { try $0.read(type, $1, at: $2) } }

    mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) throws -> KeyedDecodingContainer<Inner> {
        try next { try $0.decoder(for: $1, at: $2).container(keyedBy: type) }
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.decoder(for: $1, at: $2).unkeyedContainer() }
    }
    mutating func superDecoder() throws -> any Decoder { try next { $0.decoder(for: $1, at: $2) } }
}

struct JSONSingleContainer: SingleValueDecodingContainer {
    let decoder: JSONTreeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.value == .null }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.read(type) }
}
