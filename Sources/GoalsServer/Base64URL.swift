import FoundationEssentials

/// base64 without padding (RFC 4648 §4).
enum Base64 {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    /// Nil for whatever `encode` would not have written: each value has one text.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding), encode(data) == text else { return nil }
        return [UInt8](data)
    }
}

/// base64url without padding (RFC 4648 §5).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(Base64.encode(bytes).map { ["+": "-", "/": "_"][$0] ?? $0 })
    }

    /// Nil for whatever `encode` would not have written.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let isOwn = !text.utf8.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
        return isOwn ? Base64.decode(String(text.map { ["-": "+", "_": "/"][$0] ?? $0 })) : nil
    }
}
