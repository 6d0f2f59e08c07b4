import CLibpq
import Dispatch
import EventLoop
import Glibc
import SQL

/// What a connection tells its owner, on the loop's thread.
protocol ConnectionDelegate: AnyObject {
    func rowsArrived(_ rows: Rows)
    func statementFailed(_ failure: ServerFailure)
    func syncArrived()
    /// It is of no more use; nothing else follows.
    func connectionLost(reason: String)
}

/// One connection in pipeline mode, on a loop: sends batches, reads answers, decides nothing. Loop thread only.
final class Connection<Delegate: ConnectionDelegate>: IOHandler {
    /// What the server owes an answer to.
    private enum Command { case prepare(Int), execute, sync }

    private let connection: OpaquePointer
    private let loop: EventLoop
    /// Kept alive for as long as there is something to tell it: until `close()`.
    private let delegate: Delegate
    private let tls: TLSBuffer?
    /// A second descriptor of libpq's socket. libpq closes its own as soon as it finds the connection broken, and then the number may
    /// already be somebody else's when the loop is to forget it.
    private let socket: Descriptor
    private var registration: Registration?

    private var prepared = PreparedStatements()
    private var parameters = ParameterBuffer()
    private var commands = Queue<Command>()
    private var batches = 0
    /// The command at the front has had a result.
    private var isAnswered = false
    /// When bytes last came, on the loop's clock.
    private(set) var lastHeard: UInt64
    let madeAt: UInt64

    /// Takes ownership of the connection, also when it throws.
    init(_ handover: Handover, on loop: EventLoop, delegate: Delegate) throws(DatabaseError) {
        connection = handover.connection
        self.loop = loop
        self.delegate = delegate
        tls = TLSBuffer(connection)
        socket = Descriptor(fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0))
        lastHeard = loop.now
        madeAt = loop.now
        do {
            guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
                throw DatabaseError.unavailable("pipeline mode is refused")
            }
            registration = try loop.register(socket.raw, .read, self)
        } catch {
            PQfinish(connection)
            throw .unavailable("\(error)")
        }
    }

    /// Ends it. The server rolls back what has no Sync yet.
    func close() {
        guard let registration else { return }
        loop.deregister(registration)
        self.registration = nil
        PQfinish(connection)
    }

    // MARK: Sending

    /// Puts the batch and its Sync into libpq's buffer. False when the connection is broken.
    func send(_ batch: Pipeline.Batch) -> Bool {
        if commands.isEmpty { lastHeard = loop.now }
        batches += 1
        for unit in batch.units {
            for statement in unit.statements {
                guard send(statement) else { return false }
            }
        }
        commands.append(.sync)
        return PQpipelineSync(connection) == 1
    }

    private func send(_ statement: Statement) -> Bool {
        switch prepared.use(PreparedStatements.Key(statement), inBatch: batches) {
        case .ready(let name):
            commands.append(.execute)
            return parameters.execute(connection, name, statement.values)
        case .prepare(let name, let number):
            commands.append(.prepare(number))
            commands.append(.execute)
            return parameters.prepare(connection, name, statement.sql.utf8Start, statement.values)
                && parameters.execute(connection, name, statement.values)
        }
    }

    /// Sends what the socket takes, and sees to the rest when it takes more. False when the connection is broken.
    func flush() -> Bool {
        guard let registration else { return false }
        let rest = PQflush(connection)
        loop.update(registration, rest == 1 ? [.read, .write] : .read)
        return rest >= 0
    }

    /// Asks the server to end the statement that runs; over a connection of its own, on another thread.
    func cancel() {
        guard let cancel = PQgetCancel(connection) else { return }
        let handover = Handover(connection: cancel)
        DispatchQueue(label: "postgres-cancel").async {
            var message = [CChar](repeating: 0, count: 256)
            _ = PQcancel(handover.connection, &message, Int32(message.count))
            PQfreeCancel(handover.connection)
        }
    }

    // MARK: Receiving

    func ready(_ events: IOEvents) {
        lastHeard = loop.now
        repeat {
            guard PQconsumeInput(connection) == 1 else { return end() }
        } while tls?.isEmpty == false
        // Asked also when nothing is owed: it makes libpq read what the server says unasked.
        _ = PQisBusy(connection)
        guard receive(whileAvailable: true), flush() else { return end() }
    }

    /// The connection is broken; what came before is still heard.
    private func end() {
        let reason = Connector.oneLine(PQerrorMessage(connection))
        // Without a socket libpq cannot wait for more.
        if PQsocket(connection) < 0 { _ = receive(whileAvailable: false) }
        delegate.connectionLost(reason: reason.isEmpty ? "the connection was lost" : reason)
    }

    /// Takes the results that have come. False when the connection is broken.
    private func receive(whileAvailable: Bool) -> Bool {
        var silences = 0
        while let command = commands.first {
            if whileAvailable, PQisBusy(connection) != 0 { return true }
            guard let result = PQgetResult(connection) else {
                // The end of a command's results; a Sync's is its own end.
                if isAnswered { finish(command) } else { silences += 1 }
                if silences > 2 { return false }
                continue
            }
            silences = 0
            guard take(result, of: command) else { return false }
        }
        return true
    }

    private func finish(_ command: Command) {
        isAnswered = false
        if case .sync = command { return }
        _ = commands.popFirst()
    }

    private func take(_ result: OpaquePointer, of command: Command) -> Bool {
        isAnswered = true
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK:
            delegate.rowsArrived(Rows(PostgresRows(result)))
            return true
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            if case .prepare(let number) = command { prepared.prepared(number) } else { delegate.rowsArrived(.empty) }
        case PGRES_PIPELINE_SYNC:
            isAnswered = false
            _ = commands.popFirst()
            delegate.syncArrived()
        case PGRES_PIPELINE_ABORTED:
            if case .prepare(let number) = command { prepared.failed(number) }
        case PGRES_FATAL_ERROR:
            if case .prepare(let number) = command { prepared.failed(number) }
            guard let failure = ServerFailure(result) else {
                PQclear(result)
                return false
            }
            if failure.reaction == .prepareAgain { prepared.forgetAll() }
            delegate.statementFailed(failure)
        default:
            // COPY and the like, which no unit may use.
            PQclear(result)
            return false
        }
        PQclear(result)
        return true
    }
}

/// What OpenSSL has read of the socket and libpq not yet of OpenSSL: epoll knows nothing of it.
private struct TLSBuffer {
    private typealias Pending = @convention(c) (UnsafeMutableRawPointer) -> Int32
    private let ssl: UnsafeMutableRawPointer
    private let pending: Pending

    init?(_ connection: OpaquePointer) {
        // libpq brings OpenSSL along, so that it is found without being linked.
        guard let ssl = PQsslStruct(connection, "OpenSSL"), let function = dlsym(nil, "SSL_pending") else { return nil }
        self.ssl = ssl
        pending = unsafeBitCast(function, to: Pending.self)
    }

    var isEmpty: Bool { pending(ssl) <= 0 }
}
