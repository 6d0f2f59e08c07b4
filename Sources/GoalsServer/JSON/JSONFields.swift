import GoalsCore
import HTTPKit

/// Takes the members of a JSON object one by one, and remembers all that is wrong with them.
struct JSONFields {
    private let members: JSONObject
    private var taken: Set<String> = []
    /// What stands before the members' names in errors: "measure.".
    private let prefix: String
    private(set) var errors: [HTTPError.Field] = []

    init(_ members: JSONObject, prefix: String = "") {
        self.members = members
        self.prefix = prefix
    }

    /// Says what was wrong; members that nobody took are unknown, which is wrong as well.
    func finish() throws(HTTPError) {
        let all = errors + unknown
        if !all.isEmpty { throw HTTPError.invalid(all) }
    }

    private var unknown: [HTTPError.Field] {
        members.names.filter { !taken.contains($0) }.map { .init(prefix + $0, "There is no such field.") }
    }

    mutating func string(_ name: String) -> String? {
        take(name, "Must be a text.") { $0.string }
    }

    mutating func bool(_ name: String) -> Bool? {
        take(name, "Must be true or false.") { value in
            if case .bool(let value) = value { value } else { nil }
        }
    }

    /// A whole number, however it is written: 5, 5.0, 5e0.
    mutating func integer(_ name: String) -> Int? {
        take(name, "Must be a whole number.") { $0.integer }
    }

    mutating func integers(_ name: String) -> [Int]? {
        take(name, "Must be a list of whole numbers.") { value in
            guard let items = value.array else { return nil }
            let numbers = items.compactMap(\.integer)
            return numbers.count == items.count ? numbers : nil
        }
    }

    /// An exact decimal number.
    mutating func quantity(_ name: String) -> Quantity? {
        take(name, "Must be a number with at most 6 decimal places.") { $0.quantity }
    }

    mutating func day(_ name: String) -> Day? {
        take(name, "Must be a day, written as YYYY-MM-DD.") { $0.string.flatMap { Day($0) } }
    }

    mutating func identifier<Entity>(_ name: String) -> Identifier<Entity>? {
        take(name, "Must be an id.") { $0.string.flatMap { Identifier($0) } }
    }

    mutating func strings(_ name: String) -> [String]? {
        take(name, "Must be a list of texts.") { value in
            guard let items = value.array else { return nil }
            let texts = items.compactMap(\.string)
            return texts.count == items.count ? texts : nil
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) -> Choice? {
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return take(name, "Must be one of \(known).") { $0.string.flatMap { Choice(rawValue: $0) } }
    }

    /// The members of an object within this one. Give what was wrong in it back with `absorb`.
    mutating func object(_ name: String) -> JSONFields? {
        let inner = "\(prefix)\(name)."
        return take(name, "Must be an object.") { value in
            if case .object(let members) = value { JSONFields(members, prefix: inner) } else { nil }
        }
    }

    /// The items of a list, as they are.
    mutating func items(_ name: String) -> [JSONValue]? {
        take(name, "Must be a list.") { $0.array }
    }

    mutating func absorb(_ inner: JSONFields) { errors += inner.errors + inner.unknown }

    mutating func fail(_ name: String, _ message: String) { errors.append(.init(prefix + name, message)) }

    /// Whether the member is there and null; takes it then.
    mutating func isNull(_ name: String) -> Bool {
        guard members[name] == .null else { return false }
        taken.insert(name)
        return true
    }

    /// A member that may be null: kept when it is not there, set to nil or to what `read` makes of it when it is.
    mutating func change<Value>(_ name: String, _ read: (inout JSONFields, String) -> Value?) -> Change<Value?> {
        if isNull(name) { return .set(nil) }
        return read(&self, name).map { .set($0) } ?? .keep
    }

    private mutating func take<Value>(_ name: String, _ message: String, _ read: (JSONValue) -> Value?) -> Value? {
        guard !taken.contains(name), let value = members[name] else { return nil }
        taken.insert(name)
        guard let result = read(value) else {
            fail(name, message)
            return nil
        }
        return result
    }
}

extension JSONValue {
    fileprivate var quantity: Quantity? {
        if case .number(let text) = self { Quantity(text) } else { nil }
    }

    fileprivate var integer: Int? {
        guard let quantity, quantity.micros % 1_000_000 == 0 else { return nil }
        return Int(exactly: quantity.micros / 1_000_000)
    }
}
