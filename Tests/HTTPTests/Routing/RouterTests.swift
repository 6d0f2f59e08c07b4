import EventLoop
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct RouterTests {
    /// A router whose routes answer with their pattern and what the placeholders matched.
    static func router(_ routes: [(HTTPRequest.Method, String)]) -> Router {
        var router = Router()
        for (method, pattern) in routes {
            router.on(method, pattern) { request in
                let names = pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
                return .text(([pattern] + names.map { "\($0)=\(request.parameters[$0] ?? "-")" }).joined(separator: " "))
            }
        }
        return router
    }

    static func answer(_ router: Router, _ line: String) async throws -> String {
        do {
            let response = try await router.handler()(.test(line))
            guard case .bytes(let bytes) = response.body else { return "\(response.status.code) \(response.fields[.allow] ?? "")" }
            return String(decoding: bytes, as: UTF8.self)
        } catch let error as HTTPError {
            return "\(error.status.code) \(error.fields[.allow] ?? "")"
        }
    }

    @Test(arguments: [
        ("GET /", "/"),
        ("GET /?a=b", "/"),
        ("GET http://b HTTP", "/"),
        ("GET http://b?c HTTP", "/"),
        ("GET http://b/goals HTTP", "/goals"),
        ("GET /goals", "/goals"),
        ("GET /goals?x=/y", "/goals"),
        ("GET /goals/parse", "/goals/parse"),
        ("GET /goals/7", "/goals/{id} id=7"),
        ("GET /goals/parse/checkins", "/goals/{id}/checkins id=parse"),
        ("GET /goals/7/checkins", "/goals/{id}/checkins id=7"),
        ("GET /goals/7/checkins/8", "/goals/{id}/checkins/{checkIn} id=7 checkIn=8"),
        ("GET /goals/parse/checkins/8", "/goals/{id}/checkins/{checkIn} id=parse checkIn=8"),
        ("GET /goals/a%20b%2Fc%C3%BC", "/goals/{id} id=a b/cü"),
        ("GET /goals/7%2Fcheckins", "/goals/{id} id=7/checkins"),
        ("GET /goals/%FF", "/goals/{id} id=\u{FFFD}"),
        ("GET /goals/a+b", "/goals/{id} id=a+b"),
        ("GET /goals/..", "/"),
        ("GET /goals/./7/../parse", "/goals/parse"),
        ("GET /%67oals/%37", "/goals/{id} id=7"),
        ("GET /goals/%2e%2e/goals", "/goals"),
        ("HEAD /goals/7", "/goals/{id} id=7"),
        ("POST /goals", "/goals"),
        // Nothing that only resembles a path.
        ("GET /goals/", "404 "),
        ("GET /goals%2F", "404 "),
        ("GET //goals", "404 "),
        ("GET /goals//checkins", "404 "),
        ("GET /goals/7/", "404 "),
        ("GET /Goals", "404 "),
        ("GET /goal", "404 "),
        ("GET /goals/7/checkins/8/9", "404 "),
        ("GET /nowhere", "404 "),
        ("HEAD /nowhere", "404 "),
        ("PUT /nowhere", "404 "),
        ("TRACE /nowhere", "404 "),
        ("CONNECT b:80", "501 "),
        // A path that is known, with a method that is not taken.
        ("DELETE /goals", "405 GET, POST, HEAD, OPTIONS"),
        ("POST /goals/parse", "405 GET, HEAD, OPTIONS"),
        ("TRACE /goals/7", "405 GET, HEAD, OPTIONS"),
        ("GET /only-post", "405 POST, OPTIONS"),
        ("HEAD /only-post", "405 POST, OPTIONS"),
        ("BREW /goals", "501 "),
        ("BREW /nowhere", "501 "),
        (String(repeating: "A", count: 8000) + " /goals", "501 "),
        ("get /goals", "501 "),
        ("OPTIONS /goals", "204 GET, POST, HEAD, OPTIONS"),
        ("OPTIONS /only-post", "204 POST, OPTIONS"),
        ("OPTIONS http://b HTTP", "204 GET, HEAD, OPTIONS"),
        ("OPTIONS /nowhere", "404 "),
        ("OPTIONS *", "204 GET, POST, HEAD, OPTIONS"),
    ])
    func aRequestFindsItsRoute(_ line: String, _ expected: String) async throws {
        let router = Self.router([
            (.get, "/"), (.get, "/goals"), (.post, "/goals"), (.get, "/goals/{id}"), (.get, "/goals/parse"), (.get, "/goals/{id}/checkins"),
            (.get, "/goals/{id}/checkins/{checkIn}"), (.post, "/only-post"),
        ])
        #expect(try await Self.answer(router, line) == expected)
    }

    @Test func anOptionsRouteOfOnesOwnIsUsedAndToldOnce() async throws {
        let router = Self.router([(.options, "/own"), (.get, "/own")])
        #expect(try await Self.answer(router, "OPTIONS /own") == "/own")
        #expect(try await Self.answer(router, "DELETE /own") == "405 OPTIONS, GET, HEAD")
    }

    @Test func literalsWinWhateverTheOrderOfAdding() async throws {
        for routes in [[(HTTPRequest.Method.get, "/a/{b}"), (.get, "/a/c")], [(.get, "/a/c"), (.get, "/a/{b}")]] {
            #expect(try await Self.answer(Self.router(routes), "GET /a/c") == "/a/c")
            #expect(try await Self.answer(Self.router(routes), "GET /a/d") == "/a/{b} b=d")
        }
    }

    @Test func aPathThatLeadsNowhereLeavesNoParametersBehind() async throws {
        var router = Router()
        router.get("/{a}/x/y") { _ in .text("") }
        router.fallback { request in .text(request.parameters["a"] ?? "none") }
        #expect(try await Self.answer(router, "GET /1/x/z") == "none")
    }

    @Test func parametersAreReadAsTypesAndAreNotFoundWhereTheyAreNone() async throws {
        var router = Router()
        router.get("/goals/{id}") { request in .text("\(try request.parameter("id", as: Int.self) + 1)") }
        #expect(try await Self.answer(router, "GET /goals/41") == "42")
        #expect(try await Self.answer(router, "GET /goals/x") == "404 ")
        #expect(try await Self.answer(router, "GET /goals/99999999999999999999") == "404 ")
    }

    @Test func aRoutesBodyLimitReplacesTheServers() async throws {
        var router = Router()
        router.post("/small", bodyLimit: 10) { .text("\($0.body.limit)") }
        router.patch("/small", bodyLimit: 20) { .text("\($0.body.limit)") }
        router.post("/usual") { .text("\($0.body.limit)") }
        #expect(
            try await Self.answer(router, "POST /small") == "\(Int.max)", "a request without a body shares one that is not to be touched")
        let handler = router.handler()
        for (line, limit) in [("POST /small", 10), ("PATCH /small", 20), ("POST /usual", 1000)] {
            let source = NoSource()
            let body = RequestBody(source: source, declaredLength: 5, limit: 1000)
            let response = try await handler(.test(line, fields: "Content-Length: 5", body: body))
            guard case .bytes(let bytes) = response.body else { continue }
            #expect(String(decoding: bytes, as: UTF8.self) == "\(limit)")
        }
        #expect(RequestBody.empty.limit == .max)
    }

    @Test func middlewareStandsAroundRoutesAndFallbackTheFirstOutermost() async throws {
        struct Mark: Middleware {
            let name: String
            func respond(to request: Request, next: Handler) async throws -> Response {
                do {
                    var response = try await next(request)
                    if case .bytes(let bytes) = response.body { response.body = .bytes(Array("\(name)(".utf8) + bytes + Array(")".utf8)) }
                    return response
                } catch let error as HTTPError {
                    return .text("\(name)(\(error.status.code))")
                }
            }
        }
        struct Guard: Middleware {
            func respond(to request: Request, next: Handler) async throws -> Response {
                request.path == "/forbidden" ? .text("no") : try await next(request)
            }
        }
        var router = Self.router([(.get, "/a"), (.get, "/forbidden")])
        router.use(Mark(name: "outer"))
        router.use(Guard())
        router.use(Mark(name: "inner"))
        #expect(try await Self.answer(router, "GET /a") == "outer(inner(/a))")
        #expect(try await Self.answer(router, "GET /forbidden") == "outer(no)")
        #expect(try await Self.answer(router, "POST /a") == "outer(inner(405))")
        #expect(try await Self.answer(router, "GET /b") == "outer(inner(404))")
        router.fallback { _ in .text("lost") }
        #expect(try await Self.answer(router, "GET /b") == "outer(inner(lost))")
    }

    @Test func aHandlerKeepsTheRoutesItWasMadeWith() async throws {
        var router = Self.router([(.get, "/a")])
        let handler = router.handler()
        router.get("/b") { _ in .text("b") }
        await #expect(throws: HTTPError.self) { try await handler(.test("GET /b")) }
        #expect(router.routes.map(\.pattern) == ["/a", "/b"])
    }
}

private final class NoSource: BodySource {
    func nextPiece() async throws -> [UInt8]? { nil }
    func bodyExceededLimit() {}
}

extension Request {
    /// A request that came over no connection; `line` without its version.
    static func test(_ line: String, fields: String = "X: y", body: RequestBody = .empty) throws -> Request {
        let line = line.split(separator: " ").prefix(2).joined(separator: " ")
        return Request(
            head: try .parsed("\(line) HTTP/1.1⏎Host: a⏎\(fields)"), body: body, remoteAddress: SocketAddress(host: "127.0.0.1", port: 1)!,
            number: 1)
    }
}
