import Crypto

/// A secret that stands for something of its holder's: 256 random bits behind a prefix that names its kind, so that people and secret
/// scanners know what they have found. At rest there is only its hash: nobody can guess 256 bits, so a fast one will do.
///
/// No description, dump or mirror shows it.
struct OpaqueToken: Sendable, CustomStringConvertible, CustomReflectable {
    enum Kind: String, CaseIterable, Sendable {
        case session = "gs_"
        case apiToken = "gt_"
        case invitation = "gi_"
        case passwordReset = "gr_"
        case publicLink = "gl_"
    }

    private static let byteCount = 32

    let kind: Kind
    /// The secret itself, for its holder alone.
    let text: String

    /// A new one.
    init(_ kind: Kind) {
        self.kind = kind
        text = kind.rawValue + Base64URL.encode(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    /// Nil for a text that is none of this kind; whether anybody was ever given it is the store's to know.
    init?(_ text: some StringProtocol, kind: Kind) {
        guard text.utf8.count <= 64, text.hasPrefix(kind.rawValue),
            Base64URL.decode(text.dropFirst(kind.rawValue.count))?.count == Self.byteCount
        else { return nil }
        self.kind = kind
        self.text = String(text)
    }

    /// Where its holder takes it in a browser, on this server. The secret stands in the fragment, which no server is sent. Nil for what
    /// programs hold.
    var page: String? {
        switch kind {
        case .session, .apiToken: nil
        case .invitation: "/invite#\(text)"
        case .passwordReset: "/reset#\(text)"
        case .publicLink: "/shared#\(text)"
        }
    }

    /// What is stored: SHA-256 of the text.
    var hash: [UInt8] { Self.hash(of: text) }

    static func hash(of text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    var description: String { "\(kind.rawValue)•••" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
