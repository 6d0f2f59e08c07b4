import GoalsCore
import HTTPKit
import HTTPTypes

/// Who acts, by what, and which day it is for them.
struct Actor: Sendable {
    /// What they have shown.
    enum Credential: Hashable, Sendable {
        /// Nothing: the server has one user, and no accounts.
        case none
        case session(Session)
        case token(APIToken)
        /// The word of the load balancer that they came by.
        case vouched
    }

    let account: Account
    let credential: Credential
    let viewer: Viewer

    init(account: Account, credential: Credential, clock: any WallClock) {
        self.account = account
        self.credential = credential
        viewer = Viewer(user: account.user.id, today: account.user.today(clock), weekStart: account.user.weekStart)
    }

    var user: User { account.user }
    var today: Day { viewer.today }

    var session: Session? {
        if case .session(let session) = credential { session } else { nil }
    }

    /// Says in time, and in words, what the store would refuse anyway.
    /// - Throws: 403 for a member of the space whose role does not allow it.
    func require(_ role: Role, in space: Space.ID) throws {
        // Who is none finds nothing there, unless they have just become one.
        guard let own = account.roles[space] else { return }
        if own < role { throw HTTPError(.forbidden, "In this space you are \(own.noun): this takes \(role.noun).") }
    }
}

extension Actor {
    /// The same for a space that a body names.
    /// - Throws: 422 in the place of 404.
    func require(_ role: Role, inNamed space: Space.ID) throws {
        guard account.roles[space] != nil else { throw HTTPError.invalid("space", "There is no such space.") }
        try require(role, in: space)
    }
}

extension Role {
    fileprivate var noun: String {
        switch self {
        case .viewer: "a viewer"
        case .commenter: "a commenter"
        case .editor: "an editor"
        case .owner: "an owner"
        }
    }
}

extension User {
    /// Their local day: in their own time zone, else the server's (`TZ`), else UTC.
    func today(_ clock: any WallClock) -> Day {
        let rules = timeZone.flatMap { TimeZoneRules(identifier: $0) } ?? .ofServer
        return rules.localDay(of: clock.now(), dayStartHour: dayStartHour)
    }
}
