import CZlib
import Glibc
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct StaticFilesTests {
    static let script = String(repeating: "console.log('goal');\n", count: 200)

    /// A folder with the files, deleted when `body` is done.
    static func withFolder<Result>(_ files: [String: [UInt8]], _ body: (String) throws -> Result) throws -> Result {
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
        return try body(directory)
    }

    static func site(_ changes: [String: [UInt8]] = [:]) throws -> StaticFiles {
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

    static func get(_ site: StaticFiles, _ path: String, _ fields: String = "X: y") throws -> Response? {
        site.response(for: path, head: try .parsed("GET / HTTP/1.1⏎Host: a⏎\(fields)"))
    }

    static func bytes(_ response: Response?) -> [UInt8]? {
        guard case .bytes(let bytes) = response?.body else { return nil }
        return bytes
    }

    @Test func pagesReferToAssetsUnderTheHashOfTheWholeFolder() throws {
        let site = try Self.site()
        let prefix = site.assetPrefix
        #expect(prefix.hasPrefix("/assets/") && prefix.hasSuffix("/") && prefix.utf8.count == "/assets/".utf8.count + 17)
        let page = try #require(try Self.get(site, "/index.html"))
        #expect(Self.bytes(page) == Array("<script src=\"\(prefix)app.js\"></script><p>/assets/ \"\(prefix)x/y.css\"".utf8))
        #expect(page.contentType == "text/html; charset=utf-8")
        #expect(page.fields[.cacheControl] == "no-cache")
        #expect(page.fields[.xContentTypeOptions] == "nosniff")
        let script = try #require(try Self.get(site, prefix + "app.js"))
        #expect(Self.bytes(script) == Array(Self.script.utf8))
        #expect(script.contentType == "text/javascript; charset=utf-8")
        #expect(script.fields[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(try Self.get(site, prefix + "img/a.png")?.contentType == "image/png")
        #expect(Self.bytes(try Self.get(site, prefix + "empty.svg")) == [])
    }

    @Test func anyChangeOfAFileChangesTheHash() throws {
        let prefix = try Self.site().assetPrefix
        #expect(try Self.site().assetPrefix == prefix)
        #expect(try Self.site(["robots.txt": Array("User-agent: x".utf8)]).assetPrefix != prefix)
        #expect(try Self.site(["assets/new.css": []]).assetPrefix != prefix)
    }

    @Test(arguments: [
        "/", "", "index.html", "/index", "/INDEX.HTML", "/assets/app.js", "/assets/", "/.secret", "/../etc/passwd", "/assets/../index.html",
        "/assets/%2e%2e/index.html", "//index.html", "/./index.html", "/index.html/", "/index.html%00", "/index.html\0",
        "/assets/0000000000000000/app.js",
    ])
    func onlyExactPathsAreServed(_ path: String) throws {
        #expect(try Self.get(Self.site(), path) == nil)
    }

    @Test func clientsThatTakeGzipGetWhatZlibUnpacksToTheSame() throws {
        let site = try Self.site()
        let path = site.assetPrefix + "app.js"
        let response = try #require(try Self.get(site, path, "Accept-Encoding: br, gzip"))
        #expect(response.fields[.contentEncoding] == "gzip")
        #expect(response.fields[.vary] == "Accept-Encoding")
        let packed = try #require(Self.bytes(response))
        #expect(packed.count < Self.script.utf8.count / 5)
        #expect(try Self.unpack(packed) == Array(Self.script.utf8))
        let plain = try #require(try Self.get(site, path, "Accept-Encoding: gzip;q=0"))
        #expect(plain.fields[.contentEncoding] == nil)
        #expect(plain.fields[.vary] == "Accept-Encoding")
        #expect(plain.fields[.eTag] != response.fields[.eTag])
        // Where packing gains nothing, it is not done.
        for name in ["tiny.css", "img/a.png", "noise.json", "empty.svg"] {
            let response = try #require(try Self.get(site, site.assetPrefix + name, "Accept-Encoding: gzip"))
            #expect(response.fields[.contentEncoding] == nil && response.fields[.vary] == nil, "\(name)")
        }
    }

    @Test func whatAClientHasIsNotSentAgain() throws {
        let site = try Self.site()
        let path = site.assetPrefix + "app.js"
        for encoding in ["Accept-Encoding: gzip", "Accept-Encoding: identity"] {
            let etag = try #require(try Self.get(site, path, encoding)?.fields[.eTag])
            #expect(etag.hasPrefix("\"") && etag.hasSuffix("\"") && etag.utf8.count > 10)
            for condition in [etag, "W/\(etag)", "\"x\", \(etag)", "*"] {
                let response = try #require(try Self.get(site, path, "\(encoding)⏎If-None-Match: \(condition)"))
                #expect(response.status == .notModified)
                #expect(Self.bytes(response) == nil && response.contentType == nil)
                #expect(response.fields[.eTag] == etag)
                #expect(response.fields[.cacheControl] != nil && response.fields[.vary] != nil)
            }
            #expect(try Self.get(site, path, "\(encoding)⏎If-None-Match: \"x\"")?.status == .ok)
        }
    }

    @Test func aFolderThatCannotBeReadIsNamed() {
        let error = #expect(throws: StaticFilesError.self) { try StaticFiles(directory: "/nowhere/at/all") }
        #expect(error?.description == "/nowhere/at/all: No such file or directory")
    }

    /// What zlib makes of a gzip file.
    static func unpack(_ packed: [UInt8]) throws -> [UInt8] {
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
        #expect(result == Z_STREAM_END && stream.avail_in == 0)
        return Array(output[..<Int(stream.total_out)])
    }
}
