/// Which members of a JSON value were asked for, in all attempts at decoding it together. Members and items go by their position.
final class JSONVisit {
    private enum Place {
        case notAsked
        case asked
        /// Decoded by a decoder of its own.
        case visited(JSONVisit)
    }

    private var places: [Place] = []
    /// Whether all members were asked for, whatever their names.
    var isWhole = false

    func ask(_ position: Int) {
        reserve(position)
        if case .notAsked = places[position] { places[position] = .asked }
    }

    func visit(_ position: Int) -> JSONVisit {
        reserve(position)
        if case .visited(let visit) = places[position] { return visit }
        let visit = JSONVisit()
        places[position] = .visited(visit)
        return visit
    }

    private func reserve(_ position: Int) {
        while places.count <= position { places.append(.notAsked) }
    }

    /// The members that nothing asked for; `limit` of them at most.
    func unknown(in value: JSONValue, limit: Int) -> [JSONPath] {
        var found: [JSONPath] = []
        collect(value, JSONPath(), limit, &found)
        return found
    }

    private func collect(_ value: JSONValue, _ path: JSONPath, _ limit: Int, _ found: inout [JSONPath]) {
        switch value {
        case .object(let object):
            for position in object.names.indices where found.count < limit {
                switch position < places.count ? places[position] : .notAsked {
                case .asked: break
                case .visited(let visit): visit.collect(object.values[position], path + .member(object.names[position]), limit, &found)
                case .notAsked: if !isWhole { found.append(path + .member(object.names[position])) }
                }
            }
        case .array(let items):
            for (index, item) in items.enumerated().prefix(places.count) where found.count < limit {
                if case .visited(let visit) = places[index] { visit.collect(item, path + .index(index), limit, &found) }
            }
        default: break
        }
    }
}
