import EventLoop
import GoalsCore
import Logging
import Synchronization

/// Passes on what changes to those who watch: at once what this process does, and within a second what others do, which it looks up in
/// the history that all share. Without watchers nothing is looked up.
final class EventFeed: Sendable {
    /// What a watcher is told.
    enum Event: Sendable {
        case changed(Activity)
        /// More has happened than is told: everything must be read anew.
        case reset
    }

    private struct Watcher {
        let spaces: Set<Space.ID>
        let continuation: AsyncStream<Event>.Continuation
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var nextWatcher = 0
        /// What has been told in the last seconds, so that it is not told again when it is found in the history.
        var told: [Activity.ID: Instant] = [:]
        var poller: Task<Void, Never>?
        var isClosed = false
    }

    private let store: Store
    private let clock: any WallClock
    private let state = Mutex(State())

    /// How often the history is looked at, and how far back: a change is told late when its transaction took long, or clocks differ.
    private static let interval = Duration.seconds(1)
    private static let lookBack: Int64 = 10 * 1_000_000
    /// How many events wait for a slow client before it is told to read everything anew.
    private static let buffered = 256
    /// How many changes are looked up at a time, and how often in one go.
    private static let page = 1_000
    private static let pages = 10

    init(store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// What changes from now on in the spaces, until the stream is let go of.
    func events(in spaces: Set<Space.ID>) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingOldest(Self.buffered))
        let number: Int? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = Watcher(spaces: spaces, continuation: continuation)
            if state.poller == nil { state.poller = Task { [weak self] in await Self.poll { self } } }
            return state.nextWatcher
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.leave(number) }
        return stream
    }

    /// Tells all who watch its space of a change that has been kept.
    func publish(_ activity: Activity) {
        let slow: [AsyncStream<Event>.Continuation] = state.withLock { state in
            guard !state.watchers.isEmpty, state.told.updateValue(activity.createdAt, forKey: activity.id) == nil else { return [] }
            return state.watchers.values.filter { watcher in
                guard watcher.spaces.contains(activity.space) else { return false }
                if case .dropped = watcher.continuation.yield(.changed(activity)) { return true }
                return false
            }.map(\.continuation)
        }
        // Who has not kept up comes back and says what it saw last.
        for continuation in slow { continuation.finish() }
    }

    /// Ends all streams.
    func close() {
        let (watchers, poller) = state.withLock { state in
            state.isClosed = true
            defer { state.watchers = [:] }
            return (Array(state.watchers.values), state.poller)
        }
        poller?.cancel()
        for watcher in watchers { watcher.continuation.finish() }
    }

    private func leave(_ number: Int) {
        state.withLock { state in
            state.watchers[number] = nil
            guard state.watchers.isEmpty else { return }
            state.poller?.cancel()
            state.poller = nil
            state.told = [:]
        }
    }

    private static func poll(_ feed: () -> EventFeed?) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            guard !Task.isCancelled, let feed = feed() else { return }
            await feed.lookUp()
        }
    }

    private func lookUp() async {
        let since = Instant(microseconds: clock.now().microseconds - Self.lookBack)
        var last = Activity.ID.before(since)
        for _ in 0..<Self.pages {
            // A database that is away for a moment has its say elsewhere; what is missed is found as soon as it is back.
            guard let activities = try? await store.activities(after: last, for: nil, limit: Self.page) else { return }
            for activity in activities { publish(activity) }
            guard activities.count == Self.page, let end = activities.last else { return forget(since) }
            last = end.id
        }
        state.withLock { state in
            for watcher in state.watchers.values { watcher.continuation.yield(.reset) }
        }
        forget(since)
    }

    private func forget(_ since: Instant) {
        state.withLock { state in state.told = state.told.filter { $0.value > Instant(microseconds: since.microseconds - Self.lookBack) } }
    }
}
