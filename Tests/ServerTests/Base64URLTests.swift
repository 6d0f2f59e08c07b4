import Testing

@testable import GoalsServer

@Suite struct Base64URLTests {
    /// RFC 4648 §10, without padding; and the two characters that differ from base64.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
        ("~~~???", "fn5-Pz8_"),
    ])
    func eachValueHasItsText(_ plain: String, _ encoded: String) {
        #expect(Base64URL.encode(plain.utf8) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "Zm9vY", "Zm 9v", "Zm9v\n", "fn5+Pz8/", "Zm9ü", "====", "=", "Zm9v="])
    func whatIsNotWrittenThatWayIsRefused(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
