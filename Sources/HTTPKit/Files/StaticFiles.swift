import Glibc
public import HTTPTypes

/// A folder of files, read and compressed once at the start and served from memory.
///
/// Files under `assets/` are served below a hash of the folder's whole content and may be cached for ever; pages (`*.html`) refer to
/// them as `/assets/…`, which is rewritten to the hashed path, and are revalidated each time. Files refer to one another by relative paths.
public struct StaticFiles: Sendable {
    struct File: Sendable {
        let contentType: String
        let etag: String
        let identity: [UInt8]
        let gzip: [UInt8]?
        let isImmutable: Bool
    }

    private let files: [String: File]
    /// Added to every answer, such as a content security policy.
    private let fields: HTTPFields
    /// The hashed prefix: "/assets/1f0c…/".
    public let assetPrefix: String

    /// Reads the folder.
    /// - Throws: `StaticFilesError` naming the file or folder that cannot be read.
    public init(directory: String, fields: HTTPFields = [:]) throws(StaticFilesError) {
        var contents: [(path: String, bytes: [UInt8])] = []
        for path in try FileSystem.files(below: directory) {
            contents.append((path, try FileSystem.read("\(directory)/\(path)")))
        }
        var hash = ContentHash()
        for (path, bytes) in contents {
            hash.update(Array(path.utf8))
            hash.update(bytes)
        }
        let assetPrefix = "/assets/\(hash.text)/"
        var files: [String: File] = [:]
        for (path, bytes) in contents {
            let isAsset = path.hasPrefix("assets/")
            let bytes = path.hasSuffix(".html") ? Self.rewrite(bytes, assetPrefix) : bytes
            let url = isAsset ? assetPrefix + path.dropFirst("assets/".count) : "/" + path
            files[url] = File(path: path, bytes: bytes, isImmutable: isAsset)
        }
        self.files = files
        self.fields = fields
        self.assetPrefix = assetPrefix
    }

    /// The answer for a path, or nil when there is no such file. Conditional requests are answered 304.
    public func response(for path: String, head: RequestHead) -> Response? {
        guard let file = files[path] else { return nil }
        var response = Response(.ok, contentType: file.contentType, fields: fields)
        response.fields[.cacheControl] = file.isImmutable ? "public, max-age=31536000, immutable" : "no-cache"
        var etag = file.etag
        var body = file.identity
        if let gzip = file.gzip {
            response.fields[.vary] = "Accept-Encoding"
            if AcceptEncoding.allows("gzip", head[.acceptEncoding]) {
                response.fields[.contentEncoding] = "gzip"
                body = gzip
                // Another representation has another strong tag (RFC 9110 §8.8.3.3).
                etag = "\(file.etag.dropLast())-gz\""
            }
        }
        response.fields[.eTag] = etag
        if EntityTag.ifNoneMatch(head[.ifNoneMatch], matches: etag) {
            response.status = .notModified
            response.contentType = nil
            return response
        }
        response.body = .bytes(body)
        return response
    }

    private static func rewrite(_ bytes: [UInt8], _ assetPrefix: String) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(text.split(separator: "\"/assets/", omittingEmptySubsequences: false).joined(separator: "\"\(assetPrefix)").utf8)
    }
}

extension StaticFiles.File {
    init(path: String, bytes: [UInt8], isImmutable: Bool) {
        let type = ContentType(path: path)
        var hash = ContentHash()
        hash.update(bytes)
        contentType = type.value
        etag = "\"\(hash.text)\""
        identity = bytes
        // Below a packet's size, or without a tenth saved, compression is not worth its decoding.
        let compressed = type.isCompressible && bytes.count > 1024 ? Gzip.compress(bytes) : nil
        gzip = compressed.flatMap { $0.count < bytes.count * 9 / 10 ? $0 : nil }
        self.isImmutable = isImmutable
    }
}

/// A file or folder that cannot be read.
public struct StaticFilesError: Error, CustomStringConvertible {
    public let path: String
    public let code: Int32
    public var description: String { "\(path): \(String(cString: strerror(code)))" }
}
