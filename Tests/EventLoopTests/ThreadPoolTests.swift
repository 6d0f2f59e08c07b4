import CLinux
import Dispatch
import EventLoop
import Glibc
import Synchronization
import Testing

@Suite struct ThreadPoolTests {
    @Test func workRunsInTheOrderInWhichItCame() async throws {
        let pool = ThreadPool(threads: 1, waiting: 100)
        let gate = DispatchSemaphore(value: 0)
        let order = Shared<[Int]>([])
        try await withThrowingTaskGroup { group in
            group.addTask { try await pool.run { gate.wait() } }
            await until { pool.waitingCount == 0 && pool.isBusy }
            for number in 0..<20 {
                group.addTask { try await pool.run { order.value.withLock { $0.append(number) } } }
                await until { pool.waitingCount == number + 1 }
            }
            gate.signal()
            try await group.waitForAll()
        }
        #expect(order.value.withLock { $0 } == Array(0..<20))
    }

    @Test func asMuchRunsAtOnceAsThereAreThreads() async throws {
        let pool = ThreadPool(threads: 3, waiting: 100)
        let gate = DispatchSemaphore(value: 0)
        let count = Shared((running: 0, most: 0))
        try await withThrowingTaskGroup { group in
            for _ in 0..<12 {
                group.addTask {
                    try await pool.run {
                        count.value.withLock { $0 = ($0.running + 1, max($0.most, $0.running + 1)) }
                        gate.wait()
                        count.value.withLock { $0.running -= 1 }
                    }
                }
            }
            await until { count.value.withLock { $0.running } == 3 && pool.waitingCount == 9 }
            for _ in 0..<12 { gate.signal() }
            try await group.waitForAll()
        }
        #expect(count.value.withLock { $0.most } == 3)
    }

    @Test func whatIsTooMuchIsRefusedAtOnce() async throws {
        let pool = ThreadPool(threads: 1, waiting: 2)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup { group in
            group.addTask { try await pool.run { gate.wait() } }
            await until { pool.isBusy }
            for number in 1...2 {
                group.addTask { try await pool.run { gate.wait() } }
                await until { pool.waitingCount == number }
            }
            await #expect(throws: ThreadPool.Rejection.full) { try await pool.run {} }
            for _ in 0..<3 { gate.signal() }
            try await group.waitForAll()
        }
        // There is room again.
        #expect(try await pool.run { 7 } == 7)
    }

    @Test func whatIsCancelledWhileItWaitsIsNotDone() async throws {
        let pool = ThreadPool(threads: 1, waiting: 10)
        let gate = DispatchSemaphore(value: 0)
        let done = Shared(false)
        let first = Task { try await pool.run { gate.wait() } }
        await until { pool.isBusy }
        let second = Task { try await pool.run { done.value.withLock { $0 = true } } }
        await until { pool.waitingCount == 1 }
        second.cancel()
        await #expect(throws: ThreadPool.Rejection.cancelled) { try await second.value }
        #expect(pool.waitingCount == 0)
        gate.signal()
        try await first.value
        #expect(!done.value.withLock { $0 })
    }

    @Test func ofATaskThatIsCancelledAlreadyNothingIsDone() async throws {
        let pool = ThreadPool(threads: 1, waiting: 10)
        let gate = DispatchSemaphore(value: 0)
        let first = Task { try await pool.run { gate.wait() } }
        await until { pool.isBusy }
        let second = Task {
            while !Task.isCancelled { await Task.yield() }
            try await pool.run {}
        }
        second.cancel()
        await #expect(throws: ThreadPool.Rejection.cancelled) { try await second.value }
        gate.signal()
        try await first.value
    }

    @Test func whatHasBegunIsFinished() async throws {
        let pool = ThreadPool(threads: 1, waiting: 10)
        let gate = DispatchSemaphore(value: 0)
        let task = Task {
            try await pool.run {
                gate.wait()
                return 7
            }
        }
        await until { pool.isBusy }
        task.cancel()
        gate.signal()
        #expect(try await task.value == 7)
    }

    @Test func aBackgroundPoolTakesWhatOthersLeave() async throws {
        #expect(try await ThreadPool(threads: 1, waiting: 1, isBackground: true).run { goals_priority() } == 19)
        #expect(try await ThreadPool(threads: 1, waiting: 1).run { goals_priority() } == goals_priority())
    }

    @Test func theThreadsEndWithThePool() async throws {
        // A thread takes the name of what it works for, so that it can be found among the process's threads.
        let name = "pool-\(getpid() % 100_000)"
        do {
            let pool = ThreadPool(threads: 2, waiting: 10)
            try await pool.run {
                let file = fopen("/proc/thread-self/comm", "w")
                fputs(name, file)
                fclose(file)
            }
            #expect(threadNames().contains(name))
        }
        await until { !threadNames().contains(name) }
    }

    private func threadNames() -> [String] {
        guard let folder = opendir("/proc/self/task") else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let id = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let file = fopen("/proc/self/task/\(id)/comm", "r") else { continue }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 64)
            guard fgets(&line, 64, file) != nil else { continue }
            names.append(String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        return names
    }

    /// Waits for `condition`; a test that waits for a minute has failed.
    private func until(_ condition: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async {
        let start = ContinuousClock.now
        while !condition() {
            guard start.duration(to: .now) < .seconds(60) else {
                Issue.record("it did not come to that", sourceLocation: sourceLocation)
                return
            }
            try? await Task.sleep(for: .milliseconds(1))
        }
    }
}

/// A value that several threads change.
private final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
}
