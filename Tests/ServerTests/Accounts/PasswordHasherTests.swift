import Testing
import TestSupport

@testable import GoalsServer

@Suite struct PasswordHasherTests {
    private let hasher = PasswordHasher(cores: 2, parameters: .cheap)

    @Test func aPasswordIsVerifiedAgainstItsHash() async throws {
        let hash = try await hasher.hash("correct horse")
        #expect(hash.parameters == .cheap)
        #expect(try await hasher.verify("correct horse", against: hash))
        #expect(try await !hasher.verify("correct hors", against: hash))
    }

    @Test(arguments: ["", "correct horse", "\0"])
    func withoutAHashNoPasswordIsRight(_ password: String) async throws {
        #expect(try await !hasher.verify(password, against: nil))
    }

    /// The decoy costs what a hash costs, or the time of an answer told whether there is such an account.
    @Test func theDecoyHasTheParametersOfANewHash() async throws {
        #expect(PasswordHash.decoy(.current).parameters == .current)
        #expect(!PasswordHash.decoy(.current).needsRehash)
    }

    @Test func whatWouldWaitTooLongIsBusy() async throws {
        let small = PasswordHasher(cores: 1, waiting: 2)
        let outcomes = await withTaskGroup { group in
            for _ in 0..<20 {
                group.addTask { () -> PasswordHasher.Failure? in
                    do throws(PasswordHasher.Failure) {
                        _ = try await small.verify("correct horse", against: nil)
                        return nil
                    } catch { return error }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .busy } >= 1)
        #expect(outcomes.count { $0 == nil } >= 3)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .busy })
    }

    @Test func aCancelledTaskWaitsNoLonger() async throws {
        let small = PasswordHasher(cores: 1)
        let tasks = (0..<20).map { _ in Task { try await small.verify("correct horse", against: nil) } }
        for task in tasks { task.cancel() }
        var cancelled = 0
        for task in tasks {
            do { _ = try await task.value } catch {
                #expect(error as? PasswordHasher.Failure == .cancelled)
                cancelled += 1
            }
        }
        #expect(cancelled >= 18)
    }
}
