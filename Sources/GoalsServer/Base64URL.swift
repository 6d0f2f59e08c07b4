import FoundationEssentials

/// base64url without padding (RFC 4648 §5).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(Data(bytes).base64EncodedString().compactMap { ["+": "-", "/": "_", "=": nil][$0] ?? $0 })
    }

    /// Nil for whatever `encode` would not have written: each value has one text.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let standard = String(text.map { ["-": "+", "_": "/"][$0] ?? $0 })
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding), encode(data) == text else { return nil }
        return [UInt8](data)
    }
}
