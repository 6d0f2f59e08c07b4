import Testing

@testable import HTTPKit

@Suite struct PathNormalizationTests {
    static func normalized(_ path: String) throws(ParseError) -> String {
        let bytes = Array(path.utf8)
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(ParseError) in PathNormalization.isNeeded(bytes) ? try PathNormalization.normalize(bytes) : Array(bytes) }
        }
        return String(decoding: try result.get(), as: UTF8.self)
    }

    @Test(arguments: [
        ("/", "/"), ("/a/b", "/a/b"), ("//", "//"), ("/a//b/", "/a//b/"), ("/a.b/..c/d..", "/a.b/..c/d.."), ("/...", "/..."),
        ("/.../a", "/.../a"), ("/..a/a..", "/..a/a.."),
        // RFC 3986 §5.2.4 and §5.4.
        ("/.", "/"), ("/./", "/"), ("/a/.", "/a/"), ("/a/./b", "/a/b"), ("/a/..", "/"), ("/a/../", "/"), ("/a/b/..", "/a/"),
        ("/a/b/c/./../../g", "/a/g"), ("/a/b/../../c", "/c"), ("/a//../b", "/a/b"), ("/a/../b/..", "/"),
        // RFC 3986 §6.2.2.1 and §6.2.2.2.
        ("/%61%7e%2D", "/a~-"), ("/%c3%bc", "/%C3%BC"), ("/%2f%25", "/%2F%25"), ("/a%20b", "/a%20b"),
        ("/a/%2e%2E/b", "/b"), ("/%2e/a", "/a"), ("/a/.%2e/b", "/b"),
        // What is reserved means something else when it is encoded (RFC 3986 §2.2): no slash, so no segment.
        ("/%2f..%2f", "/%2F..%2F"), ("/a%3bb", "/a%3Bb"), ("/a;b", "/a;b"),
        // What was encoded twice is decoded once.
        ("/%252e%252e/a", "/%252e%252e/a"), ("/%25%32%65", "/%252e"),
    ])
    func whatMeansTheSameHasOneForm(_ path: String, _ expected: String) throws {
        #expect(try Self.normalized(path) == expected)
        // A normal form stays as it is.
        #expect(try Self.normalized(expected) == expected)
    }

    @Test(arguments: ["/..", "/../etc/passwd", "/a/../../b", "/%2e%2e/a", "/a/b/../../../", "/%00", "/a%00.html"])
    func whatLeadsAboveTheRootOrHoldsANulIsRefused(_ path: String) {
        #expect(throws: ParseError.malformedTarget) { try Self.normalized(path) }
    }
}
