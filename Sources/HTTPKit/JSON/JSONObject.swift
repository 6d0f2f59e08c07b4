/// The members of a JSON object in their order. Most have few, which are found faster by looking at each than by hashing.
public struct JSONObject: Sendable, Hashable {
    private static let searchedCount = 16

    public private(set) var names: [String] = []
    var values: [JSONValue] = []
    /// Positions by name, once there are more members than are looked through.
    private var positions: [String: Int] = [:]

    /// The member of that name; nil when there is none.
    public subscript(name: String) -> JSONValue? { position(of: name).map { values[$0] } }

    func position(of name: String) -> Int? {
        names.count <= Self.searchedCount ? names.firstIndex(of: name) : positions[name]
    }

    /// - Parameter name: of no member that is there.
    mutating func append(_ name: String, _ value: JSONValue) {
        names.append(name)
        values.append(value)
        guard names.count > Self.searchedCount else { return }
        if positions.isEmpty {
            for (position, name) in names.enumerated() { positions[name] = position }
        } else {
            positions[name] = names.count - 1
        }
    }
}
