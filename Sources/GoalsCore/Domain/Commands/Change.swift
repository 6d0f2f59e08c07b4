/// A part of an update whose new value may be "none": kept as it is, or set.
public enum Change<Value> {
    case keep
    case set(Value)
}

extension Change: Equatable where Value: Equatable {}
extension Change: Hashable where Value: Hashable {}
extension Change: Sendable where Value: Sendable {}
