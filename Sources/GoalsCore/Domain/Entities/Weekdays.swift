/// Days of the week; Monday is bit 0, Sunday bit 6.
public struct Weekdays: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue & 0x7F }

    /// - Parameter weekday: 1 for Monday to 7 for Sunday (ISO 8601).
    public init(weekday: Int) { self.init(rawValue: 1 << UInt8(weekday - 1)) }

    public static let all = Weekdays(rawValue: 0x7F)
    /// Monday to Friday.
    public static let workdays = Weekdays(rawValue: 0x1F)
    public static let weekend = Weekdays(rawValue: 0x60)

    public func contains(_ day: Day) -> Bool { contains(Weekdays(weekday: day.weekday)) }

    /// 1 for Monday to 7 for Sunday, ascending.
    public var numbers: [Int] { (1...7).filter { contains(Weekdays(weekday: $0)) } }
}
