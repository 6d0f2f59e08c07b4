/// A one-shot timer of a loop; re-armed by scheduling it again.
///
/// Made for deadlines that are nearly always moved before they pass: moving one later costs a store.
public final class LoopTimer {
    /// When it is due, or `.max` when it is not armed.
    fileprivate(set) var deadline: UInt64 = .max
    /// The tick of its live entry in the wheel, or `.max` when it has none.
    fileprivate var queuedTick: UInt64 = .max
    /// Where in its slot that entry lies.
    fileprivate var position = 0
    private let action: () -> Void

    /// `action` runs on the thread of the loop that the timer is scheduled on.
    public init(_ action: @escaping () -> Void) { self.action = action }

    public var isArmed: Bool { deadline != .max }

    /// Disarms it. O(1).
    public func cancel() { deadline = .max }

    /// Runs the action, unless another timer's has cancelled or moved it since it became due.
    func fire(now: UInt64) {
        guard deadline <= now else { return }
        deadline = .max
        action()
    }
}

/// A hashed timing wheel (Varghese and Lauck, 1987, scheme 6): O(1) to arm, move and cancel.
///
/// An entry is left where it lies when its timer moves later or is cancelled, and is put right when its tick comes. A timer has one
/// entry at most.
struct TimerWheel {
    static let tick: UInt64 = 32_000_000
    private static let slotCount = 4096

    private var slots: [[LoopTimer]] = Array(repeating: [], count: slotCount)
    /// A bit for each slot that has entries.
    private var occupied: [UInt64] = Array(repeating: 0, count: slotCount / 64)
    private var current: UInt64
    private var entries = 0
    /// No entry is earlier than this tick.
    private var earliest: UInt64 = .max

    init(now: UInt64) { current = now / Self.tick }

    mutating func schedule(_ timer: LoopTimer, at deadline: UInt64) {
        timer.deadline = deadline
        // The first tick that begins at or after the deadline: never early.
        let tick = max(deadline &+ (Self.tick - 1), deadline) / Self.tick
        if timer.queuedTick <= tick { return }
        remove(timer)
        insert(timer, at: tick)
    }

    /// Takes the timer's entry out, so that nothing keeps the timer any more.
    mutating func remove(_ timer: LoopTimer) {
        guard timer.queuedTick != .max else { return }
        let slot = Int(timer.queuedTick % UInt64(Self.slotCount))
        timer.queuedTick = .max
        let last = slots[slot].removeLast()
        if last !== timer {
            slots[slot][timer.position] = last
            last.position = timer.position
        }
        if slots[slot].isEmpty { occupied[slot / 64] &= ~(1 << UInt64(slot % 64)) }
        entries -= 1
    }

    private mutating func insert(_ timer: LoopTimer, at tick: UInt64) {
        // Beyond the wheel's horizon: waits in the farthest slot and is put on from there.
        let tick = min(max(tick, current + 1), current + UInt64(Self.slotCount) - 1)
        let slot = Int(tick % UInt64(Self.slotCount))
        earliest = min(earliest, tick)
        timer.queuedTick = tick
        timer.position = slots[slot].count
        slots[slot].append(timer)
        occupied[slot / 64] |= 1 << UInt64(slot % 64)
        entries += 1
    }

    /// Takes out what is due at `now`, in order of ticks. The caller fires it: an action may arm timers itself.
    mutating func due(now: UInt64) -> [LoopTimer] {
        var fired: [LoopTimer] = []
        let target = now / Self.tick
        while current < target {
            guard entries > 0 else {
                current = target
                return fired
            }
            current += 1
            let slot = Int(current % UInt64(Self.slotCount))
            if slots[slot].isEmpty { continue }
            var due: [LoopTimer] = []
            swap(&due, &slots[slot])
            occupied[slot / 64] &= ~(1 << UInt64(slot % 64))
            entries -= due.count
            for timer in due {
                timer.queuedTick = .max
                if timer.deadline == .max { continue }
                if timer.deadline <= now { fired.append(timer) } else { schedule(timer, at: timer.deadline) }
            }
        }
        return fired
    }

    /// How long `epoll_wait` may sleep; -1 for ever.
    mutating func millisecondsToNext(now: UInt64) -> Int32 {
        guard entries > 0 else { return -1 }
        if earliest <= current || earliest == .max { earliest = nextOccupiedTick }
        let due = earliest * Self.tick
        return due <= now ? 0 : Int32((due - now + 999_999) / 1_000_000)
    }

    private var nextOccupiedTick: UInt64 {
        let first = Int((current + 1) % UInt64(Self.slotCount))
        var distance = 0
        while distance < Self.slotCount {
            let slot = (first + distance) % Self.slotCount
            let word = occupied[slot / 64] >> UInt64(slot % 64)
            if word != 0 {
                distance += word.trailingZeroBitCount
                break
            }
            distance += 64 - slot % 64
        }
        return current + 1 + UInt64(distance)
    }
}
