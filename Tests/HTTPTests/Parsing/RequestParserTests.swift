import HTTPKit
import HTTPTypes
import Testing

/// One line a case; "⏎" stands for CRLF. Each is parsed whole, in two pieces cut at every byte, and byte by byte.
@Suite struct RequestParserTests {
    struct Valid: CustomTestStringConvertible {
        let text: String
        let summary: String
        var testDescription: String { text }
        init(_ text: String, _ summary: String) { (self.text, self.summary) = (text, summary) }
    }

    struct Invalid: CustomTestStringConvertible {
        let text: String
        let error: ParseError
        var testDescription: String { text }
        init(_ text: String, _ error: ParseError) { (self.text, self.error) = (text, error) }
    }

    static func check(_ text: String, _ expected: HeadOutcome) {
        let bytes = wire(text)
        for cuts in everyCut(bytes.count) {
            let outcome = HeadOutcome(bytes, cuts: cuts)
            if outcome != expected {
                Issue.record("\(text): \(outcome), not \(expected), cut at \(cuts.count > 1 ? "every byte" : "\(cuts)")")
                return
            }
        }
    }

    @Test(arguments: lines + targets + hosts + lengths + connections)
    func isAccepted(_ valid: Valid) {
        Self.check(valid.text, .complete(valid.summary, consumed: wire(valid.text).count))
    }

    @Test(arguments: badLines + badTargets + badVersions + badFields + badHosts + badLengths + badTransferEncodings)
    func isRefused(_ invalid: Invalid) {
        Self.check(invalid.text, .invalid(invalid.error))
    }

    // MARK: Accepted

