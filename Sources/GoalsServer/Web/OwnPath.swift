/// A place on this server that a person may be sent to: an absolute path with its query, never another server's address.
///
/// Browsers read more as an address elsewhere than RFC 3986 does: "//host", "/\host", and either of them with tabs or line ends in
/// between (WHATWG URL §4.4). So whatever is not plainly a path is none.
struct OwnPath: Sendable, Hashable, CustomStringConvertible {
    let description: String

    /// Bytes; what is longer is no place of ours.
    private static let limit = 2048

    init?(_ text: String?) {
        guard let text, text.utf8.count <= Self.limit, text.utf8.first == UInt8(ascii: "/") else { return nil }
        // Visible ASCII: our own addresses are written in nothing else.
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else { return nil }
        let path = text.prefix { $0 != "?" && $0 != "#" }.lowercased()
        guard !path.contains("//"), !path.contains("%5c"), !path.contains("%2f") else { return nil }
        // "/.//host" would be "//host" once its dots are gone.
        let segments = path.replacing("%2e", with: ".").split(separator: "/")
        guard !segments.contains(where: { $0 == "." || $0 == ".." }) else { return nil }
        description = text
    }
}
