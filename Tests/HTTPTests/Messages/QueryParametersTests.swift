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

    @Test func requestsAreNamedBySixteenDigits() throws {
        #expect(try Request.test("GET /").id == "0000000000000001")
    }
}
