import EventLoop
import Glibc
import HTTPClient
import HTTPKit
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    /// Runs `body` with a server that tells what it was sent, and a client of it.
    private func withServer(
        _ configure: (inout HTTPClient.Configuration) -> Void = { _ in }, _ body: (String, HTTPClient) async throws -> Void
    ) async throws {
        var router = Router()
        router.get("/echo") { request in
            .text("\(request.method) \(request.head[HTTPField.Name("X-Test")!] ?? "-") \(request.head[.userAgent] ?? "-")")
        }
        router.post("/echo") { request in
            let body = String(decoding: try await request.body.bytes(), as: UTF8.self)
            return .text("\(request.method) \(request.head[.contentType] ?? "-") \(body)")
        }
        router.get("/long/{count}") { request in .text(String(repeating: "x", count: try request.parameter("count"))) }
        router.get("/away") { _ in Response(.found, fields: [.location: "/echo"]) }
        router.get("/never") { _ in
            try await Task.sleep(for: .seconds(120))
            return .text("too late")
        }
        let server = HTTPServer(loops: loops, handler: router.handler())
        let port = try await server.start(on: SocketAddress(host: "127.0.0.1", port: 0)!).port
        var configuration = HTTPClient.Configuration()
        configuration.allowsPlainText = true
        configure(&configuration)
        var failure: (any Error)?
        do { try await body("http://127.0.0.1:\(port)", HTTPClient(configuration)) } catch { failure = error }
        await server.shutDown(within: .zero)
        if let failure { throw failure }
    }

    @Test func itAsksAndPosts() async throws {
        try await withServer { (url, client) async throws in
            let answer = try await client.send(.get("\(url)/echo", fields: [("X-Test", "a: b")]))
            #expect(answer.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self) == "GET a: b goals")
            let posted = try await client.send(.post("\(url)/echo", form: [("a b", "c&d=e+ü"), ("empty", "")]))
            #expect(
                String(decoding: posted.body, as: UTF8.self) == "POST application/x-www-form-urlencoded a%20b=c%26d%3De%2B%C3%BC&empty=")
            #expect(String(decoding: try await client.send(.post("\(url)/echo", form: [])).body, as: UTF8.self).hasSuffix("urlencoded "))
            #expect(try await client.send(.get("\(url)/nothing")).status == 404)
        }
    }

    @Test func redirectsAreNotFollowed() async throws {
        try await withServer { (url, client) async throws in
            #expect(try await client.send(.get("\(url)/away")).status == 302)
        }
    }

    @Test func aBodyHasItsBound() async throws {
        try await withServer({ $0.maximumBody = 100_000 }) { (url, client) async throws in
            #expect(try await client.send(.get("\(url)/long/100000")).body.count == 100_000)
            await #expect(throws: HTTPClientError.tooLarge) { try await client.send(.get("\(url)/long/100001")) }
        }
    }

    @Test func whoDoesNotAnswerIsNotWaitedFor() async throws {
        try await withServer({ $0.timeout = .milliseconds(200) }) { (url, client) async throws in
            await #expect(throws: HTTPClientError.timedOut) { try await client.send(.get("\(url)/never")) }
        }
    }

    @Test(arguments: [
        "", "nonsense", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "dict://127.0.0.1/", "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX: y", "http://",
    ])
    func whatIsNoAddressOfHTTPIsRefused(_ url: String) async throws {
        var configuration = HTTPClient.Configuration()
        configuration.allowsPlainText = true
        await #expect(throws: HTTPClientError.invalidRequest) { try await HTTPClient(configuration).send(.get(url)) }
    }

    @Test func withoutTLSNothingIsSentUnlessThatIsAllowed() async throws {
        try await withServer({ $0.allowsPlainText = false }) { (url, client) async throws in
            await #expect(throws: HTTPClientError.invalidRequest) { try await client.send(.get("\(url)/echo")) }
        }
    }

    @Test(arguments: [("X-Test", "a\r\nX-Other: b"), ("X-Test\n", "a"), ("", "a"), ("X-Test", "a\0")])
    func aFieldIsOneLine(_ name: String, _ value: String) async throws {
        try await withServer { (url, client) async throws in
            await #expect(throws: HTTPClientError.invalidRequest) { try await client.send(.get("\(url)/echo", fields: [(name, value)])) }
        }
    }

    @Test func tooMuchAtOnceIsRefused() async throws {
        try await withServer({ ($0.threads, $0.waiting, $0.timeout) = (1, 1, .seconds(2)) }) { (url, client) async throws in
            let outcomes = await withTaskGroup { group in
                for _ in 0..<10 {
                    group.addTask { () -> HTTPClientError? in
                        do throws(HTTPClientError) {
                            _ = try await client.send(.get("\(url)/never"))
                            return nil
                        } catch { return error }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .busy } >= 1)
            #expect(outcomes.count { $0 == .timedOut } >= 2)
        }
    }

    @Test func nobodyThereIsSaidInWords() async throws {
        var configuration = HTTPClient.Configuration()
        configuration.allowsPlainText = true
        let error = await #expect(throws: HTTPClientError.self) {
            // Nobody serves TCP on port 1.
            try await HTTPClient(configuration).send(.get("http://127.0.0.1:1/path?secret=1"))
        }
        guard case .failed(let reason)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(reason.contains("127.0.0.1") && !reason.contains("secret"))
    }

    /// A certificate is believed when an authority that is known has signed it, for this name, and not otherwise.
    @Test func certificatesAreVerified() async throws {
        try await withFolder { (folder) async throws in
            try await runCommand(["mkdir", folder])
            try await runCommand([
                "sh", "-c",
                """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test \
                -addext subjectAltName=IP:127.0.0.1 -keyout \(folder)/key.pem -out \(folder)/certificate.pem 2>/dev/null
                """,
            ])
            // Its first line names the port that it was given.
            let (process, output) = try start(
                [
                    "sh", "-c",
                    """
                    exec openssl s_server -accept 127.0.0.1:0 -www -key \(folder)/key.pem -cert \(folder)/certificate.pem 2>/dev/null
                    """,
                ], environment: [:])
            defer {
                kill(process, SIGKILL)
                waitpid(process, nil, 0)
                close(output)
            }
            let port = try await port(toldBy: output)
            var configuration = HTTPClient.Configuration()
            let error = await #expect(throws: HTTPClientError.self) {
                try await HTTPClient(configuration).send(.get("https://127.0.0.1:\(port)/"))
            }
            guard case .failed(let reason)? = error else { return #expect(Bool(false), "\(error as Any)") }
            #expect(reason.contains("certificate"))
            configuration.certificateAuthorities = "\(folder)/certificate.pem"
            #expect(try await HTTPClient(configuration).send(.get("https://127.0.0.1:\(port)/")).status == 200)
            // The certificate is for the address, not for this name of it.
            await #expect(throws: HTTPClientError.self) { try await HTTPClient(configuration).send(.get("https://localhost:\(port)/")) }
        }
    }

    private func port(toldBy output: Int32) async throws -> Int {
        try await blocking {
            var text = ""
            var buffer = [UInt8](repeating: 0, count: 1024)
            while case let count = read(output, &buffer, buffer.count), count > 0 {
                text += String(decoding: buffer[..<count], as: UTF8.self)
                guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }), text.hasSuffix("\n"),
                    let port = line.split(separator: ":").last.flatMap({ Int($0) })
                else { continue }
                return port
            }
            throw HarnessError(description: "openssl s_server did not start: \(text)")
        }
    }
}
