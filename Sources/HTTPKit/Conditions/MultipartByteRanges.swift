/// A body of several parts of a representation (RFC 9110 §14.6, RFC 2046 §5.1).
struct MultipartByteRanges {
    let contentType: String
    let body: [UInt8]

    /// - Parameters:
    ///   - parts: lie within the representation.
    ///   - length: the representation's.
    ///   - contentType: the representation's.
    ///   - bytes: some of it.
    init(_ parts: [Range<Int>], of length: Int, contentType: String?, bytes: (Range<Int>) -> [UInt8]) {
        // 128 random bits: neither by accident nor on purpose do they occur in what is sent.
        let boundary = Self.digits(.random(in: 0 ... .max)) + Self.digits(.random(in: 0 ... .max))
        let typeLine = contentType.map { "Content-Type: \($0)\r\n" } ?? ""
        var body: [UInt8] = []
        body.reserveCapacity(parts.reduce(64) { $0 + $1.count + 192 })
        for part in parts {
            body += "\(body.isEmpty ? "" : "\r\n")--\(boundary)\r\n\(typeLine)".utf8
            body += "Content-Range: \(Self.contentRange(part, of: length))\r\n\r\n".utf8
            body += bytes(part)
        }
        body += "\r\n--\(boundary)--\r\n".utf8
        self.contentType = "multipart/byteranges; boundary=\(boundary)"
        self.body = body
    }

    /// The value of `Content-Range` (RFC 9110 §14.4).
    static func contentRange(_ part: Range<Int>, of length: Int) -> String { "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)" }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
