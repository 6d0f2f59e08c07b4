import CLinux
import Glibc

/// A few threads for work that blocks or takes long, and a queue that has an end: what is too much is refused at once, instead of waiting for
/// longer than anybody would wait for it.
///
/// `Blocking` is for short work; this for what must not take the machine, or the memory, from everything else.
public final class ThreadPool: Sendable {
    public enum Rejection: Error, Hashable {
        /// As much waits as may.
        case full
        /// The task was cancelled before its turn came.
        case cancelled
    }

    private let queue: WorkQueue

    /// The threads start with the first work and end with the pool.
    /// - Parameters:
    ///   - waiting: how much may wait for a thread.
    ///   - isBackground: whether the threads take only what time others leave.
    public init(threads: Int, waiting: Int, isBackground: Bool = false) {
        queue = WorkQueue(threads: threads, waiting: waiting, isBackground: isBackground)
    }

    deinit { queue.close() }

    /// What `work` returns, once a thread has come to it: first come, first served.
    /// - Throws: `Rejection`. Work that has begun is finished, cancelled or not.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(Rejection) -> Value {
        let id = queue.nextID()
        let result: Result<Value, Rejection> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.add(
                    WorkQueue.Item(id: id) { rejection in
                        continuation.resume(returning: rejection.map { .failure($0) } ?? .success(work()))
                    })
                // Cancelled before it was there to be found.
                if Task.isCancelled { queue.cancel(id) }
            }
        } onCancel: {
            queue.cancel(id)
        }
        return try result.get()
    }

    /// How much waits for a thread at the moment.
    public var waitingCount: Int { queue.waitingCount }
    /// Whether each of the threads is at work.
    public var isBusy: Bool { queue.isBusy }
}
