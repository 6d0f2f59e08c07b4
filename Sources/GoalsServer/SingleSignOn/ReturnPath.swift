/// Where a browser goes once somebody is signed in: to a path of ours, or to the start.
enum ReturnPath {
    static let start = "/"

    /// `path` if it leads nowhere else; else the start.
    static func checked(_ path: String?) -> String {
        guard let path, path.utf8.count <= 2048, path.utf8.first == UInt8(ascii: "/"),
            // Browsers take "//host" and "/\host" for another server's address, and pass over tabs and line ends in it.
            path.utf8.dropFirst().first != UInt8(ascii: "/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return start }
        return path
    }
}
