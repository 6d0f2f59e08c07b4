/// The place in a list ordered by time after which a page begins.
public struct TimeCursor: Sendable, Hashable {
    public var createdAt: Instant
    public var id: UInt128

    public init(createdAt: Instant, id: UInt128) {
        self.createdAt = createdAt
        self.id = id
    }

    static let beforeAll = TimeCursor(createdAt: Instant(microseconds: 0), id: 0)
    /// In the year 9999.
    static let afterAll = TimeCursor(createdAt: Instant(microseconds: 253_370_764_800_000_000), id: 0)

    /// A page out of one item more than it has room for, if there is one.
    static func page<Item>(_ items: [Item], _ limit: Int, _ cursor: (Item) -> TimeCursor) -> (items: [Item], next: TimeCursor?) {
        guard items.count > limit else { return (items, nil) }
        let page = Array(items.prefix(limit))
        return (page, page.last.map(cursor))
    }
}
