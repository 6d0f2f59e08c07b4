import EventLoop
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct CompressionTests {
    static let text = Array(String(repeating: "{\"goal\":\"read\"},", count: 100).utf8)

    /// The answer to a request with `fields` whose handler answers `response`.
    static func answer(
        _ response: Response, _ fields: String = "Accept-Encoding: br", method: String = "GET", compression: Compression = Compression()
    ) async throws -> Response {
        let request = Request(
            head: try .parsed("\(method) / HTTP/1.1⏎Host: a⏎\(fields)"), body: .empty, remoteAddress: .init(host: "127.0.0.1", port: 1)!,
            number: 1)
        return try await compression.respond(to: request) { _ in response }
    }

    static func bytes(_ response: Response) -> [UInt8] { Site.bytes(response) ?? [] }

    @Test(arguments: [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0.5, gzip", "gzip"), ("*", "br")])
    func theBodyIsPackedAsTheClientLikesIt(_ accepted: String, _ coding: String) async throws {
        let answer = try await Self.answer(.json(Self.text), "Accept-Encoding: \(accepted)")
        #expect(answer.status == .ok && answer.contentType == "application/json")
        #expect(answer.fields[.contentEncoding] == coding && answer.fields[.vary] == "Accept-Encoding")
        #expect(Self.bytes(answer).count < Self.text.count / 5)
        #expect(try Site.unpack(Self.bytes(answer), coding) == Self.text)
    }

    @Test(arguments: ["X: y", "Accept-Encoding:", "Accept-Encoding: identity", "Accept-Encoding: zstd", "Accept-Encoding: *;q=0"])
    func whoeverDoesNotAskForItGetsTheBodyAsItIs(_ fields: String) async throws {
        let answer = try await Self.answer(.json(Self.text), fields)
        #expect(Self.bytes(answer) == Self.text && answer.fields[.contentEncoding] == nil)
        #expect(answer.fields[.vary] == "Accept-Encoding")
    }

    @Test(arguments: [
        ("application/json", true), ("application/problem+json", true), ("text/html; charset=utf-8", true), ("text/plain", true),
        ("text/css", true), ("text/javascript", true), ("image/svg+xml", true), ("TEXT/HTML", true), ("application/json ;charset=x", true),
        ("image/png", false), ("application/octet-stream", false), ("application/zip", false), ("texts/html", false), ("x+json", true),
        ("", false), (nil, false),
    ])
    func onlyTextIsPacked(_ type: String?, _ isPacked: Bool) async throws {
        let answer = try await Self.answer(Response(.ok, contentType: type, body: .bytes(Self.text)))
        #expect((answer.fields[.contentEncoding] != nil) == isPacked)
        #expect((answer.fields[.vary] != nil) == isPacked)
    }

    @Test func smallBodiesStayAsTheyAre() async throws {
        for (count, isPacked) in [(0, false), (1023, false), (1024, true)] {
            let answer = try await Self.answer(.json([UInt8](repeating: 0x20, count: count)))
            #expect((answer.fields[.contentEncoding] != nil) == isPacked && (answer.fields[.vary] != nil) == isPacked)
        }
        let answer = try await Self.answer(.json([UInt8](repeating: 0x20, count: 100)), compression: Compression(minimumSize: 100))
        #expect(answer.fields[.contentEncoding] == "br")
    }

    @Test func largeBodiesArePackedElsewhere() async throws {
        let large = Array(repeating: Self.text, count: 100).flatMap(\.self)
        let answer = try await Self.answer(.json(large))
        #expect(try Site.unpack(Self.bytes(answer), "br") == large)
    }

    @Test func whatDoesNotGetSmallerStaysAsItIs() async throws {
        var generator = SeededGenerator(seed: 9)
        let noise = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let answer = try await Self.answer(Response(.ok, contentType: "text/plain", fields: [.eTag: "\"1\""], body: .bytes(noise)))
        #expect(Self.bytes(answer) == noise && answer.fields[.contentEncoding] == nil && answer.fields[.eTag] == "\"1\"")
        #expect(answer.fields[.vary] == "Accept-Encoding")
    }

    @Test(arguments: [
        Response(.ok, contentType: "text/plain", fields: [.contentEncoding: "gzip"], body: .bytes(text)),
        Response(.partialContent, contentType: "text/plain", fields: [.contentRange: "bytes 0-1599/1600"], body: .bytes(text)),
        Response(.ok, contentType: "text/plain", fields: [.cacheControl: "private, No-Transform"], body: .bytes(text)),
        Response(.ok, contentType: "text/plain"), Response(.noContent),
    ])
    func whatMayNotBePackedIsLeftAlone(_ response: Response) async throws {
        let answer = try await Self.answer(response)
        #expect(answer.fields == response.fields && Self.bytes(answer) == Self.bytes(response))
    }

    @Test func aStreamIsLeftAlone() async throws {
        let answer = try await Self.answer(Response(.ok, contentType: "text/plain", body: .stream(length: 5000) { _ in }))
        #expect(answer.fields.isEmpty)
        guard case .stream(5000, _) = answer.body else {
            Issue.record("the stream is gone")
            return
        }
    }

    @Test(arguments: [
        ("Origin", "Origin, Accept-Encoding"), ("accept-encoding", "accept-encoding"), ("*", "*"),
        ("Cookie, Accept-Encoding", "Cookie, Accept-Encoding"), ("X-Accept-Encoding", "X-Accept-Encoding, Accept-Encoding"),
    ])
    func varyIsAddedTo(_ before: String, _ after: String) async throws {
        var response = Response.json(Self.text)
        response.fields[.vary] = before
        #expect(try await Self.answer(response).fields[.vary] == after)
    }

    @Test(arguments: [
        ("\"1\"", "br", "\"1-br\""), ("\"1\"", "gzip", "\"1-gz\""), ("W/\"1\"", "br", "W/\"1\""), ("\"1\"", "identity", "\"1\""),
    ])
    func aStrongTagBecomesTheCodings(_ before: String, _ accepted: String, _ after: String) async throws {
        var response = Response.json(Self.text)
        response.fields[.eTag] = before
        #expect(try await Self.answer(response, "Accept-Encoding: \(accepted)").fields[.eTag] == after)
    }

    @Test func whatAClientHasPackedIsNotSentAgain() async throws {
        var response = Response.json(Self.text)
        response.fields = [.eTag: "\"1\"", .cacheControl: "private", .lastModified: HTTPDate.format(0)]
        for method in ["GET", "HEAD"] {
            let fields = "Accept-Encoding: br⏎If-None-Match: \"0\", \"1-br\""
            let answer = try await Self.answer(response, fields, method: method)
            #expect(answer.status == .notModified && Self.bytes(answer).isEmpty && answer.contentType == nil)
            #expect(answer.fields == [.eTag: "\"1-br\"", .cacheControl: "private", .vary: "Accept-Encoding"])
        }
        for (fields, method) in [
            ("Accept-Encoding: gzip⏎If-None-Match: \"1-br\"", "GET"), ("If-None-Match: \"1-br\"", "GET"),
            ("Accept-Encoding: br⏎If-None-Match: \"2-br\"", "GET"), ("Accept-Encoding: br⏎If-None-Match: \"1-br\"", "POST"),
        ] {
            #expect(try await Self.answer(response, fields, method: method).status == .ok, "\(method) \(fields)")
        }
        response.status = .notFound
        #expect(try await Self.answer(response, "Accept-Encoding: br⏎If-None-Match: \"1-br\"").status == .notFound)
    }

    @Test func anAnswerOf304SaysWhatItVariesWith() async throws {
        let answer = try await Self.answer(Response(.notModified, fields: [.eTag: "\"1\""]))
        #expect(answer.status == .notModified && answer.fields == [.eTag: "\"1\"", .vary: "Accept-Encoding"])
    }

    /// Around a responder that answers at once or waits, and as middleware.
    @Test(arguments: [false, true])
    func packedAnswersGoOverTheWire(_ isMiddleware: Bool) async throws {
        let large = Array(repeating: Self.text, count: 100).flatMap(\.self)
        var router = Router()
        if isMiddleware { router.use(Compression()) }
        router.get("/small") { _ in .text("small") }
        router.get("/middling") { _ in .json(Self.text) }
        router.get("/large") { _ in .json(large) }
        router.get("/later/{size}") { request in
            await Task.yield()
            return .json(request.parameters["size"] == "large" ? large : Self.text)
        }
        router.get("/failing") { _ in throw HTTPError(.conflict) }
        try await withServer(responder: isMiddleware ? router.handler() : Compression().around(router.handler())) { server in
            let client = try await server.connect()
            for coding in ["gzip", "br"] {
                for (path, body) in [
                    ("middling", Self.text), ("large", large), ("later/middling", Self.text), ("later/large", large),
                ] {
                    try await client.send("GET /\(path) HTTP/1.1⏎Host: a⏎Accept-Encoding: \(coding)⏎⏎")
                    let answer = try await client.answer()
                    #expect(answer["content-encoding"] == coding && answer["content-length"] == "\(answer.body.count)")
                    #expect(try Site.unpack(answer.body, coding) == body)
                }
            }
            try await client.send("GET /small HTTP/1.1⏎Host: a⏎Accept-Encoding: br⏎⏎GET /failing HTTP/1.1⏎Host: a⏎⏎")
            let answers = try await client.answers(2)
            #expect(answers[0].text == "small" && answers[0]["vary"] == nil)
            #expect(answers[1].status == 409)
        }
    }
}
