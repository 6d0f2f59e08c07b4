import Glibc
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct StaticFileConditionsTests {
    static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"

    @Test(arguments: ["br", "gzip", "identity"])
    func whatAClientHasIsNotSentAgain(_ coding: String) throws {
        let site = try Site.make()
        let path = site.assetPrefix + "app.js"
        let accept = "Accept-Encoding: \(coding)"
        let tag = try #require(try Site.get(site, path, accept)?.fields[.eTag])
        for method in ["GET", "HEAD"] {
            for condition in [
                "If-None-Match: \(tag)", "If-None-Match: W/\(tag)", "If-None-Match: \"x\", \(tag)", "If-None-Match: *",
                "If-Modified-Since: \(Self.date)", "If-None-Match: \(tag)⏎If-Modified-Since: \(Self.earlier)",
                "If-None-Match: \(tag)⏎Range: bytes=0-1", "If-Match: \(tag)⏎If-None-Match: \(tag)",
                "If-None-Match: \"x\"⏎If-None-Match: \(tag)", "If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT",
            ] {
                let response = try #require(try Site.get(site, path, "\(accept)⏎\(condition)", method: method))
                #expect(response.status == .notModified, "\(condition)")
                #expect(Site.bytes(response) == nil && response.contentType == nil)
                let names = response.fields.map(\.name.canonicalName).sorted()
                #expect(names == ["cache-control", "etag", "vary", "x-content-type-options"])
                #expect(response.fields[.eTag] == tag)
            }
            for condition in [
                "If-None-Match: \"x\"", "If-None-Match: \"x\"⏎If-Modified-Since: \(Self.date)", "If-Modified-Since: \(Self.earlier)",
                "If-Modified-Since: yesterday", "If-Match: \(tag)", "If-Match: *", "If-Unmodified-Since: \(Self.date)",
            ] {
                #expect(try Site.get(site, path, "\(accept)⏎\(condition)", method: method)?.status == .ok, "\(condition)")
            }
        }
    }

    @Test func theTagOfAnotherCodingIsAnothers() throws {
        let site = try Site.make()
        let path = site.assetPrefix + "app.js"
        let tag = try #require(try Site.get(site, path, "Accept-Encoding: br")?.fields[.eTag])
        #expect(try Site.get(site, path, "Accept-Encoding: gzip⏎If-None-Match: \(tag)")?.status == .ok)
        #expect(throws: HTTPError.self) { try Site.get(site, path, "Accept-Encoding: gzip⏎If-Match: \(tag)") }
    }

    @Test(arguments: [
        "If-Match: \"x\"", "If-Match: x", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT", "If-Match: \"x\"⏎Range: bytes=0-1",
    ])
    func aConditionThatFailsIsSaid(_ condition: String) throws {
        let site = try Site.make()
        let error = #expect(throws: HTTPError.self) { try Site.get(site, site.assetPrefix + "app.js", condition) }
        #expect(error?.status == .preconditionFailed)
        #expect(error?.fields[.vary] == "Accept-Encoding")
    }

    @Test(arguments: ["If-Match: \"x\"", "If-None-Match: *", "If-Unmodified-Since: \(earlier)"])
    func conditionsHideNothingElseThatIsWrong(_ condition: String) throws {
        let site = try Site.make()
        for (method, fields, status) in [
            ("POST", "X: y", HTTPResponse.Status.methodNotAllowed), ("TRACE", "X: y", .methodNotAllowed),
            ("GET", "Accept-Encoding: *;q=0", .notAcceptable), ("HEAD", "Accept-Encoding: *;q=0", .notAcceptable),
        ] {
            let error = #expect(throws: HTTPError.self) {
                try Site.get(site, site.assetPrefix + "app.js", "\(fields)⏎\(condition)", method: method)
            }
            #expect(error?.status == status)
        }
        #expect(try Site.get(site, "/index.html", condition, method: "OPTIONS")?.status == .noContent)
        #expect(try Site.get(site, "/nowhere", condition) == nil)
    }

    @Test(arguments: ["br", "gzip", "identity"])
    func aRangeIsOfTheCodingThatIsSent(_ coding: String) throws {
        let site = try Site.make()
        let path = site.assetPrefix + "app.js"
        let accept = "Accept-Encoding: \(coding)"
        let whole = try #require(try Site.get(site, path, accept))
        let bytes = try #require(Site.bytes(whole))
        #expect(whole.fields[.acceptRanges] == "bytes")
        // From two halves the whole can be put together.
        var assembled: [UInt8] = []
        for (range, contentRange) in [
            ("0-9", "bytes 0-9/\(bytes.count)"), ("10-", "bytes 10-\(bytes.count - 1)/\(bytes.count)"),
        ] {
            let part = try #require(try Site.get(site, path, "\(accept)⏎Range: bytes=\(range)"))
            #expect(part.status == .partialContent)
            #expect(part.fields[.contentRange] == contentRange)
            #expect(part.contentType == whole.contentType)
            for name in [HTTPField.Name.eTag, .vary, .cacheControl, .contentEncoding, .lastModified, .xContentTypeOptions] {
                #expect(part.fields[name] == whole.fields[name])
            }
            assembled += try #require(Site.bytes(part))
        }
        #expect(assembled == bytes)
        #expect(try Site.get(site, path, "\(accept)⏎Range: bytes=0-9", method: "HEAD")?.status == .ok)
    }

    @Test func severalRangesAreSentAsParts() throws {
        let site = try Site.make()
        let image = (0..<4000).map { UInt8(truncatingIfNeeded: $0) }
        let response = try #require(try Site.get(site, site.assetPrefix + "img/a.png", "Range: bytes=0-9, 3990-, 100-199"))
        #expect(response.status == .partialContent)
        #expect(response.fields[.contentRange] == nil)
        let multipart = try Multipart(try #require(response.contentType), try #require(Site.bytes(response)))
        #expect(multipart.parts.map(\.range) == [0..<10, 3990..<4000, 100..<200])
        #expect(multipart.parts.map(\.bytes) == [0..<10, 3990..<4000, 100..<200].map { Array(image[$0]) })
        #expect(multipart.parts.allSatisfy { $0.contentType == "image/png" && $0.length == 4000 })
    }

    @Test func aRangeBeyondTheEndIsRefusedWithTheLength() throws {
        let site = try Site.make()
        let error = #expect(throws: HTTPError.self) { try Site.get(site, "/robots.txt", "Range: bytes=13-") }
        #expect(error?.status == .rangeNotSatisfiable)
        #expect(error?.fields[.contentRange] == "bytes */13")
    }

    @Test(arguments: ["bytes=x", "items=0-1", "bytes=5-4", "bytes=0-,0-,0-"])
    func aRangeThatCannotBeTakenIsPassedOver(_ range: String) throws {
        let response = try #require(try Site.get(Site.make(), "/robots.txt", "Range: \(range)"))
        #expect(response.status == .ok && response.fields[.contentRange] == nil)
        #expect(Site.bytes(response)?.count == 13)
    }

    @Test func ifRangeAsksForTheWholeWhenTheFileHasChanged() throws {
        let site = try Site.make()
        let tag = try #require(try Site.get(site, "/robots.txt")?.fields[.eTag])
        for (validator, status) in [(tag, 206), (Self.date, 206), ("W/\(tag)", 200), ("\"x\"", 200), (Self.earlier, 200), ("x", 200)] {
            let response = try #require(try Site.get(site, "/robots.txt", "Range: bytes=0-3⏎If-Range: \(validator)"))
            #expect(response.status.code == status, "\(validator)")
            #expect(Site.bytes(response)?.count == (status == 206 ? 4 : 13))
        }
        // An unsatisfiable range is passed over as well.
        #expect(try Site.get(site, "/robots.txt", "Range: bytes=99-⏎If-Range: \"x\"")?.status == .ok)
        #expect(try Site.get(site, "/robots.txt", "If-Range: \"x\"")?.status == .ok)
    }

    @Test func theDateOfAFileThatMayHaveChangedSinceInTheSameSecondIsWeak() throws {
        // Modified ahead of us, so that it is read within that second whenever the clock ticks.
        let site = try Site.withFolder(["a.txt": Array("goal".utf8)], modified: HTTPDate.now + 60) { try StaticFiles(directory: $0) }
        let date = try #require(try Site.get(site, "/a.txt")?.fields[.lastModified])
        #expect(try Site.get(site, "/a.txt", "Range: bytes=0-1⏎If-Range: \(date)")?.status == .ok)
        #expect(try Site.get(site, "/a.txt", "Range: bytes=0-1")?.status == .partialContent)
    }
}
