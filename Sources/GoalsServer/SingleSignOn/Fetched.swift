import GoalsCore

/// Something that another server publishes, kept for a while.
actor Fetched<Value: Sendable> {
    private let lifetime: Int64
    private let pause: Int64
    private let clock: any WallClock
    private let fetch: @Sendable () async -> Result<Value, SingleSignOnError>
    private var known: (value: Value, at: Instant)?
    private var underWay: Task<Result<Value, SingleSignOnError>, Never>?

    /// - Parameters:
    ///   - lifetime: for how many seconds it is believed.
    ///   - pause: how many seconds must lie between asking and asking again before that.
    init(
        lifetime: Int = 3600, pause: Int = 60, clock: any WallClock, fetch: @escaping @Sendable () async -> Result<Value, SingleSignOnError>
    ) {
        self.lifetime = Int64(lifetime) * 1_000_000
        self.pause = Int64(pause) * 1_000_000
        self.clock = clock
        self.fetch = fetch
    }

    func value() async throws(SingleSignOnError) -> Value {
        if let known, age(known.at) < lifetime { return known.value }
        return try await fetched()
    }

    /// One that is newer than the known one; nil when that was fetched just now, so that nobody can make us ask again and again.
    func newerValue() async throws(SingleSignOnError) -> Value? {
        if let known, age(known.at) < pause { return nil }
        return try await fetched()
    }

    /// A clock that was set back counts as much time passed.
    private func age(_ instant: Instant) -> Int64 {
        let age = clock.now().microseconds - instant.microseconds
        return age < 0 ? .max : age
    }

    /// Whoever comes meanwhile waits for the same answer.
    private func fetched() async throws(SingleSignOnError) -> Value {
        if let underWay { return try await underWay.value.get() }
        // A task of its own: it goes on when the one who asked has gone.
        let task = Task { await fetch() }
        underWay = task
        let result = await task.value
        underWay = nil
        if case .success(let value) = result { known = (value, clock.now()) }
        return try result.get()
    }
}
