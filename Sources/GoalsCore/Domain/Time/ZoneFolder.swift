import Glibc

/// The folder with the machine's time zone database.
enum ZoneFolder {
    /// Zone files are a few kilobytes; anything larger than this is none.
    private static let sizeLimit = 1 << 18

    private static let path: String = {
        if let folder = getenv("TZDIR").map({ String(cString: $0) }), folder.hasPrefix("/"), access(folder, R_OK) == 0 {
            return folder
        }
        return "/usr/share/zoneinfo"
    }()

    /// The bytes of a zone's file; nil when there is none or it cannot be read. The name must be sane.
    static func contents(of identifier: String) -> [UInt8]? {
        let descriptor = open("\(path)/\(identifier)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while contents.count <= sizeLimit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return contents }
            contents += chunk[..<count]
        }
        return nil
    }
}
