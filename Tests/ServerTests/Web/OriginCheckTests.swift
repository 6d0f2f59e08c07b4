import HTTPKit
import HTTPTypes
import Testing

@testable import GoalsServer

@Suite struct OriginCheckTests {
    struct Case: Sendable {
        let fields: [(String, String)]
        let isTaken: Bool
        var url: String?
        var trusted = ""
        var peer = "127.0.0.1"
    }

    private static let cookie = ("Cookie", "theme=dark; goals_session=gs_x")
    private static let secureCookie = ("Cookie", "__Host-goals_session=gs_x")
    private static let token = ("Authorization", "Bearer gt_x")

    /// The host that is asked is goals.example.
    static let cases = [
        // What says nothing is no browser's, unless it comes with cookies.
        Case(fields: [], isTaken: true), Case(fields: [token], isTaken: true), Case(fields: [cookie], isTaken: false),
        Case(fields: [secureCookie], isTaken: false), Case(fields: [("Cookie", "AWSELBAuthSessionCookie-0=x")], isTaken: false),
        Case(fields: [cookie, token], isTaken: true), Case(fields: [cookie, ("Authorization", "bearer gt_x")], isTaken: true),
        Case(fields: [cookie, ("Authorization", "Basic eDp5")], isTaken: false),
        Case(fields: [cookie, ("Authorization", "Bearer")], isTaken: false),
        Case(fields: [cookie, ("Referer", "http://goals.example/")], isTaken: false),
        // Origin.
        Case(fields: [cookie, ("Origin", "http://goals.example")], isTaken: true),
        Case(fields: [("Origin", "http://goals.example")], isTaken: true),
        Case(fields: [cookie, ("Origin", "https://goals.example")], isTaken: false),
        Case(fields: [cookie, ("Origin", "null")], isTaken: false),
        Case(fields: [cookie, ("Origin", "")], isTaken: false), Case(fields: [cookie, ("Origin", "http://evil.example")], isTaken: false),
        Case(fields: [cookie, ("Origin", "http://goals.example:8080")], isTaken: false),
        Case(fields: [cookie, ("Origin", "http://goals.example.evil.example")], isTaken: false),
        Case(fields: [cookie, ("Origin", "http://evil.goals.example")], isTaken: false),
        Case(fields: [cookie, ("Origin", "http://goals.example, http://evil.example")], isTaken: false),
        Case(fields: [cookie, ("Origin", "http://goals.example"), ("Origin", "http://goals.example")], isTaken: false),
        Case(fields: [token, ("Origin", "http://evil.example")], isTaken: false),
        Case(fields: [("Origin", "http://evil.example")], isTaken: false),
        // Sec-Fetch-Site.
        Case(fields: [cookie, ("Sec-Fetch-Site", "same-origin")], isTaken: true),
        Case(fields: [cookie, ("Sec-Fetch-Site", "none")], isTaken: true),
        Case(fields: [cookie, ("Sec-Fetch-Site", "same-site")], isTaken: false),
        Case(fields: [cookie, ("Sec-Fetch-Site", "cross-site")], isTaken: false),
        Case(fields: [cookie, ("Sec-Fetch-Site", "")], isTaken: false),
        Case(fields: [cookie, ("Sec-Fetch-Site", "Same-Origin")], isTaken: false),
        Case(fields: [token, ("Sec-Fetch-Site", "cross-site")], isTaken: false),
        Case(fields: [("Sec-Fetch-Site", "cross-site")], isTaken: false),
        // Both must fit.
        Case(fields: [cookie, ("Sec-Fetch-Site", "same-origin"), ("Origin", "http://evil.example")], isTaken: false),
        Case(fields: [cookie, ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://goals.example")], isTaken: false),
        Case(fields: [cookie, ("Sec-Fetch-Site", "none"), ("Origin", "null")], isTaken: false),
        // Behind a proxy that nobody has told the server of: the browser knows.
        Case(fields: [cookie, ("Sec-Fetch-Site", "same-origin"), ("Origin", "https://goals.example")], isTaken: true),
        Case(fields: [cookie, ("Sec-Fetch-Site", "none"), ("Origin", "https://goals.example")], isTaken: false),
        // A scheme that a proxy tells, or would like to.
        Case(fields: [cookie, ("Origin", "https://goals.example"), ("X-Forwarded-Proto", "https")], isTaken: true, trusted: "private"),
        Case(fields: [cookie, ("Origin", "http://goals.example"), ("X-Forwarded-Proto", "https")], isTaken: false, trusted: "private"),
        Case(fields: [cookie, ("Origin", "https://goals.example"), ("X-Forwarded-Proto", "https")], isTaken: false),
        Case(
            fields: [cookie, ("Origin", "https://goals.example"), ("X-Forwarded-Proto", "https")], isTaken: false, trusted: "private",
            peer: "8.8.8.8"),
        Case(
            fields: [cookie, ("Origin", "http://evil.example"), ("X-Forwarded-Host", "evil.example")], isTaken: false, trusted: "private"),
        // PUBLIC_URL alone counts, whatever host is asked: a name of somebody else's that leads here has no say.
        Case(fields: [cookie, ("Origin", "https://public.example")], isTaken: true, url: "https://public.example"),
        Case(fields: [cookie, ("Origin", "https://public.example")], isTaken: true, url: "https://Public.example:443"),
        Case(fields: [cookie, ("Origin", "https://public.example:8443")], isTaken: false, url: "https://public.example"),
        Case(fields: [cookie, ("Origin", "http://public.example")], isTaken: false, url: "https://public.example"),
        Case(fields: [cookie, ("Origin", "http://goals.example")], isTaken: false, url: "https://public.example"),
        Case(
            fields: [cookie, ("Sec-Fetch-Site", "same-origin"), ("Origin", "https://goals.example")], isTaken: false,
            url: "https://public.example"),
    ]

    @Test(arguments: cases.indices) func changesAreTakenFromOwnPagesAndFromProgramsAlone(_ index: Int) throws {
        let example = Self.cases[index]
        let check = OriginCheck(RequestOrigins(proxies: try TrustedProxies(example.trusted), publicURL: example.url))
        for method in ["POST", "PUT", "PATCH", "DELETE", "BREW"] {
            let request = try request(method, "/api/v1/goals", from: example.peer, example.fields)
            var status = 200
            do { try check.check(request) } catch { status = try #require(error as? HTTPError).status.code }
            #expect(status == (example.isTaken ? 200 : 403), "\(method) \(example)")
        }
        for method in ["GET", "HEAD", "OPTIONS", "TRACE"] {
            #expect(throws: Never.self) { try check.check(try request(method, "/api/v1/goals", from: example.peer, example.fields)) }
        }
    }
}
