import Glibc

/// The little of the file system that serving a folder needs. Blocks; used at the start only.
enum FileSystem {
    /// The paths of all regular files below `directory`, relative to it, sorted. Hidden ones are left out.
    static func files(below directory: String, _ prefix: String = "") throws(StaticFilesError) -> [String] {
        guard let handle = opendir(directory) else { throw StaticFilesError(path: directory, code: errno) }
        defer { closedir(handle) }
        var found: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(cString: $0.assumingMemoryBound(to: CChar.self).baseAddress!) }
            if name.hasPrefix(".") { continue }
            var status = stat()
            guard stat("\(directory)/\(name)", &status) == 0 else { throw StaticFilesError(path: "\(directory)/\(name)", code: errno) }
            if status.st_mode & S_IFMT == S_IFDIR {
                found += try files(below: "\(directory)/\(name)", "\(prefix)\(name)/")
            } else {
                found.append(prefix + name)
            }
        }
        return found.sorted()
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
