import HTTPTypes
import Testing

@testable import HTTPKit

/// What static files look like on the wire.
@Suite struct StaticFilesServingTests {
    static func withSite(_ body: (StaticFiles, Client) async throws -> Void) async throws {
        let site = try Site.make()
        var router = Router()
        router.fallback { request in
            guard let response = try site.response(for: request.path, head: request.head) else { throw HTTPError(.notFound) }
            return response
        }
        try await withServer(responder: router.handler()) { server in try await body(site, server.connect()) }
    }

    static func request(_ path: String, _ fields: String = "", method: String = "GET") -> String {
        "\(method) \(path) HTTP/1.1⏎Host: a⏎\(fields.isEmpty ? "" : fields + "⏎")⏎"
    }

    /// From 32 KiB on the kernel holds a file; what is asked of it is the same.
    @Test func aLargeFileIsSentWholeAndInPartsWhateverTheClientTakes() async throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let site = try Site.withFolder(["film.bin": bytes]) { try StaticFiles(directory: $0) }
        try await withServer(responder: Responder { try site.response(for: $0.path, head: $0.head) ?? Response(.notFound) }) { server in
            let client = try await server.connect(receiveBuffer: 8192)
            try await client.send(
                Self.request("/film.bin") + Self.request("/film.bin", "Range: bytes=1000000-2999998") + Self.request("/film.bin"))
            let answers = try await client.answers(3)
            #expect(answers.map(\.status) == [200, 206, 200])
            #expect(answers[0].body == bytes && answers[2].body == bytes)
            #expect(answers[1].body == Array(bytes[1_000_000..<2_999_999]))
            try await client.send(Self.request("/film.bin", "Range: bytes=0-99999, 2900000-"))
            let parts = try await client.answer()
            #expect(
                try Multipart(parts["content-type"]!, parts.body).parts.map(\.bytes) == [
                    Array(bytes[..<100_000]), Array(bytes[2_900_000...]),
                ])
            try await client.send(Self.request("/film.bin", method: "HEAD"))
            #expect(try await client.answer(toHead: true)["content-length"] == "3000000")
            // One that goes in the middle of it does no harm.
            let leaving = try await server.connect(receiveBuffer: 8192)
            try await leaving.send(Self.request("/film.bin"))
            _ = try await leaving.sip(10_000, every: 1)
            try await leaving.reset()
            #expect(await eventually { await server.server.openConnections == 1 })
        }
    }

    @Test func rangesNegotiationAndConditionsGoOnOneConnection() async throws {
        try await Self.withSite { site, client in
            let path = site.assetPrefix + "app.js"
            try await client.send(Self.request(path, "Accept-Encoding: gzip, br"))
            let packed = try await client.answer()
            #expect(packed.status == 200 && packed["content-encoding"] == "br" && packed["content-length"] == "\(packed.body.count)")
            #expect(try Site.unpack(packed.body, "br") == Array(Site.script.utf8))

            try await client.send(Self.request(path, "Accept-Encoding: br⏎If-None-Match: \(packed["etag"]!)"))
            let notModified = try await client.answer()
            #expect(notModified.status == 304 && notModified["etag"] == packed["etag"] && notModified["vary"] == "Accept-Encoding")
            #expect(notModified["content-length"] == nil && notModified["content-type"] == nil && notModified["date"] != nil)

            try await client.send(Self.request(path, "Range: bytes=-21"))
            let part = try await client.answer()
            #expect(part.status == 206 && part.text == "console.log('goal');\n" && part["content-length"] == "21")
            #expect(part["content-range"] == "bytes 4179-4199/4200")

            try await client.send(Self.request(path, "Range: bytes=0-6, -2"))
            let parts = try await client.answer()
            #expect(parts.status == 206 && parts["content-range"] == nil)
            #expect(try Multipart(parts["content-type"]!, parts.body).parts.map(\.bytes) == [Array("console".utf8), Array(";\n".utf8)])

            try await client.send(Self.request(path, "Accept-Encoding: *;q=0"))
            let refused = try await client.answer()
            #expect(refused.status == 406 && refused["vary"] == "Accept-Encoding" && refused["content-type"] == "application/problem+json")

            try await client.send(Self.request(path, "Range: bytes=4200-"))
            let beyond = try await client.answer()
            #expect(beyond.status == 416 && beyond["content-range"] == "bytes */4200")

            try await client.send(Self.request(path, "If-Match: \"x\""))
            #expect(try await client.answer().status == 412)
        }
    }

    @Test(arguments: [
        ("/robots.txt", 200), ("/x/../robots.txt", 200), ("/%72obots%2Etxt", 200), ("http://b/./robots.txt?x", 200),
        ("/.secret", 404), ("/%2esecret", 404), ("/x/../.secret", 404), ("//robots.txt", 404), ("/robots.txt/", 404),
        ("/robots.txt%2F", 404),
        ("/../robots.txt", 400), ("/%2e%2e/etc/passwd", 400), ("/x/../../etc/passwd", 400), ("/robots.txt%00", 400),
    ])
    func pathsThatMeanTheSameAreTheSameFileAndNoneLeadsOut(_ path: String, _ status: Int) async throws {
        try await Self.withSite { _, client in
            try await client.send(Self.request(path))
            #expect(try await client.answer().status == status)
        }
    }

    @Test func headSaysWhatGetSendsAndSendsNothing() async throws {
        try await Self.withSite { site, client in
            let path = site.assetPrefix + "app.js"
            for fields in ["Accept-Encoding: br", "Accept-Encoding: identity", "Range: bytes=0-9"] {
                try await client.send(Self.request(path, fields.hasPrefix("Range") ? "" : fields))
                var get = try await client.answer()
                try await client.send(Self.request(path, fields, method: "HEAD"))
                var head = try await client.answer(toHead: true)
                get.fields.removeAll { $0.name == "date" }
                head.fields.removeAll { $0.name == "date" }
                #expect(head.status == 200 && head.fields.map { "\($0)" } == get.fields.map { "\($0)" })
            }
            for fields in ["Accept-Encoding: *;q=0", "If-Match: \"x\""] {
                try await client.send(Self.request(path, fields, method: "HEAD"))
                #expect(try await client.answer(toHead: true).status >= 400)
            }
            // Nothing has been left over from any of them.
            try await client.send(Self.request("/robots.txt"))
            #expect(try await client.answer().text == "User-agent: *")
        }
    }
}
