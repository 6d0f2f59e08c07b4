import Glibc
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// An HTTP client of the tests' own: one blocking socket for each request, so that nothing of the server's code is in the way.
struct Client: Sendable {
    let port: UInt16

    struct Answer: Sendable {
        let status: Int
        /// By name in lower case.
        let fields: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue { get throws { try JSONValue(parsing: body) } }
        /// The names of the fields that a 422 complains about.
        var invalidFields: [String] {
            get throws { try json["errors"].array?.compactMap { $0["field"].string } ?? [] }
        }
    }

    func get(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer { try await send("GET", path, fields) }

    func post(_ path: String, _ json: String, _ fields: [String: String] = [:]) async throws -> Answer {
        try await send("POST", path, fields, json)
    }

    func patch(_ path: String, _ json: String, _ fields: [String: String] = [:]) async throws -> Answer {
        try await send("PATCH", path, fields, json)
    }

    func delete(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer { try await send("DELETE", path, fields) }

    func send(_ method: String, _ path: String, _ fields: [String: String] = [:], _ body: String? = nil) async throws -> Answer {
        var all = ["Host": "localhost", "Connection": "close"]
        if let body {
            all["Content-Type"] = "application/json"
            all["Content-Length"] = "\(body.utf8.count)"
        }
        all.merge(fields) { $1 }
        let head = "\(method) \(path) HTTP/1.1\r\n" + all.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
        let bytes = try await exchange(Array((head + (body ?? "")).utf8))
        return try Answer(bytes)
    }

    /// Sends bytes and reads until the server closes.
    func exchange(_ request: [UInt8]) async throws -> [UInt8] {
        let port = port
        return try await blocking { try Self.blockingExchange(port, request) }
    }

    /// A connection, which the caller closes.
    static func connect(_ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafeBytes(of: &address) {
            Glibc.connect(descriptor, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        if connected == 0 { return descriptor }
        close(descriptor)
        throw ClientError.notConnected
    }

    static func blockingExchange(_ port: UInt16, _ request: [UInt8]) throws -> [UInt8] {
        let descriptor = try connect(port)
        defer { close(descriptor) }
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw ClientError.closed }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 { return answer }
            guard count > 0 else { throw ClientError.closed }
            answer += buffer[..<count]
        }
    }
}

enum ClientError: Error { case notConnected, closed, malformed }

extension Client.Answer {
    /// A whole answer with a declared length.
    init(_ bytes: [UInt8]) throws {
        guard let end = bytes.firstRange(of: "\r\n\r\n".utf8) else { throw ClientError.malformed }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let headLength = end.upperBound
        guard let line = lines.first, let code = Int(line.split(separator: " ")[1]) else { throw ClientError.malformed }
        status = code
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let (name, value) = (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
            // Of cookies there may be several.
            fields[name] = name == "set-cookie" ? [fields[name], value].compactMap { $0 }.joined(separator: "\n") : value
        }
        self.fields = fields
        body = Array(bytes[headLength...])
        if let length = fields["content-length"].flatMap({ Int($0) }), length != body.count { throw ClientError.malformed }
    }
}

extension JSONValue {
    /// A member of an object; null where there is none.
    subscript(name: String) -> JSONValue {
        if case .object(let members) = self { return members[name] ?? .null }
        return .null
    }

    subscript(index: Int) -> JSONValue { array.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? .null }

    var number: Double? {
        if case .number(let text) = self { return Double(text) }
        return nil
    }
}
