import GoalsCore

/// What a route asks of whoever calls it. Whose things they may see or change, the store decides.
enum Access: Hashable, Sendable {
    /// Nobody need be signed in.
    case open
    /// A session, or a token of this scope.
    case scope(APIToken.Scope)
    /// A session: no script gets at accounts.
    case account
    /// A session of one who manages the server's accounts.
    case admin

    static let read = Access.scope(.read)
    static let checkIn = Access.scope(.checkIn)
    static let write = Access.scope(.write)
}
