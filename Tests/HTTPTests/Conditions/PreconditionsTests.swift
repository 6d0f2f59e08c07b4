import HTTPKit
import HTTPTypes
import Testing

@Suite struct PreconditionsTests {
    static let modified = 784_111_777
    static let selected = Validators(tag: EntityTag("\"1\""), lastModified: modified, isLastModifiedStrong: true)

    /// A condition that holds, one that does not, one whose date is none, and none at all.
    enum Case: CaseIterable { case absent, holds, fails, malformed }

    static func date(_ kind: Case, holds: Int, fails: Int) -> String? {
        switch kind {
        case .absent: nil
        case .holds: HTTPDate.format(modified + holds)
        case .fails: HTTPDate.format(modified + fails)
        case .malformed: "yesterday"
        }
    }

    static func tags(_ kind: Case, holds: String, fails: String) -> String? {
        switch kind {
        case .absent: nil
        case .holds: holds
        case .fails: fails
        case .malformed: "1"
        }
    }

    /// Every combination against the steps of RFC 9110 §13.2.2, in terms of what holds.
    @Test(arguments: [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect])
    func conditionsAreEvaluatedInTheirOrder(_ method: HTTPRequest.Method) {
        let isRetrieval = method == .get || method == .head
        for match in Case.allCases {
            for unmodified in Case.allCases {
                for noneMatch in Case.allCases {
                    for modified in Case.allCases {
                        let conditions = Preconditions(
                            ifMatch: Self.tags(match, holds: "\"0\", \"1\"", fails: "\"0\""),
                            ifUnmodifiedSince: Self.date(unmodified, holds: 0, fails: -1),
                            ifNoneMatch: Self.tags(noneMatch, holds: "\"0\"", fails: "W/\"1\""),
                            ifModifiedSince: Self.date(modified, holds: -1, fails: 0))
                        let expected: Preconditions.Outcome
                        if [.options, .trace, .connect].contains(method) {
                            expected = .proceed
                        } else if match == .fails || match == .malformed || (match == .absent && unmodified == .fails) {
                            expected = .failed
                        } else if noneMatch == .fails {
                            expected = isRetrieval ? .notModified : .failed
                        } else if noneMatch == .absent && modified == .fails && isRetrieval {
                            expected = .notModified
                        } else {
                            expected = .proceed
                        }
                        #expect(conditions.evaluate(for: method, Self.selected) == expected, "\(conditions)")
                    }
                }
            }
        }
    }

    @Test func whatDoesNotExistMatchesNothing() {
        #expect(Preconditions().evaluate(for: .put, nil) == .proceed)
        #expect(Preconditions(ifMatch: "*").evaluate(for: .put, nil) == .failed)
        #expect(Preconditions(ifMatch: "\"1\"").evaluate(for: .put, nil) == .failed)
        #expect(Preconditions(ifNoneMatch: "*").evaluate(for: .put, nil) == .proceed)
        #expect(Preconditions(ifUnmodifiedSince: HTTPDate.format(0)).evaluate(for: .put, nil) == .proceed)
        #expect(Preconditions(ifNoneMatch: "*").evaluate(for: .put, Self.selected) == .failed)
        #expect(Preconditions(ifNoneMatch: "*").evaluate(for: .get, Self.selected) == .notModified)
        #expect(Preconditions(ifMatch: "*").evaluate(for: .put, Validators()) == .proceed)
    }

    @Test func aValidatorThatTheRepresentationLacksDecidesNothing() {
        let tagged = Validators(tag: EntityTag("\"1\""))
        #expect(Preconditions(ifModifiedSince: HTTPDate.format(.max / 1_000_000_000)).evaluate(for: .get, tagged) == .proceed)
        #expect(Preconditions(ifUnmodifiedSince: HTTPDate.format(0)).evaluate(for: .get, tagged) == .proceed)
        let dated = Validators(lastModified: Self.modified)
        #expect(Preconditions(ifMatch: "\"1\"").evaluate(for: .get, dated) == .failed)
        #expect(Preconditions(ifNoneMatch: "\"1\"").evaluate(for: .get, dated) == .proceed)
    }

