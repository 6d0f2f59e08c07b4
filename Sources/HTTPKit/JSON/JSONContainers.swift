struct JSONObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONTreeDecoder
    let object: JSONObject

    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] {
        decoder.visit.isWhole = true
        return object.names.compactMap { Key(stringValue: $0) }
    }

    private func find(_ key: any CodingKey) -> Int? {
        guard let position = object.position(of: key.stringValue) else { return nil }
        decoder.visit.ask(position)
        return position
    }

    private func position(_ key: any CodingKey) throws -> Int {
        guard let position = find(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "Is required."))
        }
        return position
    }

    private func inner(_ key: any CodingKey) throws -> JSONTreeDecoder {
        let position = try position(key)
        return decoder.decoder(for: object.values[position], at: key, position)
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { object.values[try position(key)] == .null }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let position = try position(key)
        return try decoder.read(type, object.values[position], at: key, position)
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let position = find(key), object.values[position] != .null else { return nil }
        return try decoder.read(type, object.values[position], at: key, position)
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

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next { try $0.read(type, $1, at: $2, $2.index) } }

    mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) throws -> KeyedDecodingContainer<Inner> {
        try next { try $0.decoder(for: $1, at: $2, $2.index).container(keyedBy: type) }
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.decoder(for: $1, at: $2, $2.index).unkeyedContainer() }
    }
    mutating func superDecoder() throws -> any Decoder { try next { $0.decoder(for: $1, at: $2, $2.index) } }
}

struct JSONSingleContainer: SingleValueDecodingContainer {
    let decoder: JSONTreeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.value == .null }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.read(type) }
}
