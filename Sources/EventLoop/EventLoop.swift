import CLinux
import Dispatch
import Glibc

/// One thread that waits on descriptors, runs timers and executes the jobs of the tasks that prefer it.
///
/// A loop owns everything registered with it: handlers, timers and turn observers are called on its thread only, and
/// the methods marked *loop thread only* may be called from there only. A task created with the loop as its executor
/// preference runs its nonisolated code on that same thread, so a handler needs no locks and no hops.
///
/// A turn is: wait for events, call their handlers, fire timers, run jobs until none is left, then tell the turn's observers.
/// What was gathered during a turn (bytes to send, statements to submit) leaves in one piece at its end.
///
/// `@unchecked Sendable`: all mutable state is touched on the loop's thread alone, but for `inbox`, which is a `Lock`.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    private struct Inbox {
        var work: [Work] = []
        /// The loop has been told to look; more need not be said until it has.
        var isWoken = false
        /// The loop's thread has ended: work goes to its queue instead.
        var hasEnded = false
    }

    /// The loop's number within its group, from 0.
    public let index: Int
    private let queue: DispatchQueue
    private let epoll: Descriptor
    private let wakeup: Descriptor
    private let inbox = Lock(Inbox())

    private var jobs: [UnownedJob] = []
    private var observers: [any TurnObserver] = []
    private var retired: [Registration] = []
    private var wheel: TimerWheel
    private var isStopping = false

    /// Nanoseconds on the monotonic clock, read once a turn. Loop thread only.
    public private(set) var now: UInt64

    /// A buffer that any handler may read into during its own call. Its contents do not outlive the call. Loop thread only.
    public let scratch: UnsafeMutableRawBufferPointer

    /// Makes a loop and starts its thread.
    /// - Throws: `SocketError` when the kernel has no descriptor left.
    public init(index: Int = 0) throws(SocketError) {
        self.index = index
        queue = DispatchQueue(label: "loop-\(index)", qos: .userInitiated)
        epoll = Descriptor(try SocketError.check("epoll_create1", epoll_create1(Int32(EPOLL_CLOEXEC))))
        wakeup = Descriptor(
            try SocketError.check("eventfd", eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))))
        now = Self.monotonicNow()
        wheel = TimerWheel(now: now)
        scratch = .allocate(byteCount: 65_536, alignment: 16)
        _ = try SocketError.check("epoll_ctl", goals_epoll_ctl(epoll.raw, EPOLL_CTL_ADD, wakeup.raw, EPOLLIN.rawValue, nil))
        queue.async { self.run() }
    }

    deinit { scratch.deallocate() }

    // MARK: From any thread

    /// The loop whose thread this is.
    public static var current: EventLoop? {
        guard let pointer = pthread_getspecific(currentKey) else { return nil }
        return Unmanaged<EventLoop>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Whether the caller is on this loop's thread.
    public var isCurrent: Bool { pthread_getspecific(Self.currentKey) == Unmanaged.passUnretained(self).toOpaque() }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent { jobs.append(job) } else { submit(.job(job)) }
    }

    /// Runs `body` on the loop's thread: at once when called from there, else in one of its next turns.
    public func execute(_ body: @escaping @Sendable () -> Void) {
        if isCurrent { body() } else { submit(.closure(body)) }
    }

    /// Ends the thread after its present turn. What is enqueued later runs on a Dispatch queue, still one job at a time.
    public func stop() {
        submit(.closure { self.isStopping = true })
    }

    // MARK: Descriptors (loop thread only)

    /// Calls `handler.ready(_:)` in each turn in which one of `interest` holds, or with `.edge` in that in which it begins to. Errors and
    /// hang-ups are always told.
    public func register(_ descriptor: Int32, _ interest: IOEvents, _ handler: any IOHandler) throws(SocketError) -> Registration {
        assert(isCurrent)
        let registration = Registration(descriptor: descriptor, interest: interest, handler: handler)
        let pointer = Unmanaged.passRetained(registration)
        guard goals_epoll_ctl(epoll.raw, EPOLL_CTL_ADD, descriptor, interest.rawValue, pointer.toOpaque()) == 0 else {
            pointer.release()
            throw SocketError(call: "epoll_ctl", code: errno)
        }
        return registration
    }

    /// Changes what the handler is told of.
    public func update(_ registration: Registration, _ interest: IOEvents) {
        guard registration.handler != nil, registration.interest != interest else { return }
        registration.interest = interest
        let pointer = Unmanaged.passUnretained(registration).toOpaque()
        _ = goals_epoll_ctl(epoll.raw, EPOLL_CTL_MOD, registration.descriptor, interest.rawValue, pointer)
    }

    /// Forgets the descriptor. Call it before the descriptor is closed.
    public func deregister(_ registration: Registration) {
        guard registration.handler != nil else { return }
        registration.handler = nil
        _ = goals_epoll_ctl(epoll.raw, EPOLL_CTL_DEL, registration.descriptor, 0, nil)
        // Events of this turn may still point to it, so it goes only when the turn has ended.
        Unmanaged.passUnretained(registration).release()
        retired.append(registration)
    }

    // MARK: Timers and turns (loop thread only)

    /// Arms `timer` to fire once, `delay` after the beginning of this turn, instead of when it was armed for before. O(1).
    public func schedule(_ timer: LoopTimer, after delay: Duration) {
        schedule(timer, at: now &+ delay.clampedNanoseconds)
    }

    /// Arms `timer` for a moment on `now`'s clock. O(1); it fires up to one tick (32 ms) late.
    public func schedule(_ timer: LoopTimer, at deadline: UInt64) {
        assert(isCurrent)
        wheel.schedule(timer, at: deadline)
    }

    /// Disarms `timer` and lets go of it, which `LoopTimer.cancel()` alone does only when the time has come that it was armed for. O(1).
    public func discard(_ timer: LoopTimer) {
        assert(isCurrent)
        timer.cancel()
        wheel.remove(timer)
    }

    /// Calls `observer.turnEnded()` once, at the end of this turn.
    public func notifyAtTurnEnd(_ observer: any TurnObserver) {
        assert(isCurrent)
        observers.append(observer)
    }

    // MARK: The thread

    private static let currentKey: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    static func monotonicNow() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private func submit(_ work: Work) {
        enum Next { case nothing, wake, runOnQueue }
        let next: Next = inbox.withLock { inbox in
            if inbox.hasEnded { return .runOnQueue }
            inbox.work.append(work)
            defer { inbox.isWoken = true }
            return inbox.isWoken ? .nothing : .wake
        }
        switch next {
        case .nothing: break
        case .wake:
            var one: UInt64 = 1
            _ = write(wakeup.raw, &one, 8)
        case .runOnQueue: queue.async { self.asCurrent { self.perform(work) } }
        }
    }

    private func perform(_ work: Work) {
        switch work {
        case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
        case .closure(let body): body()
        }
        while !jobs.isEmpty { runJobs() }
    }

    private func asCurrent(_ body: () -> Void) {
        pthread_setspecific(Self.currentKey, Unmanaged.passUnretained(self).toOpaque())
        body()
        pthread_setspecific(Self.currentKey, nil)
    }

    private func run() {
        asCurrent {
            let capacity = 256
            let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: capacity)
            defer { events.deallocate() }
            while !isStopping { turn(events, capacity) }
        }
        let rest = inbox.withLock { inbox in
            inbox.hasEnded = true
            return inbox.work
        }
        asCurrent { rest.forEach(perform) }
    }

    private func turn(_ events: UnsafeMutablePointer<epoll_event>, _ capacity: Int) {
        let timeout = jobs.isEmpty && observers.isEmpty ? wheel.millisecondsToNext(now: now) : 0
        let count = epoll_wait(epoll.raw, events, Int32(capacity), timeout)
        now = Self.monotonicNow()
        for index in 0..<max(0, Int(count)) {
            guard let pointer = goals_epoll_data(events + index) else {
                receive()
                continue
            }
            let registration = Unmanaged<Registration>.fromOpaque(pointer).takeUnretainedValue()
            registration.handler?.ready(IOEvents(rawValue: goals_epoll_events(events + index)))
        }
        for timer in wheel.due(now: now) { timer.fire(now: now) }
        runJobs()
        endTurn()
        retired.removeAll(keepingCapacity: true)
    }

    /// Takes what other threads have left.
    private func receive() {
        var counter: UInt64 = 0
        _ = read(wakeup.raw, &counter, 8)
        let work = inbox.withLock { inbox in
            inbox.isWoken = false
            defer { inbox.work = [] }
            return inbox.work
        }
        for item in work {
            switch item {
            case .job(let job): jobs.append(job)
            case .closure(let body): body()
            }
        }
    }

    /// Runs jobs, and those that they make ready, until none is left; gives the descriptors a chance after many rounds.
    private func runJobs() {
        var rounds = 0
        while !jobs.isEmpty, rounds < 64 {
            var batch: [UnownedJob] = []
            swap(&batch, &jobs)
            for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
            rounds += 1
            if jobs.isEmpty {
                batch.removeAll(keepingCapacity: true)
                jobs = batch
            }
        }
    }

    private func endTurn() {
        guard !observers.isEmpty else { return }
        var ending: [any TurnObserver] = []
        swap(&ending, &observers)
        for observer in ending { observer.turnEnded() }
        if observers.isEmpty {
            ending.removeAll(keepingCapacity: true)
            observers = ending
        }
    }
}

/// Told once, at the end of the turn in which it asked.
public protocol TurnObserver: AnyObject {
    func turnEnded()
}

extension Duration {
    /// Whole nanoseconds, from 0 to about 292 years.
    var clampedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(clamping: min(seconds, 9_000_000_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
