import EventLoop
import TestSupport

@testable import HTTPKit

/// A request as a server would read it from a connection with `peer`.
func request(
    _ method: String = "GET", _ target: String = "/", host: String = "goals.example", from peer: String = "192.0.2.1",
    _ fields: [(String, String)] = []
) throws -> Request {
    let text = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
    guard let address = SocketAddress(host: peer, port: 50_000) else { throw HarnessError(description: "no address: \(peer)") }
    var parser = RequestParser(limits: Limits())
    let outcome = try Array(text.utf8).withUnsafeBytes { try parser.parse($0) }
    guard case .complete(let head, _) = outcome else { throw HarnessError(description: "no head: \(text)") }
    return Request(head: head, body: .empty, remoteAddress: address, number: 1)
}
