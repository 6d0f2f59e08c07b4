/// The loops of a process, one per core unless told otherwise.
public struct EventLoopGroup: Sendable {
    public let loops: [EventLoop]

    /// - Throws: `SocketError` when the kernel has no descriptor left.
    public init(count: Int) throws(SocketError) {
        precondition(count > 0)
        var loops: [EventLoop] = []
        for index in 0..<count { loops.append(try EventLoop(index: index)) }
        self.loops = loops
    }

    /// The loop that the caller runs on, if it is one of the group's; else the first.
    public var currentOrFirst: EventLoop {
        if let current = EventLoop.current, current.index < loops.count, loops[current.index] === current { return current }
        return loops[0]
    }

    /// Ends the loops' threads.
    public func stop() {
        for loop in loops { loop.stop() }
    }
}

extension EventLoop {
    /// Runs `body` on the loop's thread and returns what it returns.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        if isCurrent { return body() }
        return await withUnsafeContinuation { continuation in
            execute { continuation.resume(returning: body()) }
        }
    }
}
