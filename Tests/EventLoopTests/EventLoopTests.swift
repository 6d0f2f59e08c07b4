import EventLoop
import Synchronization
import Testing

@Suite struct EventLoopTests {
    @Test func tasksThatPreferALoopRunOnItsThread() async throws {
        let loop = try EventLoop()
        defer { loop.stop() }
        let onLoop = await Task(executorPreference: loop) {
            let before = loop.isCurrent
            await Task.yield()
            return before && loop.isCurrent && EventLoop.current === loop
        }.value
        #expect(onLoop)
        #expect(EventLoop.current == nil)
    }

    @Test func closuresFromOtherThreadsRunInOrder() async throws {
        let loop = try EventLoop()
        defer { loop.stop() }
        let seen = Mutex<[Int]>([])
        for number in 0..<1000 { loop.execute { seen.withLock { $0.append(number) } } }
        await loop.run {}
        #expect(seen.withLock { $0 } == Array(0..<1000))
    }

    @Test func timersFireInOrderAndNotBeforeTheirTime() async throws {
        let loop = try EventLoop()
        defer { loop.stop() }
        let fired = await withCheckedContinuation { (continuation: CheckedContinuation<[Int], Never>) in
            loop.execute {
                let order = Box<[Int]>([])
                let start = ContinuousClock.now
                for milliseconds in [220, 60, 140] {
                    let timer = LoopTimer {
                        order.value.append(start.duration(to: .now) >= .milliseconds(milliseconds) ? milliseconds : -1)
                        if order.value.count == 3 { continuation.resume(returning: order.value) }
                    }
                    loop.schedule(timer, after: .milliseconds(milliseconds))
                    order.timers.append(timer)
                }
            }
        }
        #expect(fired == [60, 140, 220])
    }

    @Test func aTimerMovedLaterOrEarlierFiresOnceAtItsLastTime() async throws {
        let loop = try EventLoop()
        defer { loop.stop() }
        let fired = await withCheckedContinuation { (continuation: CheckedContinuation<[String], Never>) in
            loop.execute {
                let order = Box<[String]>([])
                let later = LoopTimer { order.value.append("later") }
                let earlier = LoopTimer { order.value.append("earlier") }
                let cancelled = LoopTimer { order.value.append("cancelled") }
                let last = LoopTimer { continuation.resume(returning: order.value) }
                loop.schedule(later, after: .milliseconds(40))
                loop.schedule(later, after: .milliseconds(200))
                loop.schedule(earlier, after: .seconds(3600))
                loop.schedule(earlier, after: .milliseconds(80))
                loop.schedule(cancelled, after: .milliseconds(60))
                cancelled.cancel()
                loop.schedule(last, after: .milliseconds(400))
                order.timers = [later, earlier, cancelled, last]
            }
        }
        #expect(fired == ["earlier", "later"])
    }

    @Test func aTimersActionMayArmAndCancelTimers() async throws {
        let loop = try EventLoop()
        defer { loop.stop() }
        let fired = await withCheckedContinuation { (continuation: CheckedContinuation<[String], Never>) in
            loop.execute {
                let order = Box<[String]>([])
                order.timers = [
                    LoopTimer {
                        order.value.append("first")
                        order.timers[1].cancel()
                        loop.schedule(order.timers[2], after: .milliseconds(40))
                    },
                    LoopTimer { order.value.append("cancelled") },
                    LoopTimer { continuation.resume(returning: order.value + ["armed by the first"]) },
                ]
                for timer in order.timers[0...1] { loop.schedule(timer, after: .milliseconds(40)) }
            }
        }
        #expect(fired == ["first", "armed by the first"])
    }

    @Test func observersAreToldOnceAfterAllJobsOfTheTurn() async throws {
        final class Observer: TurnObserver {
            var seen: [Int] = []
            var jobs = 0
            func turnEnded() { seen.append(jobs) }
        }
        let loop = try EventLoop()
        defer { loop.stop() }
        let seen = await Task(executorPreference: loop) {
            let observer = Observer()
            loop.notifyAtTurnEnd(observer)
            for _ in 0..<5 {
                observer.jobs += 1
                await Task.yield()
            }
            // Another thread's work starts another turn; but this one goes on when it comes before the wait for it.
            var turns = 0
            while observer.seen.isEmpty || turns < 2 {
                turns += observer.seen.isEmpty ? 0 : 1
                await withCheckedContinuation { continuation in
                    Task.detached { continuation.resume() }
                }
            }
            return observer.seen
        }.value
        #expect(seen == [5])
    }

    @Test func jobsForAStoppedLoopStillRun() async throws {
        let loop = try EventLoop()
        loop.stop()
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<100 { group.addTask(executorPreference: loop) { number } }
            return await group.reduce(0, +)
        }
        #expect(sum == 4950)
    }

    @Test func listenersOnOnePortShareIt() async throws {
        let group = try EventLoopGroup(count: 2)
        defer { group.stop() }
        let port = try await group.loops[0].run {
            Result { () throws(SocketError) in
                let listener = try Listener(on: group.loops[0], address: SocketAddress(host: "127.0.0.1", port: 0)!) { _, _ in }
                return listener.address.port
            }
        }.get()
        #expect(port != 0)
        let second = try await group.loops[1].run {
            Result { () throws(SocketError) in
                try Listener(on: group.loops[1], address: SocketAddress(host: "127.0.0.1", port: port)!) { _, _ in }.address.port
            }
        }.get()
        #expect(second == port)
    }
}

/// Loop-confined test state.
private final class Box<Value>: @unchecked Sendable {
    var value: Value
    var timers: [LoopTimer] = []
    init(_ value: Value) { self.value = value }
}
