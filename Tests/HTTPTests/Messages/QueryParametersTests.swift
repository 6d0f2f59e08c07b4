import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct QueryParametersTests {
    @Test(arguments: [
        ("", []), ("a=b", ["a=b"]), ("a=b&c=d", ["a=b", "c=d"]), ("a", ["a="]), ("a=", ["a="]), ("=b", ["=b"]), ("a=b=c", ["a=b=c"]),
        ("&&a=b&", ["a=b"]), ("a+b=c+d", ["a b=c d"]), ("a%2Bb=%26%3D", ["a+b=&="]), ("q=%C3%BC", ["q=ü"]), ("q=%c3%bc", ["q=ü"]),
        ("q=%FF", ["q=\u{FFFD}"]), ("q=100%", ["q=100%"]), ("q=%4", ["q=%4"]), ("q=%zz1", ["q=%zz1"]), ("q=%%41", ["q=%A"]),
        ("a=1&a=2", ["a=1", "a=2"]), ("a;b=c", ["a;b=c"]), ("q=%00", ["q=\0"]),
    ])
    func pairsAreSplitAndDecoded(_ query: String, _ pairs: [String]) {
        #expect(QueryParameters(query).pairs.map { "\($0.name)=\($0.value)" } == pairs)
    }

    @Test func theFirstOfANameIsFound() throws {
        let query = try Request.test("GET /a?x=1&y=2&x=3").query
        #expect(query["x"] == "1")
        #expect(query["y"] == "2")
        #expect(query["z"] == nil)
        #expect(try Request.test("GET /a").query.pairs.isEmpty)
    }

    @Test func whatIsEmptyIsNotGiven() {
        let query = QueryParameters("a=&b=1&c&a=2&=3&d=%20&e=+").given
        #expect(query.pairs.map { "\($0.name)=\($0.value)" } == ["b=1", "a=2", "=3", "d= ", "e= "])
    }

    @Test func requestsAreNamedBySixteenDigits() throws {
        #expect(try Request.test("GET /").id == "0000000000000001")
    }

    enum Sort: String, CaseIterable { case title, due }

    typealias Reading = @Sendable (QueryParameters) throws -> Any

    /// What `read` makes of a query: the value, or what the error says.
    static func outcome(_ query: String, _ read: Reading) -> String {
        do {
            return "\(try read(QueryParameters(query)))"
        } catch let error as HTTPError where error.status == .unprocessableContent {
            return error.errors.map { "\($0.field): \($0.message)" }.joined()
        } catch {
            return "\(error)"
        }
    }

    static let number: Reading = { try $0.value("n", as: Int.self) as Any }
    static let limit: Reading = { try $0.value("n", in: 1...200) ?? 50 }
    static let sort: Reading = { try $0.value("n", as: Sort.self) ?? .title }

    @Test(
        arguments: [
            (number, "", "nil"), (number, "n=5", "Optional(5)"), (number, "n=-5&n=6", "Optional(-5)"),
            (number, "n=", "n: Must be a whole number."),
            (number, "n", "n: Must be a whole number."), (number, "n=5.0", "n: Must be a whole number."),
            (number, "n=99999999999999999999", "n: Must be a whole number."), (number, "n=+5", "n: Must be a whole number."),
            (limit, "", "50"), (limit, "n=1", "1"), (limit, "n=200", "200"), (limit, "n=0", "n: Must be a whole number from 1 to 200."),
            (limit, "n=201", "n: Must be a whole number from 1 to 200."), (limit, "n=x", "n: Must be a whole number from 1 to 200."),
            (sort, "", "title"), (sort, "n=due", "due"), (sort, "n=Due", "n: Must be one of title, due."),
            (sort, "n=", "n: Must be one of title, due."),
            ({ @Sendable query in try query.value("n", as: UInt8.self) as Any }, "n=300", "n: Must be a whole number from 0 to 255."),
            ({ @Sendable query in try query.value("n", as: Double.self) as Any }, "n=1.5", "Optional(1.5)"),
            ({ @Sendable query in try query.value("n", as: Double.self) as Any }, "n=x", "n: Must be a number."),
            ({ @Sendable query in try query.value("n", as: Double.self) as Any }, "n=nan", "n: Must be a number."),
            ({ @Sendable query in try query.value("n", as: Double.self) as Any }, "n=1e999", "n: Must be a number."),
            ({ @Sendable query in try query.value("n", in: 0.5...2) as Any }, "n=3", "n: Must be a number from 0.5 to 2.0."),
            ({ @Sendable query in try query.value("n", as: Bool.self) as Any }, "n=1", "n: Must be true or false."),
            ({ @Sendable query in try query.value("n", as: Character.self) as Any }, "n=ab", "n: Must be a valid value."),
            ({ @Sendable query in try query.require("n", as: String.self) }, "n=a+b", "a b"),
        ] as [(Reading, String, String)])
    func aValueIsOfItsTypeOrNamedInTheError(_ read: Reading, _ query: String, _ outcome: String) {
        #expect(Self.outcome(query, read) == outcome)
    }

    @Test(
        arguments: [
            ({ @Sendable query in try query.require("n", as: Int.self) }, "3"),
            ({ @Sendable query in try query.require("n", in: 1...5) }, "3"),
            ({ @Sendable query in try query.require("n", as: Sort.self) }, "due"),
        ] as [(Reading, String)])
    func whatIsRequiredMustBeThere(_ read: Reading, _ value: String) {
        #expect(Self.outcome("m=1", read) == "n: Is required.")
        #expect(Self.outcome("n=x", read).hasPrefix("n: Must be "))
        #expect(Self.outcome("n=\(value)", read) == value)
    }

    @Test(
        arguments: [
            ({ @Sendable query in try query.values("n", as: Int.self) }, "n=3&m=4&n=1", "[3, 1]"),
            ({ @Sendable query in try query.values("n", as: Int.self) }, "", "[]"),
            ({ @Sendable query in try query.values("n", as: Int.self) }, "n=3&n=x", "n: Must be a whole number."),
            ({ @Sendable query in try query.values("n", in: 1...5) }, "n=3&n=1", "[3, 1]"),
            ({ @Sendable query in try query.values("n", in: 1...5) }, "n=3&n=9", "n: Must be a whole number from 1 to 5."),
            ({ @Sendable query in try query.values("n", as: Sort.self).map(\.rawValue) }, "n=due&n=title", #"["due", "title"]"#),
            ({ @Sendable query in try query.values("n", as: Sort.self) }, "n=due&n=x", "n: Must be one of title, due."),
        ] as [(Reading, String, String)])
    func allOfANameAreReadInOrder(_ read: Reading, _ query: String, _ outcome: String) {
        #expect(Self.outcome(query, read) == outcome)
    }

    @Test func aChoiceInThePathIsNotFoundWhereItIsNone() async throws {
        var router = Router()
        router.get("/letter/{letter}") { request in .text("\(try request.parameter("letter", as: Character.self))") }
        #expect(try await RouterTests.answer(router, "GET /letter/ab") == "404 ")
        router.get("/by/{sort}") { request in .text(try request.parameter("sort", as: Sort.self).rawValue) }
        #expect(try await RouterTests.answer(router, "GET /by/due") == "due")
        #expect(try await RouterTests.answer(router, "GET /by/x") == "404 ")
    }
}
