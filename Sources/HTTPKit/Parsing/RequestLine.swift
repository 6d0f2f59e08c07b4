import HTTPTypes

/// A request line (RFC 9112 §3), as ranges of the head's bytes.
struct RequestLine {
    let method: HTTPRequest.Method
    let target: Range<Int>
    /// The target's path; empty for an absolute target without one.
    let path: Range<Int>
    /// The authority of an absolute target.
    let authority: Range<Int>?
    let minorVersion: Int
    /// Where the fields begin.
    let end: Int

    /// Reads the line at the start of `bytes`, which holds at least one CRLF.
    init(_ bytes: UnsafeRawBufferPointer) throws(ParseError) {
        var position = 0
        while ByteClass.token.contains(bytes[position]) { position += 1 }
        guard position > 0, bytes[position] == .space else { throw .malformedRequestLine }
        method = try Self.method(UnsafeRawBufferPointer(rebasing: bytes[0..<position]))

        position += 1
        let targetStart = position
        while ByteClass.target.contains(bytes[position]) {
            if bytes[position] == UInt8(ascii: "%"), bytes[position + 1].hexValue == nil || bytes[position + 2].hexValue == nil {
                throw .malformedTarget
            }
            position += 1
        }
        guard position > targetStart, bytes[position] == .space else { throw .malformedTarget }
        target = targetStart..<position
        position += 1

        minorVersion = try Self.minorVersion(bytes, &position)
        end = position
        (path, authority) = try Self.parts(bytes, target, method)
    }

    private static func method(_ bytes: UnsafeRawBufferPointer) throws(ParseError) -> HTTPRequest.Method {
        // The two that nearly every request has, without going through a string.
        if bytes.elementsEqual("GET".utf8) { return .get }
        if bytes.elementsEqual("POST".utf8) { return .post }
        guard let method = HTTPRequest.Method(rawValue: String(decoding: bytes, as: UTF8.self)) else { throw .malformedRequestLine }
        return method
    }

    /// `HTTP/1.1` and CRLF. A higher minor version is understood as 1.1 (RFC 9110 §2.5).
    private static func minorVersion(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(ParseError) -> Int {
        let start = position
        guard bytes.count >= start + 10, bytes[start..<(start + 5)].elementsEqual("HTTP/".utf8),
            case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[start + 5], bytes[start + 6] == UInt8(ascii: "."),
            case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[start + 7], bytes[start + 8] == .cr, bytes[start + 9] == .lf
        else { throw .malformedRequestLine }
        guard bytes[start + 5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
        position = start + 10
        return bytes[start + 7] == UInt8(ascii: "0") ? 0 : 1
    }

    /// The path and the authority in a target of one of the four forms (RFC 9112 §3.2).
    private static func parts(
        _ bytes: UnsafeRawBufferPointer, _ target: Range<Int>, _ method: HTTPRequest.Method
    ) throws(ParseError) -> (path: Range<Int>, authority: Range<Int>?) {
        var start = target.lowerBound
        var authority: Range<Int>?
        // The authority form belongs to CONNECT, and CONNECT has no other.
        if method == .connect {
            guard Authority.isValid(bytes[target], needsPort: true) else { throw .malformedTarget }
            return (target, target)
        }
        if bytes[start] != UInt8(ascii: "/") {
            let slice = bytes[target]
            if slice.elementsEqual("*".utf8), method == .options { return (target, nil) }
            // RFC 9110 §7.4: what is asked for by https must have come through TLS, which is not spoken here.
            if slice.prefix(8).equalsIgnoringCase("https://") { throw .misdirected }
            guard slice.prefix(7).equalsIgnoringCase("http://") else { throw .malformedTarget }
            start += 7
            let host = start
            // "http://host" and "http://host?query" have an empty path, which means the root (RFC 9110 §4.2.3).
            while start < target.upperBound, bytes[start] != UInt8(ascii: "/"), bytes[start] != UInt8(ascii: "?") { start += 1 }
            guard Authority.isValid(bytes[host..<start]) else { throw .malformedTarget }
            authority = host..<start
        }
        var end = start
        while end < target.upperBound, bytes[end] != UInt8(ascii: "?") { end += 1 }
        return (start..<end, authority)
    }
}
