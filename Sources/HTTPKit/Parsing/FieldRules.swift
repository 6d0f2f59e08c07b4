/// The rules of RFC 9110 and 9112 for the fields that decide how a message is read: Host, lengths, Connection, Expect.
struct FieldRules {
    private let minorVersion: Int
    private var hosts = 0
    private var contentLength: Int?
    private var hasTransferEncoding = false
    private var isChunked = false
    private var hasUnsupportedCoding = false
    private var closes = false
    private var asksToKeepAlive = false
    private(set) var expectsContinue = false

    init(minorVersion: Int) { self.minorVersion = minorVersion }

    /// How the body is framed (RFC 9112 §6.3); asked after `finish`.
    var framing: RequestHead.Framing {
        if isChunked { return .chunked }
        guard let contentLength, contentLength > 0 else { return .none }
        return .length(contentLength)
    }

    var keepsAlive: Bool { !closes && (minorVersion == 1 || asksToKeepAlive) }

    mutating func fieldRead(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(ParseError) {
        // By length first: nearly all fields are passed over with one comparison.
        switch name.count {
        case 4 where name.equalsIgnoringCase("host"): try hostRead(value)
        case 6 where name.equalsIgnoringCase("expect"): try expectRead(value)
        case 10 where name.equalsIgnoringCase("connection"): connectionRead(value)
        case 14 where name.equalsIgnoringCase("content-length"): try contentLengthRead(value)
        case 17 where name.equalsIgnoringCase("transfer-encoding"): try transferEncodingRead(value)
        default: break
        }
    }

    /// Checks what only all fields together show.
    func finish() throws(ParseError) {
        // RFC 9112 §3.2: exactly one Host in HTTP/1.1.
        guard hosts == 1 || (hosts == 0 && minorVersion == 0) else { throw .missingOrMalformedHost }
        if hasTransferEncoding {
            // RFC 9112 §6.1: a sign of smuggling, or of a sender that cannot frame.
            if contentLength != nil { throw .conflictingLength }
            if minorVersion == 0 { throw .malformedTransferEncoding }
            // RFC 9112 §6.3: without chunked at the end, nothing says where the body ends.
            if !isChunked { throw .malformedTransferEncoding }
            if hasUnsupportedCoding { throw .unsupportedTransferCoding }
        }
    }

    private mutating func hostRead(_ value: UnsafeRawBufferPointer) throws(ParseError) {
        hosts += 1
        guard hosts == 1, Authority.isValid(value) else { throw .missingOrMalformedHost }
    }

    private mutating func expectRead(_ value: UnsafeRawBufferPointer) throws(ParseError) {
        for expectation in value.listElements() {
            guard expectation.equalsIgnoringCase("100-continue") else { throw .unsupportedExpectation }
            // RFC 9110 §10.1.1: a 1.0 client's expectation is ignored.
            expectsContinue = minorVersion == 1
        }
    }

    private mutating func connectionRead(_ value: UnsafeRawBufferPointer) {
        for option in value.listElements() {
            if option.equalsIgnoringCase("close") { closes = true }
            if option.equalsIgnoringCase("keep-alive") { asksToKeepAlive = true }
        }
    }

    private mutating func contentLengthRead(_ value: UnsafeRawBufferPointer) throws(ParseError) {
        guard contentLength == nil, !value.isEmpty else { throw .malformedContentLength }
        var length = 0
        for byte in value {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else { throw .malformedContentLength }
            let (product, overflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if overflow || carry { throw .bodyTooLarge }
            length = sum
        }
        contentLength = length
    }

    private mutating func transferEncodingRead(_ value: UnsafeRawBufferPointer) throws(ParseError) {
        hasTransferEncoding = true
        for coding in value.allListElements() {
            // An empty element is legal in a list, but here it has only been seen in attempts to smuggle.
            if coding.isEmpty || isChunked { throw .malformedTransferEncoding }
            if coding.equalsIgnoringCase("chunked") { isChunked = true } else { hasUnsupportedCoding = true }
        }
    }
}
