import Dispatch

/// Work that blocks, or takes longer than one request should keep a loop, done on Dispatch's threads.
public enum Blocking {
    public static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
        }
    }

    public static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: work()) }
        }
    }

    /// Of that many bytes each one can be looked at on a loop; what does so with more belongs here. About a millisecond's work.
    public static let fromBytes = 32 * 1024
}