    @Test func aListOfDatesIsNone() {
        let date = HTTPDate.format(Self.modified)
        #expect(Preconditions(ifModifiedSince: "\(date), \(date)").evaluate(for: .get, Self.selected) == .proceed)
        let old = HTTPDate.format(0)
        #expect(Preconditions(ifUnmodifiedSince: "\(old), \(old)").evaluate(for: .get, Self.selected) == .proceed)
    }

    @Test func aWeakTagNeverAllowsAChange() {
        let weak = Validators(tag: EntityTag("W/\"1\""))
        for field in ["\"1\"", "W/\"1\""] {
            #expect(Preconditions(ifMatch: field).evaluate(for: .put, weak) == .failed)
            #expect(Preconditions(ifNoneMatch: field).evaluate(for: .get, weak) == .notModified)
        }
        #expect(Preconditions(ifMatch: "W/\"1\"").evaluate(for: .put, Self.selected) == .failed)
    }

    @Test func theTagOfACodingCountsAsTheOneItWasMadeOf() {
        for field in ["\"1-gz\"", "\"0\", \"1-br\""] {
            #expect(Preconditions(ifMatch: field).evaluate(for: .patch, Self.selected) == .proceed)
            #expect(Preconditions(ifMatch: field).evaluate(for: .get, Self.selected) == .proceed)
            #expect(Preconditions(ifNoneMatch: field).evaluate(for: .patch, Self.selected) == .failed)
            // Whether the client has the coding that it is to get, only `Compression` knows.
            #expect(Preconditions(ifNoneMatch: field).evaluate(for: .get, Self.selected) == .proceed)
        }
        #expect(Preconditions(ifMatch: "W/\"1-gz\"").evaluate(for: .patch, Self.selected) == .failed)
        #expect(Preconditions(ifMatch: "\"2-gz\"").evaluate(for: .get, Self.selected) == .failed)
        // A tag that ends so by itself is itself.
        #expect(Preconditions(ifMatch: "\"x-gz\"").evaluate(for: .patch, Validators(tag: EntityTag("\"x-gz\""))) == .proceed)
    }

    @Test(arguments: [
        (nil, true), ("\"1\"", true), ("\"2\"", false), ("W/\"1\"", false), ("*", false), ("", false), ("1", false),
        ("\"1\", \"2\"", false), ("Sun, 06 Nov 1994 08:49:37 GMT", true), ("Sunday, 06-Nov-94 08:49:37 GMT", true),
        ("Sun Nov  6 08:49:37 1994", true), ("Sun, 06 Nov 1994 08:49:38 GMT", false), ("Sun, 06 Nov 1994 08:49:36 GMT", false),
        ("yesterday", false),
    ])
    func ifRangeAsksForExactlyThisRepresentation(_ field: String?, _ allows: Bool) {
        #expect(Preconditions(ifRange: field).allowsRange(of: Self.selected) == allows)
    }

    @Test func aWeakValidatorAllowsNoRange() {
        let date = HTTPDate.format(Self.modified)
        #expect(!Preconditions(ifRange: date).allowsRange(of: Validators(lastModified: Self.modified)))
        #expect(!Preconditions(ifRange: "W/\"1\"").allowsRange(of: Validators(tag: EntityTag("W/\"1\""))))
        #expect(!Preconditions(ifRange: "\"1\"").allowsRange(of: Validators(tag: EntityTag("W/\"1\""))))
        #expect(!Preconditions(ifRange: "\"1\"").allowsRange(of: Validators(lastModified: Self.modified, isLastModifiedStrong: true)))
        #expect(!Preconditions(ifRange: date).allowsRange(of: Validators(tag: EntityTag("\"1\""), isLastModifiedStrong: true)))
    }
}
