import Testing

@testable import GoalsServer

@Suite struct OwnPathTests {
    @Test(arguments: [
        "/", "/goals/01936a5e-3f2b-7c4d-8e5f-0123456789ab", "/goals?tag=a&sort=due", "/invite#gi_abc", "/a/", "/a?next=//b",
        "/a?u=https://b",
        "/a#//b", "/%C3%A4", "/@host", "/a:b", "/a..b", "/...", "/a?b=../c", "/.well-known/x",
    ])
    func aPathOfOursIsTaken(_ text: String) { #expect(OwnPath(text)?.description == text) }

    @Test(
        arguments: [
            nil, "", " ", "goals", "./goals", "?a", "#a", "https://evil.example", "https:/evil.example", "HTTPS://evil.example",
            "javascript:alert(1)", "data:text/html,x", "//evil.example", "///evil.example", "//evil.example/..", "/\\evil.example",
            "\\\\evil.example", "\\/evil.example", "/a\\b", "/\t/evil.example", "/\n/evil.example", "/\r\nLocation:x", "\t//evil.example",
            " //evil.example", "/ a", "/a b", "/a\u{0}", "/a\u{7F}", "/ä", "/\u{2F}/evil.example", "/.//evil.example",
            "/a/..//evil.example",
            "/a/../b", "/..", "/.", "/%2e%2E/a", "/%2e/", "/%2f/evil.example", "/%2F%2Fevil.example", "/%5Cevil.example", "/a//b",
            "/\u{FF0F}evil.example", "/" + String(repeating: "a", count: 2048),
        ] as [String?])
    func anythingElseIsNot(_ text: String?) { #expect(OwnPath(text) == nil) }
}
