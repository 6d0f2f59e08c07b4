import Glibc
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct StaticFilesTests {
    @Test func pagesReferToAssetsUnderTheHashOfTheWholeFolder() throws {
        let site = try Site.make()
        let prefix = site.assetPrefix
        #expect(prefix.hasPrefix("/assets/") && prefix.hasSuffix("/") && prefix.utf8.count == "/assets/".utf8.count + 17)
        let page = try #require(try Site.get(site, "/index.html"))
        #expect(Site.bytes(page) == Array("<script src=\"\(prefix)app.js\"></script><p>/assets/ \"\(prefix)x/y.css\"".utf8))
        #expect(page.contentType == "text/html; charset=utf-8")
        #expect(page.fields[.cacheControl] == "no-cache")
        #expect(page.fields[.xContentTypeOptions] == "nosniff")
        let script = try #require(try Site.get(site, prefix + "app.js"))
        #expect(Site.bytes(script) == Array(Site.script.utf8))
        #expect(script.contentType == "text/javascript; charset=utf-8")
        #expect(script.fields[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(try Site.get(site, prefix + "img/a.png")?.contentType == "image/png")
        #expect(Site.bytes(try Site.get(site, prefix + "empty.svg")) == [])
    }

    @Test func anyChangeOfAFileChangesTheHash() throws {
        let prefix = try Site.make().assetPrefix
        #expect(try Site.make().assetPrefix == prefix)
        #expect(try Site.make(["robots.txt": Array("User-agent: x".utf8)]).assetPrefix != prefix)
        #expect(try Site.make(["assets/new.css": []]).assetPrefix != prefix)
    }

    @Test(arguments: [
        "/", "", "index.html", "/index", "/INDEX.HTML", "/assets/app.js", "/assets/", "/.secret", "/../etc/passwd", "/assets/../index.html",
        "/assets/%2e%2e/index.html", "//index.html", "/./index.html", "/index.html/", "/index.html%00", "/index.html\0",
        "/assets/0000000000000000/app.js",
    ])
    func onlyExactPathsAreServed(_ path: String) throws {
        #expect(try Site.get(Site.make(), path) == nil)
    }

    @Test func everyCodingUnpacksToTheSameAndHasItsOwnTag() throws {
        let site = try Site.make()
        let path = site.assetPrefix + "app.js"
        var tags = Set<String>()
        for (accepted, coding, suffix) in [("br, gzip", "br", "-br\""), ("gzip", "gzip", "-gz\""), ("br;q=0", nil, "\"")] {
            let response = try #require(try Site.get(site, path, "Accept-Encoding: \(accepted)"))
            #expect(response.fields[.contentEncoding] == coding)
            #expect(response.fields[.vary] == "Accept-Encoding")
            #expect(response.contentType == "text/javascript; charset=utf-8")
            let body = try #require(Site.bytes(response))
            if coding != nil { #expect(body.count < Site.script.utf8.count / 5) }
            #expect(try Site.unpack(body, coding) == Array(Site.script.utf8))
            let tag = try #require(response.fields[.eTag])
            #expect(EntityTag(tag)?.isWeak == false && tag.hasSuffix(suffix))
            tags.insert(tag)
        }
        #expect(tags.count == 3)
    }

    @Test func wherePackingGainsNothingItIsNotDone() throws {
        let site = try Site.make()
        for name in ["tiny.css", "img/a.png", "noise.json", "empty.svg"] {
            let response = try #require(try Site.get(site, site.assetPrefix + name, "Accept-Encoding: gzip, br"))
            #expect(response.fields[.contentEncoding] == nil && response.fields[.vary] == nil, "\(name)")
        }
    }

    @Test func whatIsInNoAcceptableCodingIsRefused() throws {
        let site = try Site.make()
        for (name, accepted, available) in [
            ("app.js", "*;q=0", "br, gzip, identity"), ("app.js", "identity;q=0, br;q=0, gzip;q=0", "br, gzip, identity"),
            ("app.js", "identity;q=0, gzip;q=0", "br, gzip, identity"), ("tiny.css", "gzip, identity;q=0", "identity"),
        ] {
            let error = #expect(throws: HTTPError.self) { try Site.get(site, site.assetPrefix + name, "Accept-Encoding: \(accepted)") }
            #expect(error?.status == .notAcceptable)
            #expect(error?.detail == "This resource comes as \(available).")
            #expect(error?.fields[.vary] == "Accept-Encoding")
        }
        #expect(try Site.get(site, site.assetPrefix + "app.js", "Accept-Encoding: identity;q=0, gzip")?.status == .ok)
    }

    @Test func acceptableCodingsMayStandInSeveralLines() throws {
        let site = try Site.make()
        let response = try Site.get(site, site.assetPrefix + "app.js", "Accept-Encoding: br;q=0⏎X: y⏎Accept-Encoding: identity;q=0.5, gzip")
        #expect(response?.fields[.contentEncoding] == "gzip")
    }

    @Test func headIsAnsweredAsGetIs() throws {
        let site = try Site.make()
        for accepted in ["br", "identity"] {
            let fields = "Accept-Encoding: \(accepted)"
            let get = try #require(try Site.get(site, site.assetPrefix + "app.js", fields))
            let head = try #require(try Site.get(site, site.assetPrefix + "app.js", fields, method: "HEAD"))
            #expect(head.status == get.status && head.fields == get.fields && Site.bytes(head) == Site.bytes(get))
        }
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get"])
    func otherMethodsAreRefusedWithTheOnesThatAreTaken(_ method: String) throws {
        let site = try Site.make()
        let error = #expect(throws: HTTPError.self) { try Site.get(site, "/index.html", method: method) }
        #expect(error?.status == .methodNotAllowed)
        #expect(error?.fields[.allow] == "GET, HEAD, OPTIONS")
        #expect(try Site.get(site, "/nowhere", method: method) == nil)
    }

    @Test func optionsNamesTheMethodsThatAreTaken() throws {
        let response = try Site.get(Site.make(), "/index.html", method: "OPTIONS")
        #expect(response?.status == .noContent && response?.fields[.allow] == "GET, HEAD, OPTIONS")
    }

    @Test func theModificationIsTheFilesOrForAPageThatOfTheNewest() throws {
        let files = ["index.html": Array("\"/assets/a.css\"".utf8), "assets/a.css": [], "assets/b.css": []] as [String: [UInt8]]
        let site = try Site.withFolder(files) { directory in
            try Site.touch("\(directory)/assets/b.css", Site.modified + 86_400)
            return try StaticFiles(directory: directory)
        }
        let date = { (path: String) in try #require(try Site.get(site, path)).fields[.lastModified] }
        #expect(try date(site.assetPrefix + "a.css") == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(try date(site.assetPrefix + "b.css") == "Mon, 07 Nov 1994 08:49:37 GMT")
        #expect(try date("/index.html") == "Mon, 07 Nov 1994 08:49:37 GMT")
    }

    @Test func aFileThatIsGoneChangesThePagesModification() throws {
        let site = try Site.withFolder(["index.html": [], "assets/a.css": []]) { directory in
            // What removing a file does to its folder.
            try Site.touch("\(directory)/assets", Site.modified + 1)
            return try StaticFiles(directory: directory)
        }
        #expect(try Site.get(site, "/index.html")?.fields[.lastModified] == "Sun, 06 Nov 1994 08:49:38 GMT")
    }

    @Test func noModificationLiesInTheFuture() throws {
        let before = HTTPDate.now
        let site = try Site.withFolder(["a.txt": [], "b.html": []], modified: before + 86_400) { try StaticFiles(directory: $0) }
        for path in ["/a.txt", "/b.html"] {
            let modified = try #require(try Site.get(site, path)?.fields[.lastModified].flatMap { HTTPDate.parse($0) })
            #expect((before...HTTPDate.now).contains(modified))
        }
    }

    @Test func aFolderThatCannotBeReadIsNamed() {
        let error = #expect(throws: StaticFilesError.self) { try StaticFiles(directory: "/nowhere/at/all") }
        #expect(error?.description == "/nowhere/at/all: No such file or directory")
    }
}
