import Glibc

/// State behind a POSIX mutex.
///
/// What passes through an event loop's inbox (jobs, and with them everything that a resumed task was given) is handed from thread to
/// thread under it. `Synchronization.Mutex` would do, but ThreadSanitizer does not see it at work and takes each hand-over for a race.
///
/// `@unchecked Sendable`: `state` is touched under the mutex alone.
final class Lock<State>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var state: State

    init(_ state: State) {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        self.state = state
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Not to be called from within `body`.
    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }
}
