import EventLoop

/// Who may have a connection: counts them for all loops together, in total and by address.
struct Admission: Sendable {
    enum Decision: Sendable, Equatable {
        case admitted
        /// The server is full: one that waits must give way, and the new one be tried again.
        case full
        /// The address has all that one may have.
        case tooManyFromAddress
    }

    private let limits: Limits
    private var total = 0
    private var byNetwork: [SocketAddress.Network: Int] = [:]

    init(_ limits: Limits) { self.limits = limits }

    /// Counts a new connection, if it is admitted.
    mutating func connected(_ address: SocketAddress) -> Decision {
        let limit = address.isPublic ? limits.connectionsPerAddress : limits.connectionsPerPrivateAddress
        if byNetwork[address.network, default: 0] >= limit { return .tooManyFromAddress }
        guard total < limits.connections else { return .full }
        total += 1
        byNetwork[address.network, default: 0] += 1
        return .admitted
    }

    /// One that was admitted is closed.
    mutating func disconnected(_ address: SocketAddress) {
        total -= 1
        guard let count = byNetwork[address.network] else { return }
        byNetwork[address.network] = count > 1 ? count - 1 : nil
    }
}
