import Glibc
public import HTTPTypes

/// A folder of files, read and compressed once at the start and served from memory.
///
/// Files under `assets/` are served below a hash of the folder's whole content and may be cached for ever; pages (`*.html`) refer to
/// them as `/assets/…`, which is rewritten to the hashed path, and are revalidated each time. Files refer to one another by relative paths.
public struct StaticFiles: Sendable {
    private let files: [String: StaticFile]
    /// The hashed prefix: "/assets/1f0c…/".
    public let assetPrefix: String

    /// Reads the folder.
    /// - Parameter fields: added to every answer, such as a content security policy.
    /// - Throws: `StaticFilesError` naming the file or folder that cannot be read.
    public init(directory: String, fields: HTTPFields = [:]) throws(StaticFilesError) {
        let (found, newest) = try FileSystem.files(below: directory)
        var contents: [(file: FileSystem.File, bytes: [UInt8])] = []
        for file in found { contents.append((file, try FileSystem.read("\(directory)/\(file.path)"))) }
        let readAt = HTTPDate.now
        let held = KernelBytes()
        var hash = ContentHash()
        for (file, bytes) in contents {
            hash.update(Array(file.path.utf8))
            hash.update(bytes)
        }
        let assetPrefix = "/assets/\(hash.text)/"
        var files: [String: StaticFile] = [:]
        for (file, bytes) in contents {
            let isAsset = file.path.hasPrefix("assets/")
            let isPage = file.path.hasSuffix(".html")
            var fields = fields
            fields[.cacheControl] = isAsset ? "public, max-age=31536000, immutable" : "no-cache"
            let url = isAsset ? assetPrefix + file.path.dropFirst("assets/".count) : "/" + file.path
            files[url] = StaticFile(
                bytes: isPage ? Self.rewrite(bytes, assetPrefix) : bytes, contentType: ContentType.of(path: file.path), fields: fields,
                // A page names the hash of all files, so it changes with each of them.
                lastModified: isPage ? newest : file.modified, readAt: readAt, held: held)
        }
        self.files = files
        self.assetPrefix = assetPrefix
    }

    /// The answer for a path, or nil when there is no such file.
    ///
    /// Conditions and ranges are those of RFC 9110 §13 and §14, on the coding that the client wants most.
    /// - Throws: 405 for other methods than GET, HEAD and OPTIONS; 406 when no coding is acceptable; 412 when a condition fails; 416 when no
    ///   range can be satisfied.
    public func response(for path: String, head: RequestHead) throws(HTTPError) -> Response? {
        guard let file = files[path] else { return nil }
        return try file.response(to: head)
    }

    private static func rewrite(_ bytes: [UInt8], _ assetPrefix: String) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(text.split(separator: "\"/assets/", omittingEmptySubsequences: false).joined(separator: "\"\(assetPrefix)").utf8)
    }
}

/// A file or folder that cannot be read.
public struct StaticFilesError: Error, CustomStringConvertible {
    public let path: String
    public let code: Int32
    public var description: String { "\(path): \(String(cString: strerror(code)))" }
}
