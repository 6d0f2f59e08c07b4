/// Who looks, and what day it is for them.
public struct Viewer: Sendable, Hashable {
    public var user: User.ID
    /// Their local day.
    public var today: Day
    /// The first day of their week, 1 for Monday to 7 for Sunday.
    public var weekStart: Int

    public init(user: User.ID, today: Day, weekStart: Int = 1) {
        self.user = user
        self.today = today
        self.weekStart = weekStart
    }
}
