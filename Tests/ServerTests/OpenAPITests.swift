import FoundationEssentials
import GoalsCore
import HTTPKit
import HTTPTypes
import Logging
import TestSupport
import Testing

@testable import GoalsServer

/// The document that tells others of the API says what the route table does, no more and no less.
@Suite struct OpenAPITests {
    private let document: JSONValue

    init() throws {
        document = try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: "\(repository)/Public/openapi.json"))))
    }

    @Test func everyRouteIsDocumentedAndNothingElseIs() async throws {
        // The page for people that renders the document is no part of it.
        let routed = try await routes().filter { $0.pattern != "/docs" }.map { "\($0.method) \($0.pattern)" }
        let documented = operations.map { "\($0.method) \($0.path)" }
        #expect(Set(routed).subtracting(documented) == [])
        #expect(Set(documented).subtracting(routed) == [])
        #expect(documented.count > 40)
    }

    @Test func everyOperationHasItsNameAndSummary() {
        let names = operations.compactMap { $0.value["operationId"].string }
        #expect(names.count == operations.count)
        #expect(Set(names).count == names.count)
        for operation in operations {
            #expect(operation.value["summary"].string?.isEmpty == false, "\(operation.path)")
            #expect(operation.value["tags"].array?.isEmpty == false, "\(operation.path)")
        }
    }

    @Test func everyOperationSaysHowItSucceedsAndHowItFails() {
        for operation in operations {
            let statuses = operation.value["responses"].names
            #expect(statuses.contains { $0.hasPrefix("2") || $0 == "303" }, "\(operation.method) \(operation.path)")
            #expect(statuses.contains { $0.hasPrefix("4") }, "\(operation.method) \(operation.path)")
        }
    }

    @Test func everyOperationSaysWhatItAsksOfItsCaller() throws {
        for line in Routes.api {
            let security = document["paths"]["/api/v1" + line.path][line.method.rawValue.lowercased()]["security"].array ?? []
            let ways = Set(security.flatMap { $0.names })
            // Without accounts nothing is asked.
            let isFree = security.contains { $0.names.isEmpty }
            let name = "\(line.method) \(line.path)"
            switch line.access {
            case .open: #expect(ways.isSubset(of: ["link"]) && isFree == ways.isEmpty, "\(name)")
            case .scope(let scope):
                #expect(ways == ["session", "token"] && isFree, "\(name)")
                #expect(security.contains { $0["token"].array?.first?.string == scope.rawValue }, "\(name)")
            case .account, .admin: #expect(ways == ["session"] && isFree, "\(name)")
            }
        }
    }

    @Test func pathsAndParametersNameTheSamePlaceholders() throws {
        for operation in operations {
            let placeholders = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
            let parameters = try (operation.value["parameters"].array ?? []).map { try resolved($0) }
            let inPath = parameters.filter { $0["in"].string == "path" }
            #expect(inPath.compactMap { $0["name"].string } == placeholders, "\(operation.method) \(operation.path)")
            #expect(inPath.allSatisfy { $0["required"] == .bool(true) }, "\(operation.method) \(operation.path)")
        }
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        var references = 0
        try visit(document) { object in
            guard let reference = object["$ref"].string else { return }
            references += 1
            _ = try resolved(reference)
        }
        #expect(references > 100)
    }

    @Test func everyLinkLeadsToAnOperation() {
        let names = Set(operations.compactMap { $0.value["operationId"].string })
        var links = 0
        visit(document) { object in
            for name in object["links"].names {
                links += 1
                #expect(names.contains(object["links"][name]["operationId"].string ?? ""), "\(name)")
            }
        }
        #expect(links > 20)
    }

    @Test func theDocumentAndItsPageAreServed() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let answer = try await server.client.get("/openapi.json")
            #expect(answer.status == 200)
            #expect(answer.fields["content-type"] == "application/json")
            #expect(answer.fields["cache-control"] == "no-cache")
            #expect(try answer.json == document)
            #expect(try await server.client.get("/openapi.json", ["If-None-Match": answer.fields["etag"]!]).status == 304)
            #expect(try await server.client.send("POST", "/openapi.json").status == 405)
            let page = try await server.client.get("/docs")
            #expect(page.status == 200)
            #expect(page.fields["content-type"] == "text/html; charset=utf-8")
            #expect(page.fields["content-security-policy"]?.contains("script-src 'self';") == true)
        }
    }

    private typealias Operation = (method: String, path: String, value: JSONValue)

    private var operations: [Operation] {
        document["paths"].names.flatMap { path in
            let item = document["paths"][path]
            return item.names.map { ($0.uppercased(), path, item[$0]) }
        }
    }

    /// The routes as they are added, of a server that is not started.
    private func routes() async throws -> [Router.Route] {
        var table: [Router.Route] = []
        try await withSQLite { database, _ in
            let store = Store(database)
            let origins = try RequestOrigins(proxies: TrustedProxies(""), publicURL: nil)
            let api = API(
                store: store, authenticator: Authenticator(store: store, clock: testClock, origins: origins, auth: .none),
                accounts: try AccountSettings(Settings { _ in nil }),
                hasher: PasswordHasher(cores: 1), limiter: RateLimiter(store: store, clock: testClock, isOn: false),
                origins: origins, provider: nil,
                identities: IdentityAccounts(store: store, clock: testClock, signUp: .first),
                events: EventFeed(store: store, clock: testClock),
                clock: testClock, logger: Logger(label: "test"))
            let routes = Routes(
                api: api, health: HealthPages(Readiness(database)), metrics: MetricsPage(ServerMetrics(), token: nil),
                pages: try Pages(directory: "\(repository)/Public"))
            table = routes.router().routes
        }
        return table
    }

    private func resolved(_ value: JSONValue) throws -> JSONValue {
        try value["$ref"].string.map { try resolved($0) } ?? value
    }

    private func resolved(_ reference: String) throws -> JSONValue {
        let steps = reference.split(separator: "/")
        try #require(steps.first == "#")
        let value = steps.dropFirst().reduce(document) { $0[String($1)] }
        try #require(value != .null, "\(reference)")
        return value
    }

    private func visit(_ value: JSONValue, _ body: (JSONValue) throws -> Void) rethrows {
        switch value {
        case .object(let members):
            try body(value)
            for name in members.names { try visit(members[name] ?? .null, body) }
        case .array(let items): for item in items { try visit(item, body) }
        default: break
        }
    }
}

extension JSONValue {
    /// The names of an object's members; none for anything else.
    fileprivate var names: [String] {
        if case .object(let members) = self { members.names } else { [] }
    }
}
