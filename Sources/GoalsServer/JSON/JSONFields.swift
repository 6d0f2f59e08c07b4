import GoalsCore
import HTTPKit

/// Takes the members of a JSON object one by one, and remembers all that is wrong with them.
struct JSONFields {
    private var members: [String: JSONValue]
    /// What stands before the members' names in errors: "measure.".
    private let prefix: String
    private(set) var errors: [HTTPError.Field] = []

    init(_ members: [String: JSONValue], prefix: String = "") {
        self.members = members
        self.prefix = prefix
    }

    /// Says what was wrong; members that nobody took are unknown, which is wrong as well.
    func finish() throws(HTTPError) {
        let all = errors + unknown
        if !all.isEmpty { throw HTTPError.invalid(all) }
    }

    private var unknown: [HTTPError.Field] {
        members.keys.sorted().map { .init(prefix + $0, "There is no such field.") }
    }

    mutating func string(_ name: String) -> String? {
        take(name, "Must be a text.") { $0.string }
    }

    mutating func integer(_ name: String) -> Int? {
        take(name, "Must be a whole number.") { value in
            if case .number(let text) = value { return Int(text) }
            return nil
        }
    }

    /// An exact decimal number.
    mutating func quantity(_ name: String) -> Quantity? {
        take(name, "Must be a number with at most 6 decimal places.") { value in
            if case .number(let text) = value { return Quantity(text) }
            return nil
        }
    }

    mutating func day(_ name: String) -> Day? {
        take(name, "Must be a day, written as YYYY-MM-DD.") { $0.string.flatMap { Day($0) } }
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
            if case .object(let members) = value { return JSONFields(members, prefix: inner) }
            return nil
        }
    }

    mutating func absorb(_ inner: JSONFields) { errors += inner.errors + inner.unknown }

    mutating func fail(_ name: String, _ message: String) { errors.append(.init(prefix + name, message)) }

    /// Whether the member is there and null; takes it then.
    mutating func isNull(_ name: String) -> Bool {
        guard members[name] == .null else { return false }
        members[name] = nil
        return true
    }

    private mutating func take<Value>(_ name: String, _ message: String, _ read: (JSONValue) -> Value?) -> Value? {
        guard let value = members.removeValue(forKey: name) else { return nil }
        guard let result = read(value) else {
            fail(name, message)
            return nil
        }
        return result
    }
}
