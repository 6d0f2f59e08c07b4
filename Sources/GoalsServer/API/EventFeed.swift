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

    /// How the history is looked at.
    struct Pace: Sendable {
        var interval = Duration.seconds(1)
        /// How many changes are looked up at a time, and how often in one go.
        var page = 1_000
        var pages = 10
        /// How many events wait for a slow client before its stream ends.
        var buffered = 256
    }

    private let store: Store
    private let clock: any WallClock
    private let pace: Pace
    private let state = Mutex(State())

    /// How far back the history is looked at: a change is told late when its transaction took long, or clocks differ.
    private static let lookBack: Int64 = 10 * 1_000_000

    init(store: Store, clock: any WallClock, pace: Pace = Pace()) {
        self.store = store
        self.clock = clock
        self.pace = pace
    }

    /// How many watch.
    var watchers: Int { state.withLock { $0.watchers.count } }

    /// What changes from now on in the spaces, until the stream is let go of.
    func events(in spaces: Set<Space.ID>) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingOldest(pace.buffered))
        let number: Int? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = Watcher(spaces: spaces, continuation: continuation)
            if state.poller == nil { state.poller = Task { [weak self, pace] in await Self.poll(pace.interval) { self } } }
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
        tell(.changed(activity)) { state in
            guard !state.watchers.isEmpty, state.told.updateValue(activity.createdAt, forKey: activity.id) == nil else { return [] }
            return state.watchers.values.filter { $0.spaces.contains(activity.space) }
        }
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

    private func tell(_ event: Event, _ watchers: (inout State) -> [Watcher]) {
        let slow = state.withLock { state in
            watchers(&state).map(\.continuation).filter { if case .dropped = $0.yield(event) { true } else { false } }
        }
        // Who has not kept up comes back and says what it saw last.
        for continuation in slow { continuation.finish() }
    }

    private static func poll(_ interval: Duration, _ feed: () -> EventFeed?) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            guard !Task.isCancelled, let feed = feed() else { return }
            await feed.lookUp()
        }
    }

    /// Passes on what the history holds of the last seconds and has not been told.
    func lookUp() async {
        let since = clock.now().advanced(by: -Self.lookBack)
        var last = Activity.ID.before(since)
        for _ in 0..<pace.pages {
            // A database that is away for a moment has its say elsewhere; what is missed is found as soon as it is back.
            guard let activities = try? await store.activities(after: last, for: nil, limit: pace.page) else { return }
            for activity in activities { publish(activity) }
            guard activities.count == pace.page, let end = activities.last else { return forget(since) }
            last = end.id
        }
        tell(.reset) { Array($0.watchers.values) }
        forget(since)
    }

    private func forget(_ since: Instant) {
        state.withLock { state in state.told = state.told.filter { $0.value > since.advanced(by: -Self.lookBack) } }
    }
}
