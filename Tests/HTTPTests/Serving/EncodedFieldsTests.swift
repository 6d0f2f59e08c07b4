import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct EncodedFieldsTests {
    @Test func whatIsEncodedBeforehandIsSentAsItWouldBeOtherwise() async throws {
        var plain = Response.text("goal")
        plain.fields = [.eTag: "\"1\"", .vary: "Origin", .cacheControl: "no-cache"]
        plain.fields.append(HTTPField(name: .vary, value: "Cookie"))
        var encoded = plain
        encoded.encodeFields()
        var changed = encoded
        changed.fields[.eTag] = "\"2\""
        changed.contentType = "text/html"
        #expect(encoded.encodedFields != nil && changed.encodedFields == nil)
        let responses = [plain, encoded, changed]
        try await withServer(responder: Responder { request in responses[Int(request.path.dropFirst())!] }) { server in
            let client = try await server.connect()
            try await client.send("GET /0 HTTP/1.1⏎Host: a⏎⏎GET /1 HTTP/1.1⏎Host: a⏎⏎GET /2 HTTP/1.1⏎Host: a⏎⏎")
            let answers = try await client.answers(3)
            let fields = answers.map { $0.fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" } }
            #expect(fields[0] == fields[1] && fields[0].contains("vary: Cookie") && answers[1].text == "goal")
            #expect(answers[2]["etag"] == "\"2\"" && answers[2]["content-type"] == "text/html")
        }
    }
}
