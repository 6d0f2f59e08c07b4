import Crypto

/// A code that stands in once for a lost second factor: 80 random bits, written as "abcd-efgh-ijkl-mnop". At rest there is only its hash:
/// nobody can guess 80 bits, so a fast one will do.
///
/// No description, dump or mirror shows it.
struct RecoveryCode: Sendable, CustomStringConvertible, CustomReflectable {
    private static let byteCount = 10
    private static let groupLength = 4

    private let bytes: [UInt8]

    /// A new one.
    init() { bytes = SymmetricKey(size: .init(bitCount: Self.byteCount * 8)).withUnsafeBytes { Array($0) } }

    /// As a person types it: case, spaces and hyphens do not matter. Nil for what is no code.
    init?(typed text: String) {
        guard text.utf8.count <= 64, let bytes = Base32.decode(text.uppercased().filter { !$0.isWhitespace && $0 != "-" }),
            bytes.count == Self.byteCount
        else { return nil }
        self.bytes = bytes
    }

    /// As many as an account is given.
    static func set() -> [RecoveryCode] { (0..<10).map { _ in RecoveryCode() } }

    /// What a person writes down.
    var text: String {
        let letters = Array(Base32.encode(bytes).lowercased())
        return stride(from: 0, to: letters.count, by: Self.groupLength).map { String(letters[$0..<$0 + Self.groupLength]) }
            .joined(separator: "-")
    }

    /// What is stored: SHA-256 of the text.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    var description: String { "•••" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
