import SQL

/// One call of `run`, and the caller that waits for it.
struct Job: Sendable {
    typealias Answer = Result<[Rows], DatabaseError>

    let statements: [Statement]
    let continuation: UnsafeContinuation<Answer, Never>

    func answer(_ answer: Answer) { continuation.resume(returning: answer) }
}
