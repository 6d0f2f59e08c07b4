import Glibc
public import SQL

/// SQLite in a file: one writer and some readers, each on a queue of its own, off the event loops.
///
/// Write-ahead logging, so that readers and the writer do not wait for each other, and a full synchronisation at each commit.
/// Other processes may use the file as well.
public final class SQLiteDatabase: Database {
    public let dialect = Dialect.sqlite
    let writer: Writer
    private let readers: ReaderPool

    /// Opens the file, and makes it and its folder where they are missing, for this user alone.
    /// - Throws: `DatabaseError.unavailable` when the file cannot be made, opened or written.
    public convenience init(path: String, readers: Int = 4) throws(DatabaseError) {
        try self.init(path: path, readers: readers, statementTimeout: .seconds(10))
    }

    init(path: String, readers: Int, statementTimeout: Duration) throws(DatabaseError) {
        precondition(readers > 0)
        try makeFile(path)
        writer = Writer(try SQLiteConnection(path: path, role: .writer, statementTimeout: statementTimeout))
        var connections: [SQLiteConnection] = []
        for _ in 0..<readers {
            connections.append(try SQLiteConnection(path: path, role: .reader, statementTimeout: statementTimeout))
        }
        self.readers = ReaderPool(connections)
    }

    @discardableResult
    public func run(_ unit: [Statement]) async throws(DatabaseError) -> [Rows] {
        if unit.isEmpty { return [] }
        return try await withUnsafeContinuation { continuation in
            let job = Job(statements: unit, continuation: continuation)
            if unit.contains(where: { $0.kind == .write }) { writer.submit(job) } else { readers.submit(job) }
        }.get()
    }

    public func migrate(_ migrations: [Migration]) async throws(DatabaseError) {
        try await writer.perform { connection throws(DatabaseError) in try connection.migrate(migrations) }
    }

    public func close() async {
        await readers.close()
        await writer.close()
    }
}

/// Makes the file with its folders, if it is not there.
private func makeFile(_ path: String) throws(DatabaseError) {
    for index in path.indices.dropFirst() where path[index] == "/" {
        let folder = String(path[..<index])
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST || access(folder, F_OK) == 0 else {
            throw .unavailable("\(folder) cannot be made: \(String(cString: strerror(errno)))")
        }
    }
    // Only a new file may be closed again here: closing an old one would let go of the locks that this process holds on it.
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
        Glibc.close(descriptor)
    } else if errno != EEXIST {
        throw .unavailable("\(path) cannot be made: \(String(cString: strerror(errno)))")
    }
}
