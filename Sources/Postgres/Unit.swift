import SQL

/// One call of `run`: statements that stand or fall together, and the caller that waits for them.
///
/// `@unchecked Sendable`: whoever makes it hands it to one loop and forgets it; from then on only that loop's thread touches it.
final class Unit: @unchecked Sendable {
    typealias Answer = Result<[Rows], DatabaseError>

    let statements: [Statement]
    let isWrite: Bool
    private var continuation: UnsafeContinuation<Answer, Never>?

    /// What its statements have returned in the present run. Nobody sees it before the Sync.
    var rows: [Rows] = []
    /// How often it has failed for a reason that may pass.
    var retries = 0
    /// How often a connection was lost while it was under way.
    var losses = 0
    /// Since when it has waited for a connection, on the loop's clock.
    var waitingSince: UInt64 = 0

    init(_ statements: [Statement], _ continuation: UnsafeContinuation<Answer, Never>? = nil) {
        self.statements = statements
        self.continuation = continuation
        isWrite = statements.contains { $0.kind == .write }
    }

    func succeed() { answer(.success(rows)) }
    func fail(_ error: DatabaseError) { answer(.failure(error)) }

    private func answer(_ answer: Answer) {
        continuation?.resume(returning: answer)
        continuation = nil
    }
}
