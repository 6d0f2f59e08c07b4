import Glibc
import Postgres

/// Reads single variables, and says what is wrong with them.
struct SettingsReader {
    private let variable: (String) -> String?

    init(_ variable: @escaping (String) -> String?) { self.variable = variable }

    func string(_ name: String) -> String? {
        variable(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
        guard let text = string(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsError(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
        }
        return number
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(SettingsError) -> Choice? {
        guard let text = string(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsError(name, "must be one of \(known), not \"\(text)\"")
        }
        return choice
    }

    /// `http://` or `https://`, a host, perhaps a port; a trailing slash is dropped.
    func url(_ name: String) throws(SettingsError) -> String? {
        guard var text = string(name) else { return nil }
        if text.hasSuffix("/") { text.removeLast() }
        let rest = ["http://", "https://"].first { text.hasPrefix($0) }.map { text.dropFirst($0.count) }
        guard let rest, !rest.isEmpty, rest.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) }) else {
            throw SettingsError(name, "must be an http or https address without a path, not \"\(text)\"")
        }
        return text
    }

    func proxies(_ name: String) throws(SettingsError) -> TrustedProxies? {
        guard let text = string(name) else { return nil }
        do throws(TrustedProxies.Unknown) { return try TrustedProxies(text) } catch {
            throw SettingsError(name, "must be addresses and CIDR blocks separated by commas, or private; not \"\(error.text)\"")
        }
    }

    /// What the variable holds, or the first line of the file that `NAME_FILE` names.
    func secret(_ name: String) throws(SettingsError) -> Secret? {
        let value = string(name)
        let file = "\(name)_FILE"
        guard let path = string(file) else { return value.map { Secret($0) } }
        guard value == nil else { throw SettingsError(file, "must not come together with \(name)") }
        guard let text = Self.firstLine(of: path), !text.isEmpty else {
            throw SettingsError(file, "names a file that cannot be read: \(path)")
        }
        return Secret(text)
    }

    /// The database, when `DB_SERVER` names one.
    func postgres() throws(SettingsError) -> PostgresConfiguration? {
        guard let server = string("DB_SERVER") else { return nil }
        let (host, port) = try Self.hostAndPort(server)
        return PostgresConfiguration(
            host: host, port: port, database: string("DB_DATABASE") ?? "goals", user: string("DB_USER") ?? "goals",
            password: try secret("DB_PASSWORD").map { Password($0.value) }, sslMode: try choice("DB_SSLMODE") ?? .prefer,
            sslRootCert: string("DB_SSLROOTCERT"))
    }

    private static func hostAndPort(_ server: String) throws(SettingsError) -> (String, Int) {
        // "host", "host:port", "[::1]", "[::1]:port", "/folder/of/a/socket", or a bare IPv6 address.
        let error = SettingsError("DB_SERVER", "must be host or host:port, not \"\(server)\"")
        var host = server[...]
        var port: Substring?
        if server.hasPrefix("["), let end = server.firstIndex(of: "]") {
            host = server[server.index(after: server.startIndex)..<end]
            let rest = server[server.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw error }
            if !rest.isEmpty { port = rest.dropFirst() }
        } else if server.count(where: { $0 == ":" }) == 1, let colon = server.firstIndex(of: ":") {
            host = server[..<colon]
            port = server[server.index(after: colon)...]
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "[" || $0 == "]" }) else { throw error }
        guard let port else { return (String(host), 5432) }
        guard let number = Int(port), (1...65_535).contains(number) else { throw error }
        return (String(host), number)
    }

    private static func firstLine(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 4096)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
