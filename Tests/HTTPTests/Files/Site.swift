import CBrotliDecoder
import CZlib
import Glibc
import HTTPTypes
import Testing

@testable import HTTPKit

/// A small site, and what a client does with it.
enum Site {
    static let script = String(repeating: "console.log('goal');\n", count: 200)
    /// Sun, 06 Nov 1994 08:49:37 GMT
    static let modified = 784_111_777

    /// A folder with the files, all of `modified`, deleted when `body` is done.
    static func withFolder<Result>(_ files: [String: [UInt8]], modified: Int = modified, _ body: (String) throws -> Result) throws -> Result
    {
        var template = Array("/tmp/static-files-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        var made: [String] = [directory]
        defer { for path in made.reversed() { remove(path) } }
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            var folder = directory
            for part in path.split(separator: "/").dropLast() {
                folder += "/\(part)"
                if mkdir(folder, 0o700) == 0 { made.append(folder) }
            }
            let file = try #require(fopen("\(directory)/\(path)", "wb"))
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
            made.append("\(directory)/\(path)")
        }
        for path in made.reversed() { try touch(path, modified) }
        return try body(directory)
    }

    /// Says that the file was last modified at `seconds` since the Unix epoch.
    static func touch(_ path: String, _ seconds: Int) throws {
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        try #require(utimensat(AT_FDCWD, path, times, 0) == 0)
    }

    static func make(_ changes: [String: [UInt8]] = [:]) throws -> StaticFiles {
        let files = [
            "index.html": Array("<script src=\"/assets/app.js\"></script><p>/assets/ \"/assets/x/y.css\"".utf8),
            "robots.txt": Array("User-agent: *".utf8),
            ".secret": Array("hidden".utf8),
            "assets/app.js": Array(script.utf8),
            "assets/img/a.png": (0..<4000).map { UInt8(truncatingIfNeeded: $0) },
            "assets/tiny.css": Array("a{}".utf8),
            "assets/empty.svg": [],
            "assets/noise.json": {
                var r = SeededGenerator(seed: 5); return (0..<4000).map { _ in .random(in: 0...255, using: &r) }
            }(),
        ].merging(changes) { $1 }
        return try withFolder(files) { try StaticFiles(directory: $0, fields: [.xContentTypeOptions: "nosniff"]) }
    }

    static func get(_ site: StaticFiles, _ path: String, _ fields: String = "X: y", method: String = "GET") throws -> Response? {
        try site.response(for: path, head: .parsed("\(method) / HTTP/1.1⏎Host: a⏎\(fields)"))
    }

    static func bytes(_ response: Response?) -> [UInt8]? {
        guard case .bytes(let bytes) = response?.body else { return nil }
        return bytes
    }

    /// What a client makes of a packed body.
    static func unpack(_ packed: [UInt8], _ coding: String?) throws -> [UInt8] {
        switch coding {
        case nil: packed
        case "gzip": try gunzip(packed)
        case "br": try unbrotli(packed)
        default: throw UnknownCoding()
        }
    }

    struct UnknownCoding: Error {}

    private static func gunzip(_ packed: [UInt8]) throws -> [UInt8] {
        var packed = packed
        var output = [UInt8](repeating: 0, count: 1 << 20)
        var stream = z_stream()
        try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        let result = packed.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        try #require(result == Z_STREAM_END && stream.avail_in == 0)
        return Array(output[..<Int(stream.total_out)])
    }

    private static func unbrotli(_ packed: [UInt8]) throws -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 1 << 20)
        var count = output.count
        try #require(BrotliDecoderDecompress(packed.count, packed, &count, &output) == BROTLI_DECODER_RESULT_SUCCESS)
        return Array(output[..<count])
    }
}
