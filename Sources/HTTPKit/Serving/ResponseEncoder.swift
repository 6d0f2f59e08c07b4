import HTTPTypes

/// Writes a response's head and body as bytes (RFC 9112 §4, §7.1).
struct ResponseEncoder {
    /// What the request and the connection say about how an answer goes out.
    struct Context {
        var isHead: Bool
        var minorVersion: Int
        var keepsAlive: Bool
        /// What the present second's answers begin with.
        var preamble = Preamble()
    }

    /// How a streamed body is framed.
    enum StreamFraming {
        case chunked
        /// As it is: its length was declared, or the end of the connection ends it.
        case plain
    }

    /// What is left to be sent when `encode` has written the head.
    enum Rest {
        /// Nothing: the body, if any, is written too.
        case nothing
        /// A body that is too large to be copied.
        case bytes([UInt8])
        /// A body that the kernel has.
        case kernel(KernelBytes, Range<Int>)
        /// A body that comes in pieces.
        case stream(StreamFraming)
    }

    /// Writes status line and fields, and a complete body if it is small.
    static func encode(_ response: Response, _ context: inout Context, into output: ByteWriter) -> Rest {
        let status = response.status.code
        // What is not final would be taken for an interim answer, and the next one for this one's (RFC 9110 §15.2).
        guard (200...599).contains(status) else { return encode(HTTPError(.internalServerError).response(), &context, into: output) }
        // RFC 9110 §6.4.1: these never have a body, nor a length that speaks of one.
        let isBodiless = status == 204 || status == 304
        var framing = StreamFraming.plain
        context.preamble.write(response.status, into: output)
        if let encoded = response.encodedFields {
            output.append(encoded.bytes)
            context.preamble.fields.write(besides: encoded.names, into: output) { encoded.all.contains($0) }
        } else {
            let names = fields(of: response, into: output)
            context.preamble.fields.write(besides: names, into: output) { response.fields[$0] != nil }
        }
        if !isBodiless {
            switch response.body {
            // RFC 9110 §15.3.6: nor has this one, but a length.
            case _ where status == 205: length(0, output)
            case .none: output.append("Content-Length: 0\r\n")
            case .bytes(let bytes): length(bytes.count, output)
            case .kernel(_, let range): length(range.count, output)
            case .stream(.some(let count), _): length(count, output)
            case .stream(nil, _):
                if context.minorVersion == 1 {
                    output.append("Transfer-Encoding: chunked\r\n")
                    framing = .chunked
                } else {
                    context.keepsAlive = false
                }
            }
        }
        if response.closesConnection { context.keepsAlive = false }
        if !context.keepsAlive {
            output.append("Connection: close\r\n")
        } else if context.minorVersion == 0 {
            output.append("Connection: keep-alive\r\n")
        }
        output.append("\r\n")
        if context.isHead || isBodiless || status == 205 { return .nothing }
        switch response.body {
        case .none: return .nothing
        case .stream: return .stream(framing)
        case .kernel(let held, let range): return .kernel(held, range)
        case .bytes(let bytes):
            if bytes.count >= OutputQueue.wholeFrom { return .bytes(bytes) }
            output.append(bytes)
            return .nothing
        }
    }

    /// `Content-Type` and the other fields.
    @discardableResult
    static func fields(of response: Response, into output: ByteWriter) -> FieldNames {
        var names = FieldNames()
        if let contentType = response.contentType {
            output.append("Content-Type: ")
            output.append(line: contentType)
            output.append("\r\n")
        }
        for item in response.fields where !isServers(item.name, hasType: response.contentType != nil) {
            output.append(item.name.rawName)
            output.append(": ")
            output.append(item.value)
            output.append("\r\n")
            names.insert(item.name)
        }
        return names
    }

    /// One chunk; nothing for no bytes, since an empty chunk would end the body.
    static func chunk(_ bytes: [UInt8], into output: inout OutputQueue) {
        guard !bytes.isEmpty else { return }
        output.append(Array("\(String(bytes.count, radix: 16))\r\n".utf8))
        output.append(body: bytes)
        output.append(lineEnd)
    }

    static let lastChunk = Array("0\r\n\r\n".utf8)
    static let proceed = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
    private static let lineEnd = Array("\r\n".utf8)

    private static func length(_ count: Int, _ output: ByteWriter) {
        output.append("Content-Length: ")
        output.append(decimal: count)
        output.append("\r\n")
    }

    /// Whether the server alone may say this: it decides on the framing and knows the time.
    private static func isServers(_ name: HTTPField.Name, hasType: Bool) -> Bool {
        switch name.canonicalName.utf8.count {
        case 4: name == .date
        case 10: name == .connection || name.canonicalName == "keep-alive"
        case 12: hasType && name == .contentType
        case 14: name == .contentLength
        case 17: name == .transferEncoding
        default: false
        }
    }
}

extension ResponseEncoder {
    /// Status line and `Date` (RFC 9110 §6.6.1), put together once a second.
    struct Preamble {
        private var ok: [UInt8] = []
        private var date: [UInt8] = []
        let fields: UsualFields

        init() { fields = UsualFields([:]) }

        /// - Parameters:
        ///   - second: since the Unix epoch.
        ///   - fields: of every answer that does not have them itself.
        init(second: Int, fields: UsualFields) {
            self.fields = fields
            date = Array("Date: \(HTTPDate.format(second))\r\n".utf8)
            ok = Array("HTTP/1.1 200 OK\r\n".utf8) + date
        }

        func write(_ status: HTTPResponse.Status, into output: ByteWriter) {
            if status.code == 200 { return output.append(ok) }
            output.append("HTTP/1.1 ")
            output.append(decimal: status.code)
            output.append(" ")
            output.append(line: status.reasonPhrase)
            output.append("\r\n")
            output.append(date)
        }
    }
}
