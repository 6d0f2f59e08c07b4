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
        /// Not sent at all.
        case omitted
    }

    /// Appends status line and fields, and a complete body if there is one.
    /// - Returns: how a streamed body is to follow.
    @discardableResult
    static func encode(_ response: Response, _ context: inout Context, into output: inout OutputQueue) -> StreamFraming {
        let status = response.status.code
        // RFC 9110 §6.4.1: these never have a body, nor a length that speaks of one.
        let isBodiless = status == 204 || status == 304 || status < 200
        var framing = StreamFraming.omitted
        context.preamble.write(response.status, into: &output)
        if let encoded = response.encodedFields {
            output.append(encoded)
        } else {
            if let contentType = response.contentType { field("Content-Type", contentType, &output) }
            for item in response.fields { field(item.name.rawName, item.value, &output) }
        }
        if !isBodiless {
            switch response.body {
            case .none: output.append("Content-Length: 0\r\n")
            case .bytes(let bytes): length(bytes.count, &output)
            case .stream(.some(let count), _):
                length(count, &output)
                framing = .plain
            case .stream(nil, _):
                if context.minorVersion == 1 {
                    output.append("Transfer-Encoding: chunked\r\n")
                    framing = .chunked
                } else {
                    context.keepsAlive = false
                    framing = .plain
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
        if context.isHead || isBodiless { return .omitted }
        if case .bytes(let bytes) = response.body { output.append(body: bytes) }
        return framing
    }

    /// One chunk; nothing for no bytes, since an empty chunk would end the body.
    static func chunk(_ bytes: [UInt8], into output: inout OutputQueue) {
        guard !bytes.isEmpty else { return }
        output.append(Array(String(bytes.count, radix: 16).utf8))
        output.append("\r\n")
        output.append(body: bytes)
        output.append("\r\n")
    }

    static let lastChunk: StaticString = "0\r\n\r\n"
    static let proceed: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"

    private static func length(_ count: Int, _ output: inout OutputQueue) {
        output.append("Content-Length: ")
        output.append(decimal: count)
        output.append("\r\n")
    }

    private static func field(_ name: String, _ value: String, _ output: inout OutputQueue) {
        output.append(name)
        output.append(": ")
        output.append(value)
        output.append("\r\n")
    }
}

extension ResponseEncoder {
    /// Status line and `Date` (RFC 9110 §6.6.1), put together once a second.
    struct Preamble {
        private var ok: [UInt8] = []
        private var date: [UInt8] = []

        init() {}

        /// - Parameter second: since the Unix epoch.
        init(second: Int) {
            date = Array("Date: \(HTTPDate.format(second))\r\n".utf8)
            ok = Array("HTTP/1.1 200 OK\r\n".utf8) + date
        }

        func write(_ status: HTTPResponse.Status, into output: inout OutputQueue) {
            if status.code == 200 { return output.append(ok) }
            output.append("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
            output.append(date)
        }
    }
}
