import Glibc

/// The little of the file system that serving a folder needs. Blocks; used at the start only.
enum FileSystem {
    struct File {
        /// Relative to the folder.
        let path: String
        /// In seconds since the Unix epoch.
        let modified: Int
    }

    /// All regular files below `directory`, sorted by their paths; hidden ones are left out. With them the newest modification of anything
    /// there, folders too, which change when a file goes.
    static func files(below directory: String) throws(StaticFilesError) -> (files: [File], newest: Int) {
        var files: [File] = []
        var newest = 0
        try add(directory, "", &files, &newest)
        return (files.sorted { $0.path < $1.path }, newest)
    }

    private static func add(
        _ directory: String, _ prefix: String, _ files: inout [File], _ newest: inout Int
    ) throws(StaticFilesError) {
        guard let handle = opendir(directory) else { throw StaticFilesError(path: directory, code: errno) }
        defer { closedir(handle) }
        newest = max(newest, try status(directory).st_mtim.tv_sec)
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(cString: $0.assumingMemoryBound(to: CChar.self).baseAddress!) }
            if name.hasPrefix(".") { continue }
            let status = try status("\(directory)/\(name)")
            if status.st_mode & S_IFMT == S_IFDIR {
                try add("\(directory)/\(name)", "\(prefix)\(name)/", &files, &newest)
            } else {
                files.append(File(path: prefix + name, modified: status.st_mtim.tv_sec))
                newest = max(newest, status.st_mtim.tv_sec)
            }
        }
    }

    private static func status(_ path: String) throws(StaticFilesError) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else { throw StaticFilesError(path: path, code: errno) }
        return status
    }

    static func read(_ path: String) throws(StaticFilesError) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw StaticFilesError(path: path, code: errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[0..<count]
        }
        if ferror(file) != 0 { throw StaticFilesError(path: path, code: EIO) }
        return bytes
    }
}
