/// A person who has goals.
public struct User: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<User>

    public let id: ID
    public var name: String
    /// The IANA name of their time zone; nil while they have never set one.
    public var timeZone: String?
    /// The hour of the wall clock, 0…23, at which their day begins; before it, it is still yesterday.
    public var dayStartHour: Int
    /// The first day of their week, 1 for Monday to 7 for Sunday.
    public var weekStart: Int
    /// Their personal space.
    public var space: Space.ID
    /// Grows by one with each change.
    public var version: Int64

    public init(
        id: ID, name: String, timeZone: String?, dayStartHour: Int = 0, weekStart: Int = 1, space: Space.ID, version: Int64 = 1
    ) {
        self.id = id
        self.name = name
        self.timeZone = timeZone
        self.dayStartHour = dayStartHour
        self.weekStart = weekStart
        self.space = space
        self.version = version
    }
}
