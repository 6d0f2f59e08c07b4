import EventLoop

/// Makes and compares hashes of passwords on background threads: a storm of sign-ins takes what time is left over and a bounded amount of
/// memory (32 MiB a thread), and what would wait too long is refused.
struct PasswordHasher: Sendable {
    enum Failure: Error, Hashable {
        /// Too many passwords wait already; a moment later there may be room.
        case busy
        /// The task was cancelled while it waited.
        case cancelled
        /// The memory for a hash could not be had.
        case outOfMemory
    }

    private let threads: ThreadPool
    private let parameters: PasswordHash.Parameters

    /// - Parameters:
    ///   - cores: what the machine has; a quarter of them may be at work for passwords.
    ///   - waiting: how many may wait, some ten seconds' worth.
    ///   - parameters: what new hashes are made with; only tests have reason to ask for less.
    init(cores: Int, waiting: Int = 64, parameters: PasswordHash.Parameters = .current) {
        threads = ThreadPool(threads: max(1, cores / 4), waiting: waiting, isBackground: true)
        self.parameters = parameters
    }

    /// A hash to keep.
    func hash(_ password: String) async throws(Failure) -> PasswordHash {
        let parameters = parameters
        guard let hash = try await run({ PasswordHash.make(of: password, parameters) }) else { throw .outOfMemory }
        return hash
    }

    /// Whether `hash` was made of `password`.
    /// - Parameter hash: nil when there is no such account. That takes as long, so that nobody can tell.
    func verify(_ password: String, against hash: PasswordHash?) async throws(Failure) -> Bool {
        let decoy = PasswordHash.decoy(parameters)
        return try await run { (hash ?? decoy).matches(password) && hash != nil }
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(Failure) -> Value {
        do throws(ThreadPool.Rejection) {
            return try await threads.run(work)
        } catch {
            switch error {
            case .full: throw .busy
            case .cancelled: throw .cancelled
            }
        }
    }
}
