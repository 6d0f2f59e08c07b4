import EventLoop

/// The proxies that are believed when they say for whom they ask (`TRUSTED_PROXIES`).
struct TrustedProxies: Sendable, Hashable {
    static let none = TrustedProxies(blocks: [])

    private let blocks: [SocketAddress.Block]

    private init(blocks: [SocketAddress.Block]) { self.blocks = blocks }

    /// Addresses and blocks of them, separated by commas; `private` stands for loopback, RFC 1918 and RFC 4193.
    /// - Throws: the part that is neither.
    init(_ list: String) throws(Unknown) {
        var blocks: [SocketAddress.Block] = []
        for part in list.split(separator: ",") {
            let text = String(part).trimmed
            if text.isEmpty { continue }
            if text == "private" {
                blocks += Self.privateBlocks
            } else if let block = SocketAddress.Block(text) {
                blocks.append(block)
            } else {
                throw Unknown(text: text)
            }
        }
        self.blocks = blocks
    }

    struct Unknown: Error { let text: String }

    var isEmpty: Bool { blocks.isEmpty }

    func contains(_ address: SocketAddress) -> Bool { blocks.contains { $0.contains(address) } }

    private static let privateBlocks = ["127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]
        .compactMap { SocketAddress.Block($0) }
}

extension StringProtocol {
    /// Without spaces and tabs at its ends (RFC 9110 §5.6.3).
    var trimmed: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var bytes = Array(utf8)[...]
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
