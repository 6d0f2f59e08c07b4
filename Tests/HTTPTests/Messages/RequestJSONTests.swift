import EventLoop
import HTTPKitTesting
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct RequestJSONTests {
    private struct Greeting: Codable { var name: String }
    private struct Problem: Decodable {
        struct Field: Decodable, Equatable {
            var field: String
            var message: String
        }
        var errors: [Field]
    }

    private static let handler: Handler = { request in
        let greeting = try await request.decode(Greeting.self)
        return try .json(Greeting(name: "Hello, \(greeting.name)"), status: .created)
    }

    @Test(arguments: [
        ("application/json", 201), ("Application/JSON", 201), ("application/json; charset=utf-8", 201), ("application/json ;a=b", 201),
        ("application/merge-patch+json", 201), ("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("application/jsonp", 415),
        ("json", 415), ("+json", 415), ("", 415), ("text/plain; application/json", 415),
    ])
    func onlyJSONIsTaken(_ type: String, _ status: Int) async throws {
        try await withTestClient(.inProcess, handler: Self.handler) { client in
            let answer = try await client.post("/", body: .text(#"{"name":"Ada"}"#, contentType: type))
            #expect(answer.status.code == status)
            if status == 201 { #expect(try answer.decode(Greeting.self).name == "Hello, Ada") }
            if status == 415 { #expect(answer.fields[.accept] == "application/json") }
        }
    }

    @Test func aBodyWithoutATypeIsRefused() async throws {
        try await withTestClient(.inProcess, handler: Self.handler) { client in
            let bytes = try await client.post("/", body: .bytes([0x7B, 0x7D]))
            let nothing = try await client.post("/")
            #expect(bytes.status == .unsupportedMediaType && nothing.status == .unsupportedMediaType)
        }
    }

    @Test func wrongFieldsBecomeProblemDetails() async throws {
        try await withTestClient(.inProcess, handler: Self.handler) { client in
            let answer = try await client.post("/", body: .json(["nam": "Ada"]))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.fields[.contentType] == "application/problem+json")
            #expect(
                try answer.decode(Problem.self).errors == [
                    .init(field: "name", message: "Is required."), .init(field: "nam", message: "There is no such field."),
                ])
            #expect(try await client.post("/", body: .text("{", contentType: "application/json")).status == .badRequest)
        }
    }

    @Test func aBodyBeyondTheLimitIsNotDecoded() async throws {
        var router = Router()
        router.post("/", bodyLimit: 10, Self.handler)
        try await withTestClient(.inProcess, handler: router.handler()) { client in
            let answer = try await client.post("/", body: .json(Greeting(name: "A name that is long")))
            #expect(answer.status == .contentTooLarge)
        }
    }

    @Test func bytesAreTakenToBeJSONAlready() throws {
        let bytes = Array(#"{"a":1}"#.utf8)
        guard case .bytes(let body) = Response.json(bytes).body else { return #expect(Bool(false)) }
        #expect(body == bytes)
        #expect(throws: EncodingError.self) { try Response.json([Double.infinity]) }
    }
}
