import Dispatch
import Glibc
import Synchronization

/// Signals as events, taken by Dispatch instead of a handler.
enum Signals {
    /// Waits for the first of `signals`. A second one, should stopping take too long, ends the process at once.
    static func first(of signals: [Int32]) async -> Int32 {
        let isTaken = Atomic(false)
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .global())
        }
        return await withCheckedContinuation { continuation in
            for (number, source) in zip(signals, sources) {
                source.setEventHandler {
                    // The handler keeps the sources alive, so that the second signal is seen as well.
                    _ = sources
                    if isTaken.exchange(true, ordering: .relaxed) { _exit(128 + number) }
                    continuation.resume(returning: number)
                }
                source.resume()
            }
        }
    }
}
