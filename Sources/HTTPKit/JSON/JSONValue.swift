import HTTPTypes

/// Any JSON value. Numbers keep the digits that were sent.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The value that `bytes` are the JSON of.
    /// - Throws: 400 for what is no JSON (RFC 8259), has two members of one name in an object, or is nested deeper than 100.
    public init(parsing bytes: [UInt8]) throws(HTTPError) {
        do throws(JSONParser.SyntaxError) {
            self = try JSONParser.parse(bytes)
        } catch {
            throw HTTPError(.badRequest, "The body is not valid JSON; the trouble begins at byte \(error.position).")
        }
    }

    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    public var array: [JSONValue]? {
        if case .array(let items) = self { items } else { nil }
    }
}

/// The way from a body's outermost value to one within it.
struct JSONPath: Hashable, CustomStringConvertible {
    enum Step: Hashable {
        case member(String)
        case index(Int)

        init(_ key: any CodingKey) {
            if let index = key as? JSONIndex { self = .index(index.index) } else { self = .member(key.stringValue) }
        }
    }

    private(set) var steps: [Step] = []

    init() {}
    init(_ keys: [any CodingKey]) { steps = keys.map { Step($0) } }

    static func + (path: JSONPath, step: Step) -> JSONPath {
        var path = path
        path.steps.append(step)
        return path
    }

    func isWithin(_ other: JSONPath) -> Bool { steps.starts(with: other.steps) }

    /// As programs write it: "items[2].name".
    var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}

/// A place in an array, as a coding key.
struct JSONIndex: CodingKey {
    let index: Int
    init(_ index: Int) { self.index = index }
    init?(intValue: Int) { index = intValue }
    init?(stringValue: String) { return nil }
    var intValue: Int? { index }
    var stringValue: String { "\(index)" }
}

extension JSONValue {
    /// Puts `value` at the end of a path whose way there exists; the last step may be new to its object or array.
    /// - Returns: whether that changed anything.
    mutating func put(_ value: JSONValue, at steps: ArraySlice<JSONPath.Step>) -> Bool {
        guard let step = steps.first else {
            defer { self = value }
            return self != value
        }
        let rest = steps.dropFirst()
        switch (self, step) {
        case (.object(var object), .member(let name)):
            if let position = object.position(of: name) {
                guard object.values[position].put(value, at: rest) else { return false }
            } else {
                guard rest.isEmpty else { return false }
                object.append(name, value)
            }
            self = .object(object)
        case (.array(var items), .index(let index)) where items.indices.contains(index):
            guard items[index].put(value, at: rest) else { return false }
            self = .array(items)
        case (.array(let items), .index(let index)) where index == items.count && rest.isEmpty:
            self = .array(items + [value])
        default:
            return false
        }
        return true
    }
}
