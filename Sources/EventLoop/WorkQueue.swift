import CLinux
import Glibc

/// What a pool's threads share; it outlives the pool until the last of them has ended.
///
/// Mutex and condition are POSIX's (see `Lock`). `@unchecked Sendable`: what changes is touched under the mutex alone.
final class WorkQueue: @unchecked Sendable {
    struct Item: Sendable {
        let id: UInt64
        /// Called once: with nil, by a thread, to do the work; else with why it will not be done.
        let body: @Sendable (ThreadPool.Rejection?) -> Void
    }

    private let mutex: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    private let arrival: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    private let threads: Int
    private let limit: Int
    private let isBackground: Bool
    private var items: [Item] = []
    private var lastID: UInt64 = 0
    private var started = 0
    /// Threads that are about to take an item, or wait for one.
    private var idle = 0
    private var isClosed = false

    init(threads: Int, waiting: Int, isBackground: Bool) {
        precondition(threads > 0 && waiting >= 0)
        self.threads = threads
        self.isBackground = isBackground
        limit = waiting
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(arrival, nil)
    }

    deinit {
        pthread_cond_destroy(arrival)
        pthread_mutex_destroy(mutex)
        arrival.deallocate()
        mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    var waitingCount: Int { locked { max(0, items.count - idle) } }

    var isBusy: Bool { locked { started == threads && idle == 0 } }

    func nextID() -> UInt64 {
        locked {
            lastID += 1
            return lastID
        }
    }

    func add(_ item: Item) {
        let isAccepted = locked {
            if items.count >= idle, started < threads { startThread() }
            guard started > 0, items.count < idle + limit else { return false }
            items.append(item)
            pthread_cond_signal(arrival)
            return true
        }
        if !isAccepted { item.body(.full) }
    }

    /// Nothing, when a thread has taken it or it is not there.
    func cancel(_ id: UInt64) {
        let item = locked { items.firstIndex { $0.id == id }.map { items.remove(at: $0) } }
        item?.body(.cancelled)
    }

    /// The threads end once nothing is left to do.
    func close() {
        locked {
            isClosed = true
            pthread_cond_broadcast(arrival)
        }
    }

    /// Where the system has no thread to give, those that run go on alone.
    private func startThread() {
        var thread = pthread_t()
        let queue = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<WorkQueue>.fromOpaque(argument).takeRetainedValue().work()
                return nil
            }, queue.toOpaque())
        guard code == 0 else { return queue.release() }
        pthread_detach(thread)
        started += 1
        idle += 1
    }

    private func work() {
        if isBackground { goals_lower_priority() }
        while let item = next() {
            item.body(nil)
            locked { idle += 1 }
        }
    }

    private func next() -> Item? {
        locked {
            while items.isEmpty {
                if isClosed { return nil }
                pthread_cond_wait(arrival, mutex)
            }
            idle -= 1
            return items.removeFirst()
        }
    }
}
