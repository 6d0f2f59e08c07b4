import EventLoop
import HTTPKit
import Synchronization
import Testing

@testable import GoalsServer

@Suite struct RequestOriginsTests {
    /// `TRUSTED_PROXIES`, the peer, `X-Forwarded-For`, and whose request it is.
    @Test(
        arguments: [
            ("", "203.0.113.9", nil, "203.0.113.9"),
            // From whoever is no trusted proxy nothing is believed.
            ("", "203.0.113.9", "198.51.100.1", "203.0.113.9"), ("", "127.0.0.1", "198.51.100.1", "127.0.0.1"),
            ("10.0.0.0/8", "203.0.113.9", "198.51.100.1", "203.0.113.9"), ("10.0.0.0/8", "203.0.113.9", "10.0.0.1", "203.0.113.9"),
            ("10.0.0.0/8", "10.0.0.1", nil, "10.0.0.1"), ("10.0.0.0/8", "10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.0/8", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
            // What the client has put there stands left of what the proxy has appended.
            ("10.0.0.0/8", "10.0.0.1", "8.8.8.8, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.0/8", "10.0.0.1", "127.0.0.1,198.51.100.1", "198.51.100.1"),
            ("10.0.0.0/8", "10.0.0.1", "10.0.0.7, 198.51.100.1", "198.51.100.1"),
            // Several trusted hops.
            ("10.0.0.0/8", "10.0.0.1", "198.51.100.1, 10.0.0.2,10.0.0.3", "198.51.100.1"),
            ("10.0.0.0/8", "10.0.0.1", "8.8.8.8, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
            ("10.0.0.0/8,203.0.113.0/24", "10.0.0.1", "198.51.100.1, 203.0.113.5", "198.51.100.1"),
            ("10.0.0.0/8", "10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
            ("10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
            // Ports and brackets.
            ("private", "172.20.0.2", "198.51.100.1:4711", "198.51.100.1"), ("private", "::1", "[2001:db8::5]:443", "2001:db8::5"),
            ("private", "fd00::1", "[2001:db8::5]", "2001:db8::5"), ("private", "127.0.0.1", "2001:db8::5", "2001:db8::5"),
            ("private", "127.0.0.1", " \t198.51.100.1 ", "198.51.100.1"),
            ("2001:db8::/32", "2001:db8::1", "::ffff:192.0.2.5", "::ffff:192.0.2.5"),
            // Garbage: what stands left of it is not looked at.
            ("private", "10.0.0.1", "unknown", "10.0.0.1"), ("private", "10.0.0.1", "8.8.8.8, unknown", "10.0.0.1"),
            ("private", "10.0.0.1", "8.8.8.8, _hidden, 10.0.0.2", "10.0.0.2"), ("private", "10.0.0.1", "", "10.0.0.1"),
            ("private", "10.0.0.1", ",", "10.0.0.1"), ("private", "10.0.0.1", "8.8.8.8,", "8.8.8.8"),
            ("private", "10.0.0.1", "8.8.8.8, ,", "10.0.0.1"), ("private", "10.0.0.1", "8.8.8.8:", "10.0.0.1"),
            ("private", "10.0.0.1", "8.8.8.8:70000", "10.0.0.1"), ("private", "10.0.0.1", "8.8.8.8:+80", "10.0.0.1"),
            ("private", "10.0.0.1", "[8.8.8.8]", "10.0.0.1"), ("private", "10.0.0.1", "[2001:db8::5", "10.0.0.1"),
            ("private", "10.0.0.1", "[2001:db8::5]x", "10.0.0.1"), ("private", "10.0.0.1", "2001:db8::5]:80", "10.0.0.1"),
            ("private", "10.0.0.1", "fe80::1%eth0", "10.0.0.1"), ("private", "10.0.0.1", "1.2.3", "10.0.0.1"),
            ("private", "10.0.0.1", "1.2.3.4.5", "10.0.0.1"), ("private", "10.0.0.1", "for=8.8.8.8", "10.0.0.1"),
            ("private", "10.0.0.1", "'; DROP TABLE users; --", "10.0.0.1"),
            // Not among the private ones: a carrier's, link-local.
            ("private", "100.64.0.1", "8.8.8.8", "100.64.0.1"), ("private", "169.254.0.1", "8.8.8.8", "169.254.0.1"),
        ] as [(String, String, String?, String)])
    func theClientIsTheFirstThatIsNoTrustedProxy(_ trusted: String, _ peer: String, _ forwarded: String?, _ client: String) throws {
        let origins = RequestOrigins(proxies: try TrustedProxies(trusted), publicURL: nil)
        let fields = forwarded.map { [("X-Forwarded-For", $0)] } ?? []
        let address = origins.address(of: try request(from: peer, fields + [("Forwarded", "for=9.9.9.9;proto=https")]))
        #expect(address.host == client)
    }

    @Test func aProxyThatNobodyTrustsIsToldOfOnce() throws {
        let told = Mutex<[String]>([])
        let origins = RequestOrigins(proxies: try TrustedProxies("10.0.0.1"), publicURL: nil) { peer in
            told.withLock { $0.append(peer.host) }
        }
        let forwarded = [("X-Forwarded-For", "198.51.100.1")]
        // Not for what is trusted, comes directly, or may be anybody's invention.
        for (peer, fields) in [("10.0.0.1", forwarded), ("10.0.0.2", []), ("203.0.113.9", forwarded)] {
            _ = origins.address(of: try request(from: peer, fields))
        }
        #expect(told.withLock { $0 } == [])
        for peer in ["10.0.0.2", "10.0.0.2", "10.0.0.3"] { _ = origins.address(of: try request(from: peer, forwarded)) }
        #expect(told.withLock { $0 } == ["10.0.0.2"])
    }

    @Test func severalFieldsAreOneList() throws {
        let origins = RequestOrigins(proxies: try TrustedProxies("private"), publicURL: nil)
        let both = [("X-Forwarded-For", "8.8.8.8"), ("x-forwarded-for", "198.51.100.1"), ("X-FORWARDED-FOR", "10.0.0.2")]
        #expect(origins.address(of: try request(from: "10.0.0.1", both)).host == "198.51.100.1")
    }

    @Test func onlySoManyHopsAreLookedAt() throws {
        let origins = RequestOrigins(proxies: try TrustedProxies("private"), publicURL: nil)
        let list = "8.8.8.8, " + (1...200).map { "10.0.1.\($0)" }.joined(separator: ", ")
        #expect(origins.address(of: try request(from: "10.0.0.1", [("X-Forwarded-For", list)])).host == "10.0.1.169")
    }

    /// `TRUSTED_PROXIES`, `PUBLIC_URL`, the peer, `X-Forwarded-Proto`, and whether it came over https.
    @Test(
        arguments: [
            ("", nil, "10.0.0.1", "https", false), ("", "http://goals.example", "10.0.0.1", "https", false),
            ("", "https://goals.example", "203.0.113.9", nil, true), ("", "https://goals.example", "203.0.113.9", "http", true),
            ("", "HTTPS://goals.example", "203.0.113.9", nil, true),
            ("private", nil, "10.0.0.1", "https", true), ("private", nil, "10.0.0.1", " HTTPS ", true),
            ("private", nil, "10.0.0.1", "http", false),
            ("private", nil, "10.0.0.1", nil, false), ("private", nil, "203.0.113.9", "https", false),
            ("private", nil, "10.0.0.1", "https, http", false), ("private", nil, "10.0.0.1", "http, https", true),
            ("private", nil, "10.0.0.1", "https,", false), ("private", nil, "10.0.0.1", "httpsx", false),
            ("private", nil, "10.0.0.1", "", false),
        ] as [(String, String?, String, String?, Bool)])
    func httpsIsWhatATrustedProxyOrThePublicAddressSays(
        _ trusted: String, _ url: String?, _ peer: String, _ scheme: String?, _ isSecure: Bool
    ) throws {
        let origins = RequestOrigins(proxies: try TrustedProxies(trusted), publicURL: url)
        let request = try request(from: peer, scheme.map { [("X-Forwarded-Proto", $0)] } ?? [])
        #expect(origins.isSecure(request) == isSecure)
        if url == nil { #expect(origins.ownOrigin(request) == (isSecure ? "https://goals.example" : "http://goals.example")) }
    }

    @Test(
        arguments: [
            (nil, "Goals.Example:80", "http://goals.example"), (nil, "goals.example:443", "http://goals.example:443"),
            (nil, "[2001:db8::1]:8080", "http://[2001:db8::1]:8080"), ("https://Goals.example:443", "other", "https://goals.example"),
            ("http://goals.example:80", "other", "http://goals.example"), ("https://goals.example:80", "other", "https://goals.example:80"),
        ] as [(String?, String, String)])
    func theOwnOriginIsWrittenAsBrowsersWriteIt(_ url: String?, _ host: String, _ origin: String) throws {
        #expect(RequestOrigins(proxies: .none, publicURL: url).ownOrigin(try request(host: host)) == origin)
    }

    @Test(arguments: ["10.0.0.0/33", "proxy.example", "10.0.0.1/8", "Private", "10.0.0.1;10.0.0.2", "10.0.0.1 10.0.0.2", "*", "10.*"])
    func whatIsNoAddressIsRefused(_ text: String) {
        let error = #expect(throws: TrustedProxies.Unknown.self) { try TrustedProxies("127.0.0.1, \(text)") }
        #expect(error?.text == text)
    }
}
