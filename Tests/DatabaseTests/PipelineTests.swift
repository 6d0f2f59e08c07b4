import SQL
import Testing

@testable import Postgres

/// The decisions of a pipelined connection, without one.
@Suite struct PipelineTests {
    private static let ownFault = failure("22012")
    private static let tooSlow = failure("57014")

    private static func failure(_ state: String) -> ServerFailure {
        ServerFailure(sqlState: state, error: .failed(code: state, message: ""))
    }

    private func read(_ statements: Int = 1) -> Unit { Unit((0..<statements).map { _ in .read("SELECT 1") }) }
    private func write(_ statements: Int = 1) -> Unit { Unit((0..<statements).map { _ in .write("UPDATE x") }) }

    private func connected(_ units: [Unit]) -> Pipeline {
        var pipeline = Pipeline()
        pipeline.connectionMade()
        for unit in units { #expect(pipeline.unitSubmitted(unit, now: 0) == nil) }
        return pipeline
    }

    /// All that would be sent now.
    private func batches(_ pipeline: inout Pipeline) -> [[Unit]] {
        var batches: [[Unit]] = []
        while let batch = pipeline.nextBatch() { batches.append(batch.units) }
        return batches
    }

    private func isSame(_ units: [[Unit]], _ expected: [[Unit]]) -> Bool {
        units.map { $0.map(ObjectIdentifier.init) } == expected.map { $0.map(ObjectIdentifier.init) }
    }

    /// Answers all statements of a batch.
    private func answer(_ units: [Unit], _ pipeline: inout Pipeline) {
        for unit in units { for _ in unit.statements { pipeline.rowsArrived(.empty) } }
    }

    @Test func oneTurnsUnitsShareASyncReadsFirst() {
        let units = [read(), write(), read(2), write()]
        var pipeline = connected(units)
        #expect(isSame(batches(&pipeline), [[units[0], units[2]], [units[1], units[3]]]))
    }

    @Test func batchesAreBoundedInSizeAndNumber() {
        var pipeline = connected((0..<10_000).map { _ in read() })
        let sent = batches(&pipeline)
        #expect(sent.map(\.count) == Array(repeating: Pipeline.unitsPerBatch, count: Pipeline.batchesInFlight))
        answer(sent[0], &pipeline)
        _ = pipeline.syncArrived()
        #expect(batches(&pipeline).map(\.count) == [Pipeline.unitsPerBatch])
    }

    @Test func nothingIsAcknowledgedBeforeTheSync() {
        let units = [write(2), write()]
        var pipeline = connected(units)
        answer(batches(&pipeline)[0], &pipeline)
        #expect(pipeline.underWay == 1)
        guard case .committed(let committed) = pipeline.syncArrived() else { return #expect(Bool(false)) }
        #expect(isSame([committed], [units]))
        #expect(units.map(\.rows.count) == [2, 1])
        #expect(pipeline.isIdle)
    }

    @Test func afterAFailureAllRunAgainAloneAndInOrder() {
        let units = [write(), write(2), write()]
        var pipeline = connected(units)
        _ = batches(&pipeline)
        pipeline.rowsArrived(.empty)
        pipeline.rowsArrived(.empty)
        pipeline.statementFailed(Self.ownFault)
        guard case .rerun = pipeline.syncArrived() else { return #expect(Bool(false)) }
        #expect(units.allSatisfy { $0.rows.isEmpty })
        let late = write()
        _ = pipeline.unitSubmitted(late, now: 0)
        #expect(isSame(batches(&pipeline), [[units[0]], [units[1]], [units[2]]]))
        for unit in units {
            answer([unit], &pipeline)
            _ = pipeline.syncArrived()
        }
        #expect(isSame(batches(&pipeline), [[late]]))
    }

    @Test func writesGatherWhileOthersCommitAndReadsDoNotWaitForThem() {
        let first = write()
        var pipeline = connected([first])
        #expect(isSame(batches(&pipeline), [[first]]))
        let later = [write(), read(), write()]
        for unit in later { _ = pipeline.unitSubmitted(unit, now: 0) }
        #expect(isSame(batches(&pipeline), [[later[1]]]))
        answer([first], &pipeline)
        _ = pipeline.syncArrived()
        #expect(isSame(batches(&pipeline), [[later[0], later[2]]]))
    }

    @Test func whatWasTooSlowGoesLast() {
        let units = [read(), read(), read()]
        var pipeline = connected(units)
        _ = batches(&pipeline)
        pipeline.statementFailed(Self.tooSlow)
        _ = pipeline.syncArrived()
        #expect(isSame(batches(&pipeline), [[units[1]], [units[2]], [units[0]]]))
    }

    /// What a lone unit's failure comes to: told at once, or after as many tries as there may be.
    @Test(arguments: [("22012", 1), ("23505", 1), ("42601", 1), ("57014", 1), ("40001", 4), ("40P01", 4), ("26000", 4), ("57P01", 4)])
    func aLoneFailureIsToldOrTriedAgain(_ state: String, _ runs: Int) {
        var pipeline = connected([write()])
        for run in 1...runs {
            #expect(batches(&pipeline).map(\.count) == [1])
            pipeline.statementFailed(Self.failure(state))
            switch pipeline.syncArrived() {
            case .failed(_, let error):
                #expect(run == runs)
                #expect(error == .failed(code: state, message: ""))
            case .rerun: #expect(run < runs)
            case .committed: Issue.record("committed after a failure")
            }
        }
        #expect(pipeline.isIdle)
    }

    @Test func aFailureAtTheCommitIsTheWholeBatchs() {
        var pipeline = connected([write(), write()])
        answer(batches(&pipeline)[0], &pipeline)
        pipeline.statementFailed(Self.failure("23503"))
        guard case .rerun = pipeline.syncArrived() else { return #expect(Bool(false)) }
        #expect(batches(&pipeline).map(\.count) == [1, 1])
    }

    @Test func aLostConnectionLeavesWritesUnknownAndReadsToRunAgainOnce() {
        let units = [read(), write(), read()]
        var pipeline = connected(units)
        _ = batches(&pipeline)
        let queued = write()
        _ = pipeline.unitSubmitted(queued, now: 0)
        var ended = pipeline.connectionLost(now: 5, reason: "gone")
        #expect(ended.map(\.1) == [.outcomeUnknown("gone")])
        #expect(ended.first?.0 === units[1])
        #expect(pipeline.nextBatch().map(\.units.count) == nil)

        pipeline.connectionMade()
        // Any of them may be what broke the connection: they go one at a time, and what had not been sent after them.
        #expect(isSame(batches(&pipeline), [[units[0]]]))
        answer([units[0]], &pipeline)
        _ = pipeline.syncArrived()
        #expect(isSame(batches(&pipeline), [[units[2]]]))
        ended = pipeline.connectionLost(now: 6, reason: "again")
        #expect(ended.map(\.1) == [.unavailable("again")])
        pipeline.connectionMade()
        #expect(isSame(batches(&pipeline), [[queued]]))
    }

    @Test func whatTheServerHasRolledBackIsNotUnknown() {
        var pipeline = connected([write(), write()])
        _ = batches(&pipeline)
        pipeline.statementFailed(Self.failure("57P01"))
        #expect(pipeline.connectionLost(now: 0, reason: "gone").isEmpty)
        #expect(pipeline.waiting == 2)
    }

    @Test func aFailedCommitOfALostConnectionIsUnknown() {
        var pipeline = connected([write()])
        answer(batches(&pipeline)[0], &pipeline)
        pipeline.statementFailed(Self.failure("57P01"))
        #expect(pipeline.connectionLost(now: 0, reason: "gone").map(\.1) == [.outcomeUnknown("gone")])
    }

    @Test func whatWaitsTooLongForAConnectionIsGivenBack() {
        var pipeline = Pipeline()
        let units = [read(), write(), read()]
        for (index, unit) in units.enumerated() { _ = pipeline.unitSubmitted(unit, now: UInt64(index) * 10) }
        #expect(isSame([pipeline.queueTimeoutFired(waitingSince: 10)], [[units[0], units[1]]]))
        #expect(pipeline.waiting == 1)
        pipeline.connectionMade()
        #expect(pipeline.queueTimeoutFired(waitingSince: 100).isEmpty)
    }

    @Test func aStandbyIsLeftWhenWhatWasSentIsAnswered() {
        var pipeline = connected([write(), read()])
        _ = batches(&pipeline)
        pipeline.rowsArrived(.empty)
        _ = pipeline.syncArrived()
        pipeline.statementFailed(Self.failure("25006"))
        _ = pipeline.syncArrived()
        #expect(pipeline.isDraining && pipeline.underWay == 0)
        #expect(pipeline.nextBatch().map(\.units.count) == nil)
        #expect(pipeline.connectionLost(now: 0, reason: "standby").isEmpty)
        pipeline.connectionMade()
        #expect(batches(&pipeline).map(\.count) == [1])
    }

    @Test func aSilentBatchIsCancelledThenDropped() {
        var pipeline = connected([read(), read()])
        _ = batches(&pipeline)
        #expect(pipeline.patience == 1)
        #expect(pipeline.silenceTimeoutFired() == .cancel)
        #expect(pipeline.patience == 0)
        #expect(pipeline.silenceTimeoutFired() == .drop)

        var lone = connected([read(3)])
        _ = batches(&lone)
        #expect(lone.patience == 3)
        #expect(lone.silenceTimeoutFired() == .drop)
    }

    @Test func aCancellationThatComesLateCostsAnInnocentUnitNothing() {
        var pipeline = connected([read(), read()])
        answer(batches(&pipeline)[0], &pipeline)
        #expect(pipeline.silenceTimeoutFired() == .cancel)
        _ = pipeline.syncArrived()
        _ = pipeline.unitSubmitted(read(), now: 0)
        _ = batches(&pipeline)
        pipeline.statementFailed(Self.tooSlow)
        guard case .rerun = pipeline.syncArrived() else { return #expect(Bool(false)) }
        _ = batches(&pipeline)
        pipeline.statementFailed(Self.tooSlow)
        guard case .failed = pipeline.syncArrived() else { return #expect(Bool(false)) }
    }

    @Test func aQueueWithoutEndIsRefused() {
        var pipeline = Pipeline()
        for _ in 0..<Pipeline.unitsWaiting { #expect(pipeline.unitSubmitted(read(), now: 0) == nil) }
        #expect(pipeline.unitSubmitted(read(), now: 0) != nil)
    }
}