    static let lines = [
        Valid("GET / HTTP/1.1⏎Host: a⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("POST / HTTP/1.1⏎Host: a⏎⏎", "POST / 1.1 keep | Host=a"),
        Valid("PATCH /x HTTP/1.1⏎Host: a⏎⏎", "PATCH /x 1.1 keep | Host=a"),
        Valid("get / HTTP/1.1⏎Host: a⏎⏎", "get / 1.1 keep | Host=a"),
        Valid("M-SEARCH!#$%&'*+.^_`|~ / HTTP/1.1⏎Host: a⏎⏎", "M-SEARCH!#$%&'*+.^_`|~ / 1.1 keep | Host=a"),
        Valid("GET / HTTP/1.0⏎⏎", "GET / 1.0 close | "),
        Valid("GET / HTTP/1.2⏎Host: a⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("GET / HTTP/1.9⏎Host: a⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("⏎GET / HTTP/1.1⏎Host: a⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("⏎⏎⏎⏎GET / HTTP/1.1⏎Host: a⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("GET / HTTP/1.1⏎Host:a⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("GET / HTTP/1.1⏎Host: \t a \t ⏎⏎", "GET / 1.1 keep | Host=a"),
        Valid("GET / HTTP/1.1⏎hOsT: a⏎⏎", "GET / 1.1 keep | hOsT=a"),
        Valid("GET / HTTP/1.1⏎Host: a⏎X:⏎Y: ⏎⏎", "GET / 1.1 keep | Host=a X= Y="),
        Valid("GET / HTTP/1.1⏎Host: a⏎X: a b\tc: d⏎⏎", "GET / 1.1 keep | Host=a X=a b\tc: d"),
        Valid("GET / HTTP/1.1⏎Host: a⏎X: grün⏎⏎", "GET / 1.1 keep | Host=a X=grün"),
        Valid("GET / HTTP/1.1⏎Host: a⏎A: 1⏎B: 2⏎a: 3⏎⏎", "GET / 1.1 keep | Host=a A=1 B=2 a=3"),
        Valid("GET / HTTP/1.1⏎Host: a⏎!#$%&'*+-.^_`|~09: x⏎⏎", "GET / 1.1 keep | Host=a !#$%&'*+-.^_`|~09=x"),
        Valid("GET / HTTP/1.1⏎Host: a⏎X: a:b,c;d=\"e\"⏎⏎", "GET / 1.1 keep | Host=a X=a:b,c;d=\"e\""),
        Valid(
            "GET / HTTP/1.1⏎Host: a⏎Content_Length: 5⏎Transfer_Encoding: chunked⏎⏎",
            "GET / 1.1 keep | Host=a Content_Length=5 Transfer_Encoding=chunked"),
        Valid(
            "GET / HTTP/1.1⏎Host: a⏎Connection: Upgrade, HTTP2-Settings⏎Upgrade: h2c⏎HTTP2-Settings: AAMAAABk⏎⏎",
            "GET / 1.1 keep | Host=a Connection=Upgrade, HTTP2-Settings Upgrade=h2c HTTP2-Settings=AAMAAABk"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Cookie: a=1⏎Cookie: b=2⏎⏎", "GET / 1.1 keep | Host=a Cookie=a=1 Cookie=b=2"),
    ]

    static let targets = [
        Valid("GET /a/b/c HTTP/1.1⏎Host: a⏎⏎", "GET /a/b/c 1.1 keep | Host=a"),
        Valid("GET /? HTTP/1.1⏎Host: a⏎⏎", "GET / ? 1.1 keep | Host=a"),
        Valid("GET /a?b=c&d=/e?f HTTP/1.1⏎Host: a⏎⏎", "GET /a ?b=c&d=/e?f 1.1 keep | Host=a"),
        Valid("GET /%41%7a%Ff?%00 HTTP/1.1⏎Host: a⏎⏎", "GET /Az%FF ?%00 in /%41%7a%Ff?%00 1.1 keep | Host=a"),
        Valid("GET /-._~!$&'()*+,;=:@ HTTP/1.1⏎Host: a⏎⏎", "GET /-._~!$&'()*+,;=:@ 1.1 keep | Host=a"),
        Valid("GET //a//../. HTTP/1.1⏎Host: a⏎⏎", "GET //a/ in //a//../. 1.1 keep | Host=a"),
        Valid("GET /http://b/ HTTP/1.1⏎Host: a⏎⏎", "GET /http://b/ 1.1 keep | Host=a"),
        Valid("GET http://b/c?d HTTP/1.1⏎Host: a⏎⏎", "GET /c ?d in http://b/c?d 1.1 keep | Host=a"),
        Valid("GET http://b HTTP/1.1⏎Host: a⏎⏎", "GET / in http://b 1.1 keep | Host=a"),
        Valid("GET http://b?c=/d HTTP/1.1⏎Host: a⏎⏎", "GET / ?c=/d in http://b?c=/d 1.1 keep | Host=a"),
        Valid("GET http://[::1]:80/c HTTP/1.1⏎Host: a⏎⏎", "GET /c in http://[::1]:80/c 1.1 keep | Host=a"),
        Valid("OPTIONS * HTTP/1.1⏎Host: a⏎⏎", "OPTIONS * 1.1 keep | Host=a"),
        Valid("OPTIONS / HTTP/1.1⏎Host: a⏎⏎", "OPTIONS / 1.1 keep | Host=a"),
        // What follows a CONNECT is not HTTP, so the connection ends with its answer.
        Valid("CONNECT b:80 HTTP/1.1⏎Host: b:80⏎⏎", "CONNECT b:80 1.1 close | Host=b:80"),
        Valid("CONNECT [::1]:80 HTTP/1.1⏎Host: a⏎⏎", "CONNECT [::1]:80 1.1 close | Host=a"),
        Valid("GET hTTp://b/ HTTP/1.1⏎Host: a⏎⏎", "GET / in hTTp://b/ 1.1 keep | Host=a"),
        Valid("GET http://b:/ HTTP/1.1⏎Host: a⏎⏎", "GET / in http://b:/ 1.1 keep | Host=a"),
        Valid("GET http://b/c HTTP/1.0⏎⏎", "GET /c in http://b/c 1.0 close | "),
        Valid("GET /?? HTTP/1.1⏎Host: a⏎⏎", "GET / ?? 1.1 keep | Host=a"),
        Valid("GET /?a[]=b HTTP/1.1⏎Host: a⏎⏎", "GET / ?a[]=b 1.1 keep | Host=a"),
        Valid("OPTIONS http://b HTTP/1.1⏎Host: a⏎⏎", "OPTIONS / in http://b 1.1 keep | Host=a"),
        Valid("OPTIONS * HTTP/1.0⏎⏎", "OPTIONS * 1.0 close | "),
    ]

    static let hosts = [
        Valid("GET / HTTP/1.1⏎Host: example.com⏎⏎", "GET / 1.1 keep | Host=example.com"),
        Valid("GET / HTTP/1.1⏎Host: example.com:8080⏎⏎", "GET / 1.1 keep | Host=example.com:8080"),
        Valid("GET / HTTP/1.1⏎Host: example.com:⏎⏎", "GET / 1.1 keep | Host=example.com:"),
        Valid("GET / HTTP/1.1⏎Host: a:65535⏎⏎", "GET / 1.1 keep | Host=a:65535"),
        Valid("GET / HTTP/1.1⏎Host: 127.0.0.1:80⏎⏎", "GET / 1.1 keep | Host=127.0.0.1:80"),
        Valid("GET / HTTP/1.1⏎Host: [::1]⏎⏎", "GET / 1.1 keep | Host=[::1]"),
        Valid("GET / HTTP/1.1⏎Host: [2001:db8::FF:192.0.2.1]:8080⏎⏎", "GET / 1.1 keep | Host=[2001:db8::FF:192.0.2.1]:8080"),
        Valid("GET / HTTP/1.1⏎Host: b%C3%BCcher_-~.example⏎⏎", "GET / 1.1 keep | Host=b%C3%BCcher_-~.example"),
        Valid("GET / HTTP/1.0⏎Host: a⏎⏎", "GET / 1.0 close | Host=a"),
        Valid("GET / HTTP/1.1⏎Host: A.Example⏎⏎", "GET / 1.1 keep | Host=A.Example"),
        Valid("GET / HTTP/1.1⏎Host: example.com.⏎⏎", "GET / 1.1 keep | Host=example.com."),
        Valid("GET / HTTP/1.1⏎Host: a:0⏎⏎", "GET / 1.1 keep | Host=a:0"),
        Valid("GET / HTTP/1.1⏎Host: a:00080⏎⏎", "GET / 1.1 keep | Host=a:00080"),
        Valid("GET / HTTP/1.1⏎Host: [::1]:⏎⏎", "GET / 1.1 keep | Host=[::1]:"),
        Valid("GET / HTTP/1.1⏎Host: a,b;c=d⏎⏎", "GET / 1.1 keep | Host=a,b;c=d"),
        Valid("GET / HTTP/1.1⏎Host: [1:2:3:4:5:6:7:8]⏎⏎", "GET / 1.1 keep | Host=[1:2:3:4:5:6:7:8]"),
        Valid("GET / HTTP/1.1⏎Host: [2001:DB8::1]:80⏎⏎", "GET / 1.1 keep | Host=[2001:DB8::1]:80"),
        Valid("GET / HTTP/1.1⏎Host: [::ffff:192.0.2.1]⏎⏎", "GET / 1.1 keep | Host=[::ffff:192.0.2.1]"),
        Valid("GET / HTTP/1.1⏎Host: [1:2:3:4:5:6:192.0.2.1]⏎⏎", "GET / 1.1 keep | Host=[1:2:3:4:5:6:192.0.2.1]"),
        Valid("GET / HTTP/1.1⏎Host: [1::8]⏎⏎", "GET / 1.1 keep | Host=[1::8]"),
        Valid("GET / HTTP/1.1⏎Host: [1::]⏎⏎", "GET / 1.1 keep | Host=[1::]"),
        Valid("GET / HTTP/1.1⏎Host: [::]⏎⏎", "GET / 1.1 keep | Host=[::]"),
        Valid("GET / HTTP/1.1⏎Host: [1:2:3:4:5:6:7::]⏎⏎", "GET / 1.1 keep | Host=[1:2:3:4:5:6:7::]"),
    ]

    static let lengths = [
        Valid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎", "POST / 1.1 keep 5 | Host=a Content-Length=5"),
        Valid("POST / HTTP/1.1⏎Host: a⏎content-length:\t5 ⏎⏎", "POST / 1.1 keep 5 | Host=a content-length=5"),
        Valid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 0⏎⏎", "POST / 1.1 keep | Host=a Content-Length=0"),
        Valid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 007⏎⏎", "POST / 1.1 keep 7 | Host=a Content-Length=007"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎⏎", "GET / 1.1 keep 5 | Host=a Content-Length=5"),
        Valid("POST / HTTP/1.0⏎Content-Length: 5⏎⏎", "POST / 1.0 close 5 | Content-Length=5"),
        Valid(
            "POST / HTTP/1.1⏎Host: a⏎Content-Length: 9223372036854775807⏎⏎",
            "POST / 1.1 keep 9223372036854775807 | Host=a Content-Length=9223372036854775807"),
        Valid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎", "POST / 1.1 keep chunked | Host=a Transfer-Encoding=chunked"),
        Valid("POST / HTTP/1.1⏎Host: a⏎TRANSFER-ENCODING:ChunKed ⏎⏎", "POST / 1.1 keep chunked | Host=a TRANSFER-ENCODING=ChunKed"),
        // Longer and shorter names are other fields.
        Valid(
            "GET / HTTP/1.1⏎Host: a⏎X-Content-Length: x⏎Content-Lengt: y⏎⏎", "GET / 1.1 keep | Host=a X-Content-Length=x Content-Lengt=y"),
        Valid(
            "POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎Expect: 100-continue⏎⏎",
            "POST / 1.1 keep 5 expects | Host=a Content-Length=5 Expect=100-continue"),
        Valid("POST / HTTP/1.1⏎Host: a⏎Expect: 100-Continue⏎⏎", "POST / 1.1 keep expects | Host=a Expect=100-Continue"),
        Valid("POST / HTTP/1.0⏎Content-Length: 5⏎Expect: 100-continue⏎⏎", "POST / 1.0 close 5 | Content-Length=5 Expect=100-continue"),
        Valid(
            "POST / HTTP/1.1⏎Host: a⏎Content-Length: 00000000000000000000000000000000007⏎⏎",
            "POST / 1.1 keep 7 | Host=a Content-Length=00000000000000000000000000000000007"),
        Valid(
            "POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue⏎Expect: 100-continue⏎⏎",
            "POST / 1.1 keep expects | Host=a Expect=100-continue Expect=100-continue"),
        Valid(
            "POST / HTTP/1.1⏎Host: a⏎Connection: Content-Length⏎Content-Length: 5⏎⏎",
            "POST / 1.1 keep 5 | Host=a Connection=Content-Length Content-Length=5"),
        Valid(
            "POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue, 100-continue⏎⏎",
            "POST / 1.1 keep expects | Host=a Expect=100-continue, 100-continue"),
        Valid("POST / HTTP/1.1⏎Host: a⏎Expect: ,100-Continue,⏎⏎", "POST / 1.1 keep expects | Host=a Expect=,100-Continue,"),
        Valid("POST / HTTP/1.1⏎Host: a⏎Expect:⏎⏎", "POST / 1.1 keep | Host=a Expect="),
    ]

    static let connections = [
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: close⏎⏎", "GET / 1.1 close | Host=a Connection=close"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: CLOSE⏎⏎", "GET / 1.1 close | Host=a Connection=CLOSE"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: Upgrade, ,close⏎⏎", "GET / 1.1 close | Host=a Connection=Upgrade, ,close"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: x⏎Connection: close⏎⏎", "GET / 1.1 close | Host=a Connection=x Connection=close"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: keep-alive, close⏎⏎", "GET / 1.1 close | Host=a Connection=keep-alive, close"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: closed⏎⏎", "GET / 1.1 keep | Host=a Connection=closed"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection:⏎⏎", "GET / 1.1 keep | Host=a Connection="),
        Valid("GET / HTTP/1.0⏎Connection: Keep-Alive⏎⏎", "GET / 1.0 keep | Connection=Keep-Alive"),
        Valid("GET / HTTP/1.0⏎Connection: x ,keep-alive⏎⏎", "GET / 1.0 keep | Connection=x ,keep-alive"),
        Valid("GET / HTTP/1.0⏎Connection: keep-alive, close⏎⏎", "GET / 1.0 close | Connection=keep-alive, close"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: close, close⏎⏎", "GET / 1.1 close | Host=a Connection=close, close"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: close,⏎⏎", "GET / 1.1 close | Host=a Connection=close,"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: \"close\"⏎⏎", "GET / 1.1 keep | Host=a Connection=\"close\""),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: close;q=1⏎⏎", "GET / 1.1 keep | Host=a Connection=close;q=1"),
        Valid("GET / HTTP/1.1⏎Host: a⏎Connection: Host⏎⏎", "GET / 1.1 keep | Host=a Connection=Host"),
        Valid("GET / HTTP/1.0⏎Connection: close, keep-alive⏎⏎", "GET / 1.0 close | Connection=close, keep-alive"),
        Valid("GET / HTTP/1.0⏎Proxy-Connection: keep-alive⏎⏎", "GET / 1.0 close | Proxy-Connection=keep-alive"),
        Valid("GET / HTTP/1.0⏎Keep-Alive: timeout=5⏎⏎", "GET / 1.0 close | Keep-Alive=timeout=5"),
    ]

    // MARK: Refused

    static let badLines = [
        Invalid(" GET / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("\tGET / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET\t/ HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("G(T / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GÉT / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GE\0T / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("Host: a⏎⏎⏎", .malformedRequestLine),
        Invalid("GET  / HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET / HTTP/1.1 ⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET /  HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / x HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1.1\nHost: a\n\n", .malformedRequestLine),
        Invalid("GET / HTTP/1.1\r\r\nHost: a⏎⏎", .malformedRequestLine),
        Invalid("GET /\rx HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("\nGET / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("\rGET / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("⏎⏎⏎⏎⏎GET / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("⏎ ⏎GET / HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("\u{16}\u{3}\u{1}\u{2}\0\u{1}⏎⏎⏎", .malformedRequestLine),
        Invalid("PRI * HTTP/2.0⏎⏎SM⏎⏎", .unsupportedVersion),
        Invalid("GET\u{B}/ HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET\u{C}/ HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("/ HTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET / HTTP/01.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/+1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1,1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1.1,⏎Host: a⏎⏎", .malformedRequestLine),
    ]

    static let badTargets = [
        Invalid("GET a HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET * HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("OPTIONS *x HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET ?a HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET b:80 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /a#b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b/#c HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /% HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /%4 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /%4g HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /%%41 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /?%u0041 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /ü HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /?ü HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /\0 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /\u{1B}[0m HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /\u{7F} HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /\ta HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /\"a HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /<a> HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /a\\b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /a^ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /{a} HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /a|b` HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET ftp://b/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http:/b/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http:// HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http:///b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://?b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://:80/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b:x/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b:1:2/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b:65536/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://[::1/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://user@b/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT / HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT b: HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT http://b:80/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT b:80/c HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("PUT * HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("HEAD * HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("TRACE * HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("BREW * HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("OPTIONS *?a HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("OPTIONS b:80 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT * HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT :80 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT b:65536 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("CONNECT u@b:80 HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http:b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET file:///etc/passwd HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b#c HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b%/ HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET \\a HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET https://b/ HTTP/1.1⏎Host: a⏎⏎", .misdirected),
        Invalid("GET HTTPS://b:443/c HTTP/1.1⏎Host: a⏎⏎", .misdirected),
        Invalid("OPTIONS https://b HTTP/1.1⏎Host: a⏎⏎", .misdirected),
        Invalid("GET /../x HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET http://b/%2e%2e/x HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
        Invalid("GET /a%00b HTTP/1.1⏎Host: a⏎⏎", .malformedTarget),
    ]

    static let badVersions = [
        Invalid("GET / HTTP/2.0⏎Host: a⏎⏎", .unsupportedVersion),
        Invalid("GET / HTTP/0.9⏎Host: a⏎⏎", .unsupportedVersion),
        Invalid("GET / HTTP/3.1⏎Host: a⏎⏎", .unsupportedVersion),
        Invalid("GET /⏎⏎", .malformedTarget),
        Invalid("GET / ⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / http/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / Http/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/2⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1.⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1.10⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/11.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1,1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/1.x⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP/+1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTP /1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / HTTPS/1.1⏎Host: a⏎⏎", .malformedRequestLine),
        Invalid("GET / XTTP/1.1⏎Host: a⏎⏎", .malformedRequestLine),
    ]

    static let badFields = [
        Invalid("GET / HTTP/1.1⏎Host : a⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host\t: a⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎ Host: a⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎ b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b⏎\tc⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b⏎ ⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎: b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X Y: b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X(Y): b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X\0: b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎Ü: b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎\"X\": b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: \0⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\0c⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\u{1}⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\u{B}⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\u{7F}⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\rc⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\r\r\n⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a\n⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎\n", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X: b\nY: c⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎\r\r\n⏎", .malformedField),
        // A CR at a line's start must not hide what follows it.
        Invalid("POST / HTTP/1.1⏎Host: a⏎\rTransfer-Encoding: chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎\rX: y⏎Host: a⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X\u{85}: b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X\r: b⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎X:\r b⏎⏎", .malformedField),
    ]

    static let badHosts = [
        Invalid("GET / HTTP/1.1⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.2⏎X: y⏎⏎", .missingOrMalformedHost),
        Invalid("GET http://b/ HTTP/1.1⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a⏎Host: a⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a⏎hOST: b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.0⏎Host: a⏎Host: b⏎⏎", .missingOrMalformedHost),
        // An http URI without a host is none (RFC 9110 §4.2.1), so there is nothing an empty one could mean.
        Invalid("GET / HTTP/1.1⏎Host:⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: \t ⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: :80⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a, b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a/b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: http://a⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: user@a⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a?b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a#b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a\\b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: grün.example⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a%2⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a%zz⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a:b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a:-1⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a:65536⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a:999999999999999999999⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a:80:80⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: ::1⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::1⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::1]x⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: []⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [a.b]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: a]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: user:pw@a⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [fe80::1%25eth0]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::1]:65536⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.0⏎Host:⏎⏎", .missingOrMalformedHost),
        Invalid("GET http://b/ HTTP/1.1⏎Host: a b⏎⏎", .missingOrMalformedHost),
        Invalid("GET http://b/ HTTP/1.1⏎Host: b⏎Host: b⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [:::]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1:2:3]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1::2::3]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [12345::1]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::1.2.3.4.5]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1:2:3:4:5:6:7:8:9]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::.]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::256.1.1.1]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::1.2.3]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::01.2.3.4]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1.2.3.4::]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1:2:3:4:5:6:7:1.2.3.4]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1:2:3:4:5:6:7:8::]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [:1::]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [1::2:]⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: []⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [::1⏎⏎", .missingOrMalformedHost),
        Invalid("GET / HTTP/1.1⏎Host: [v1.a]⏎⏎", .missingOrMalformedHost),
    ]

    static let badLengths = [
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: +5⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: -5⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: -0⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length:⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5, 5⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5,⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎Content-Length: 5⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎content-length: 6⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 0⏎Content-Length: 0⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 0x5⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: A⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5.0⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 1e3⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 1 2⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: \"5\"⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: ٥⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: \u{B}5⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length : 5⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎ 6⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 9223372036854775808⏎⏎", .bodyTooLarge),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 18446744073709551621⏎⏎", .bodyTooLarge),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 99999999999999999999999999⏎⏎", .bodyTooLarge),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Expect: 200-ok⏎⏎", .unsupportedExpectation),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Expect: 100-continue, x⏎⏎", .unsupportedExpectation),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5;⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5_0⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎Content-Length:⏎⏎", .malformedContentLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5\u{C}⏎⏎", .malformedField),
        Invalid("GET / HTTP/1.1⏎Host: a⏎Content-Length: x⏎⏎", .malformedContentLength),
        Invalid("GET / HTTP/1.0⏎Expect: x⏎⏎", .unsupportedExpectation),
    ]

    static let badTransferEncodings = [
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Content-Length: 5⏎⏎", .conflictingLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5⏎Transfer-Encoding: chunked⏎⏎", .conflictingLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Content-Length: 0⏎Transfer-Encoding: chunked⏎⏎", .conflictingLength),
        Invalid("POST / HTTP/1.0⏎Transfer-Encoding: chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.0⏎Connection: keep-alive⏎Transfer-Encoding: chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding:⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: ,⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: identity⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: gzip⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked, gzip⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked, identity⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked, chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Transfer-Encoding: chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Transfer-Encoding: identity⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: gzip, chunked⏎⏎", .unsupportedTransferCoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: identity, chunked⏎⏎", .unsupportedTransferCoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: ,chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked,⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked;q=1⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: \"chunked\"⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: xchunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunkedx⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chun ked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: ch\u{FC}nked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: \u{B}chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked\u{0}⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding : chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding⏎ : chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding:⏎ chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎ Transfer-Encoding: chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎X: y\nTransfer-Encoding: chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎X: y\rTransfer-Encoding: chunked⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: gzip;q=1, chunked⏎⏎", .unsupportedTransferCoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked, chunked, chunked⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: gzip⏎Transfer-Encoding: chunked⏎⏎", .unsupportedTransferCoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Transfer-Encoding:⏎⏎", .malformedTransferEncoding),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎\t, identity⏎⏎", .malformedField),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: gzip, chunked⏎Content-Length: 5⏎⏎", .conflictingLength),
        Invalid("POST / HTTP/1.0⏎Transfer-Encoding: gzip, chunked⏎⏎", .malformedTransferEncoding),
        Invalid("GET / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Content-Length: 0⏎⏎", .conflictingLength),
        Invalid("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎Transfer-Encoding: gzip⏎⏎", .malformedTransferEncoding),
    ]

    /// Octets that are no UTF-8, which `wire` cannot write.
    @Test(arguments: [[0x80], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func onlyAValueMayHoldWhatIsNoUTF8(_ octets: [UInt8]) {
        let read = String(decoding: octets, as: UTF8.self)
        for (start, end, outcome) in [
            ("", "GET / HTTP/1.1⏎Host: a⏎⏎", HeadOutcome.invalid(.malformedRequestLine)),
            ("G", "T / HTTP/1.1⏎Host: a⏎⏎", .invalid(.malformedRequestLine)),
            ("GET /", " HTTP/1.1⏎Host: a⏎⏎", .invalid(.malformedTarget)),
            ("GET /?", " HTTP/1.1⏎Host: a⏎⏎", .invalid(.malformedTarget)),
            ("GET / HTTP/1.1⏎Host: a⏎X", ": b⏎⏎", .invalid(.malformedField)),
            ("GET / HTTP/1.1⏎Host: a", "⏎⏎", .invalid(.missingOrMalformedHost)),
            ("POST / HTTP/1.1⏎Host: a⏎Content-Length: 5", "⏎⏎", .invalid(.malformedContentLength)),
            ("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked", "⏎⏎", .invalid(.malformedTransferEncoding)),
            ("GET / HTTP/1.1⏎Host: a⏎X: b", "⏎⏎", .complete("GET / 1.1 keep | Host=a X=b\(read)", consumed: 33 + octets.count)),
        ] {
            let bytes = wire(start) + octets + wire(end)
            for cuts in everyCut(bytes.count) { #expect(HeadOutcome(bytes, cuts: cuts) == outcome, "\(start)…\(end)") }
        }
    }

    @Test(
        arguments: [
            ("GET http://b/ HTTP/1.1⏎Host: a", "b"), ("GET http://B:80?c HTTP/1.1⏎Host: a", "B:80"),
            ("GET http://[::1]:80/c HTTP/1.1⏎Host: a", "[::1]:80"), ("OPTIONS http://b HTTP/1.1⏎Host: a:1", "b"),
            ("GET http://b/ HTTP/1.0", "b"),
            ("GET / HTTP/1.1⏎Host: a:80", "a:80"), ("GET //b/ HTTP/1.1⏎Host: a", "a"), ("GET /http://b/ HTTP/1.1⏎Host: a", "a"),
            ("OPTIONS * HTTP/1.1⏎Host: a", "a"), ("GET / HTTP/1.0", nil),
        ] as [(String, String?)])
    func anAbsoluteTargetsAuthorityWinsOverHost(_ text: String, _ authority: String?) throws {
        #expect(try RequestHead.parsed(text).authority == authority)
    }

    // MARK: What is not decided yet, and what follows

    @Test(arguments: ["", "G", "GET / HTTP/1.1", "GET / HTTP/1.1⏎", "GET / HTTP/1.1⏎Host: a⏎", "⏎⏎", "GET / HTTP/1.1\r"])
    func anUnfinishedHeadIsPartial(_ text: String) {
        Self.check(text, .partial)
    }

    @Test func onlyTheFirstOfPipelinedHeadsIsConsumed() throws {
        let first = wire("⏎GET /1 HTTP/1.1⏎Host: a⏎⏎")
        let all = first + wire("GET /2 HTTP/1.1⏎Host: b⏎⏎rubbish\n")
        for cuts in everyCut(all.count) {
            #expect(HeadOutcome(all, cuts: cuts) == .complete("GET /1 1.1 keep | Host=a", consumed: first.count))
        }
    }

    @Test func aParserReadsOneHeadAfterTheOther() throws {
        var parser = RequestParser()
        var rest = wire("GET /1 HTTP/1.1⏎Host: a⏎⏎⏎POST /2 HTTP/1.1⏎Host: b⏎Content-Length: 3⏎⏎abcGET /3 HTTP/1.0⏎⏎GE")
        var seen: [String] = []
        while true {
            guard case .complete(let head, let consumed) = try parser.parse(rest) else { break }
            seen.append(head.path)
            rest.removeFirst(consumed)
            if case .length(let length) = head.framing { rest.removeFirst(length) }
        }
        #expect(seen == ["/1", "/2", "/3"])
        #expect(rest == wire("GE"))
    }

    // MARK: Limits

    /// Heads that are exactly as large as allowed, and those one beyond.
    @Test(arguments: [
        ("request line", "GET /aaaaaaa HTTP/1.1⏎Host: a⏎⏎", "GET /aaaaaaaa HTTP/1.1⏎Host: a⏎⏎", ParseError.requestLineTooLong),
        ("request line after empty lines", "⏎⏎GET /aaaaaaa HTTP/1.1⏎Host: a⏎⏎", "⏎⏎GET /aaaaaaaa HTTP/1.1⏎Host: a⏎⏎", .requestLineTooLong),
        ("method", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAA", .methodTooLong),
        ("unfinished request line", "GET /aaaaaaaaaaaaaaaaaa", "GET /aaaaaaaaaaaaaaaaaaa", .requestLineTooLong),
        ("fields", "GET / HTTP/1.1⏎Host: a⏎X: 01234567890123⏎⏎", "GET / HTTP/1.1⏎Host: a⏎X: 012345678901234⏎⏎", .fieldsTooLarge),
        (
            "unfinished fields", "GET / HTTP/1.1⏎Host: a⏎X: 012345678901234567", "GET / HTTP/1.1⏎Host: a⏎X: 0123456789012345678",
            .fieldsTooLarge
        ),
        ("field count", "GET / HTTP/1.1⏎Host: a⏎X:⏎Y:⏎⏎", "GET / HTTP/1.1⏎Host: a⏎X:⏎Y:⏎Z:⏎⏎", .tooManyFields),
    ])
    func limitsHoldToTheByte(_ name: String, _ allowed: String, _ beyond: String, _ error: ParseError) {
        var limits = Limits()
        limits.requestLine = 23
        limits.fields = 30
        limits.fieldCount = 3
        let allowed = wire(allowed)
        let beyond = wire(beyond)
        #expect(beyond.count - allowed.count == (name == "field count" ? 4 : 1))
        let expected = HeadOutcome(allowed, cuts: [], limits: limits)
        if case .invalid(let error) = expected { Issue.record("\(name): \(error) within the limit") }
        for cuts in everyCut(allowed.count) { #expect(HeadOutcome(allowed, cuts: cuts, limits: limits) == expected) }
        for cuts in everyCut(beyond.count) { #expect(HeadOutcome(beyond, cuts: cuts, limits: limits) == .invalid(error)) }
    }

    /// Which of two faults is told does not depend on how the bytes arrive.
    @Test(arguments: [
        ("GET /aaaaaaaaaaaaaaaaaaaaaaaaaaa\n", ParseError.requestLineTooLong),
        ("GET / HTTP/1.1⏎Host: a⏎X: 01234567890123456789012345\n", .fieldsTooLarge),
        ("GET / HTTP/1.1⏎Host: a⏎X: 0123456789012345678901234⏎: ⏎⏎", .fieldsTooLarge),
    ])
    func aLimitIsToldBeforeWhatLiesBeyondIt(_ text: String, _ error: ParseError) {
        var limits = Limits()
        limits.requestLine = 23
        limits.fields = 30
        for cuts in everyCut(wire(text).count) { #expect(HeadOutcome(wire(text), cuts: cuts, limits: limits) == .invalid(error)) }
    }

    @Test func theDefaultLimitsTakeWhatTheRFCAsksFor() {
        let long = String(repeating: "a", count: 8000)
        let head = "GET /\(long) HTTP/1.1⏎Host: a⏎" + (1..<100).map { "X-\($0): y⏎" }.joined() + "⏎"
        guard case .complete = HeadOutcome(wire(head), cuts: [4000, 8500]) else {
            Issue.record("8,000 bytes of target and 100 fields must pass")
            return
        }
        #expect(HeadOutcome(wire("GET /\(long)\(long)\(long) HTTP/1.1⏎"), cuts: []) == .invalid(.requestLineTooLong))
        #expect(
            HeadOutcome(wire("GET / HTTP/1.1⏎Host: a⏎X: " + String(repeating: "b", count: 33_000)), cuts: []) == .invalid(.fieldsTooLarge))
    }

    @Test func fieldsAreFoundByNameWithoutCaseAndJoined() throws {
        let head = try RequestHead.parsed("GET / HTTP/1.1⏎Host: a⏎ACCEPT: x⏎If-None-Match: \"1\"⏎accept: y")
        #expect(head[.accept] == "x, y")
        #expect(head[.ifNoneMatch] == "\"1\"")
        #expect(head[.acceptEncoding] == nil)
    }
}
