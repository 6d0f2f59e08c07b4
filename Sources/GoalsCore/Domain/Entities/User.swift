/// A person who has goals.
public struct User: Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<User>

    public let id: ID
    public var name: String
    /// The IANA name of their time zone; nil while they have never set one.
    public var timeZone: String?
    /// Their personal space.
    public var space: Space.ID

    public init(id: ID, name: String, timeZone: String?, space: Space.ID) {
        self.id = id
        self.name = name
        self.timeZone = timeZone
        self.space = space
    }
}
