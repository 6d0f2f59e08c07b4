import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct UsualFieldsTests {
    private static let usual: HTTPFields = [
        .xContentTypeOptions: "nosniff", .contentSecurityPolicy: "default-src 'none'", .server: "goals",
    ]

    private static func fields(_ request: String, _ response: Response) async throws -> [String] {
        var fields: [String] = []
        try await withServer({ $0.fields = Self.usual }, responder: Responder { _ in response }) { server in
            let client = try await server.connect()
            try await client.send(request)
            let answer = try await client.answer()
            fields = answer.fields.map { "\($0.name): \($0.value)" }.filter { !$0.hasPrefix("date") && !$0.hasPrefix("content-length") }
        }
        return fields
    }

    private static let lines = ["x-content-type-options: nosniff", "content-security-policy: default-src 'none'", "server: goals"]

    @Test(arguments: [false, true]) func whatAnAnswerHasItselfIsNotSaidTwice(_ isEncoded: Bool) async throws {
        let lines = Self.lines
        for (own, expected) in [
            (HTTPFields(), lines), ([.eTag: "\"1\""], ["etag: \"1\""] + lines),
            // A name as long as one of the usual ones is not yet that one.
            ([.expect: "100-continue", .cookie: "a"], ["expect: 100-continue", "cookie: a"] + lines),
            ([.contentSecurityPolicy: "img-src *"], ["content-security-policy: img-src *", lines[0], lines[2]]),
            ([.server: "other", .xContentTypeOptions: "x"], ["server: other", "x-content-type-options: x", lines[1]]),
        ] as [(HTTPFields, [String])] {
            var response = Response(.ok, fields: own)
            if isEncoded { response.encodeFields() }
            #expect(try await Self.fields("GET / HTTP/1.1⏎Host: a⏎⏎", response) == expected)
        }
    }

    @Test func everyAnswerHasThem() async throws {
        let stream = Response(.ok, body: .stream(length: nil) { try await $0.write([1]) })
        for (request, response) in [
            ("GET / HTTP/1.1⏎Host: a⏎⏎", Response(.noContent)), ("GET / HTTP/1.1⏎Host: a⏎⏎", Response(.notModified)),
            ("GET / HTTP/1.0⏎⏎", .text("a")), ("GET / HTTP/1.1⏎Host: a⏎⏎", stream), ("GET /", .text("never")),
            ("GET / HTTP/1.1⏎⏎", .text("without a host")), ("GET / HTTP/9.9⏎Host: a⏎⏎", .text("of a version to come")),
            // A status that is none.
            ("GET / HTTP/1.1⏎Host: a⏎⏎", Response(HTTPResponse.Status(code: 42))),
        ] {
            try await withServer(
                {
                    $0.fields = Self.usual
                    $0.deadlines.head = .milliseconds(200)
                }, responder: Responder { _ in response }
            ) { server in
                let client = try await server.connect()
                try await client.send(request)
                let answer = try await client.answer()
                for line in Self.lines { #expect(answer.fields.count { "\($0.name): \($0.value)" == line } == 1, "\(request) \(line)") }
            }
        }
    }

    @Test func aChangedAnswerIsSentAsItWasChanged() async throws {
        for responder in [Responder { (_: Request) throws -> Response in .text("a") }, Responder { _ async throws in .text("a") }] {
            let changed = responder.changing { response, request in response.fields[.server] = request.path }
            try await withServer(responder: changed) { server in
                let client = try await server.connect()
                try await client.send("GET /x HTTP/1.1⏎Host: a⏎⏎")
                #expect(try await client.answer()["server"] == "/x")
            }
        }
    }
}
