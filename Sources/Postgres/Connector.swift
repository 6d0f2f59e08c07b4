import CLibpq
import Glibc
import SQL

/// A connection on its way from the thread that made it to the one that will use it.
///
/// `@unchecked Sendable`: it has one owner at a time.
struct Handover: @unchecked Sendable {
    let connection: OpaquePointer
}

/// Makes connections. It blocks, for name resolution and TLS, so it is not for a loop's thread.
enum Connector {
    /// - Throws: `DatabaseError.unavailable` with libpq's reason, which names server and user but not the password.
    static func connect(
        _ configuration: PostgresConfiguration, statementTimeout: Duration
    ) throws(DatabaseError) -> Handover {
        var password: String?
        do {
            password = try configuration.password?.reveal()
        } catch {
            throw .unavailable("the password cannot be read: \(error)")
        }
        let parameters = parameters(configuration, password: password, statementTimeout: statementTimeout)
        let connection = withCStrings(parameters.map(\.0)) { keywords in
            withCStrings(parameters.map(\.1)) { PQconnectdbParams(keywords, $0, 0) }
        }
        guard let connection else { throw .unavailable("out of memory") }
        // Notices would go to standard error, with whatever they quote.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { PQfinish(connection) }
            throw .unavailable(oneLine(PQerrorMessage(connection), hiding: password))
        }
        return Handover(connection: connection)
    }

    /// <https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS>
    private static func parameters(
        _ configuration: PostgresConfiguration, password: String?, statementTimeout: Duration
    ) -> [(String, String)] {
        var parameters = [
            ("host", configuration.host),
            ("port", "\(configuration.port)"),
            ("dbname", configuration.database),
            ("user", configuration.user),
            ("sslmode", configuration.sslMode.rawValue),
            ("application_name", configuration.applicationName),
            ("client_encoding", "UTF8"),
            ("connect_timeout", "\(max(2, configuration.connectTimeout.components.seconds))"),
            // After a failover the old primary may still answer: it is not the one to talk to.
            ("target_session_attrs", "read-write"),
            // A host that is gone without a word is noticed within 15 s or so.
            ("keepalives_idle", "5"), ("keepalives_interval", "3"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
            ("gssencmode", "disable"),
            // Compiling (jit) a statement that takes milliseconds costs more than it saves, and starts by itself once tables are large.
            ("options", "-c statement_timeout=\(statementTimeout.milliseconds) -c jit=off"),
        ]
        if let password { parameters.append(("password", password)) }
        if let file = configuration.sslRootCert { parameters.append(("sslrootcert", file)) }
        return parameters
    }

    /// libpq's message without line ends, and in no case with the password in it.
    static func oneLine(_ message: UnsafePointer<CChar>?, hiding password: String? = nil) -> String {
        var text = message.map { String(cString: $0) } ?? ""
        if let password, password.count > 3, text.utf8.count >= password.utf8.count, text.contains(password) {
            text = "the connection failed"
        }
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer<CChar>($0) } + [nil]
    return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
