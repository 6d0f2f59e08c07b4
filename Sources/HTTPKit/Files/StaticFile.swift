import HTTPTypes

/// A file in each of its codings, with the answers that are the same for every request made beforehand.
struct StaticFile: Sendable {
    private struct Variant: Sendable {
        let content: Content
        let validators: Validators
        let complete: Response
        let notModified: Response
    }

    /// The bytes of one coding, where it costs least to send them from.
    private enum Content: Sendable {
        case bytes([UInt8])
        case kernel(KernelBytes, Range<Int>)

        private static let heldFrom = 32 * 1024

        init(_ bytes: [UInt8], _ held: KernelBytes?) {
            if bytes.count >= Self.heldFrom, let held, let range = held.append(bytes) {
                self = .kernel(held, range)
            } else {
                self = .bytes(bytes)
            }
        }

        var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .kernel(_, let range): range.count
            }
        }

        /// All of them, as a body.
        var body: Response.Body {
            switch self {
            case .bytes(let bytes): .bytes(bytes)
            case .kernel(let held, let range): .kernel(held, range)
            }
        }

        /// Some of them, as a body.
        func body(in part: Range<Int>) -> Response.Body {
            switch self {
            case .bytes(let bytes): .bytes(Array(bytes[part]))
            case .kernel(let held, let range): .kernel(held, (range.lowerBound + part.lowerBound)..<(range.lowerBound + part.upperBound))
            }
        }

        func bytes(in part: Range<Int>) -> [UInt8] {
            switch body(in: part) {
            case .bytes(let bytes): bytes
            case .kernel(let held, let range): held.bytes(in: range)
            default: []
            }
        }
    }

    private let codings: [ContentCoding]
    /// One for each of `codings`.
    private let variants: [Variant]

    /// - Parameters:
    ///   - fields: added to every answer.
    ///   - lastModified: in seconds since the Unix epoch.
    ///   - readAt: when `bytes` were read.
    ///   - held: where large ones are kept.
    init(bytes: [UInt8], contentType: String, fields: HTTPFields, lastModified: Int, readAt: Int, held: KernelBytes? = nil) {
        var codings: [ContentCoding] = []
        var bodies: [[UInt8]] = []
        // Below a packet's size, or without a tenth saved, packing is not worth its unpacking.
        if bytes.count > 1024, ContentType.isCompressible(contentType) {
            for coding in [ContentCoding.brotli, .gzip] {
                guard let packed = coding.compress(bytes, .once), packed.count < bytes.count * 9 / 10 else { continue }
                codings.append(coding)
                bodies.append(packed)
            }
        }
        codings.append(.identity)
        bodies.append(bytes)
        self.codings = codings
        // RFC 9110 §8.8.2.1: never later than the answer.
        let lastModified = min(lastModified, readAt)
        variants = zip(codings, bodies).map { coding, body in
            var hash = ContentHash()
            hash.update(body)
            let tag = EntityTag(opaque: hash.text + coding.tagSuffix)
            var fields = fields
            fields[.eTag] = tag.description
            if codings.count > 1 { fields[.vary] = "Accept-Encoding" }
            // RFC 9110 §15.4.5: no more about the representation than that.
            var notModified = Response(.notModified, fields: fields)
            notModified.encodeFields()
            if coding != .identity { fields[.contentEncoding] = coding.name }
            fields[.lastModified] = HTTPDate.format(lastModified)
            fields[.acceptRanges] = "bytes"
            let content = Content(body, held)
            var complete = Response(.ok, contentType: contentType, fields: fields, body: content.body)
            complete.encodeFields()
            return Variant(
                content: content,
                // What was read once that second was over is the last that it brought.
                validators: Validators(tag: tag, lastModified: lastModified, isLastModifiedStrong: lastModified < readAt),
                complete: complete, notModified: notModified)
        }
    }

    /// The answer to GET, HEAD and OPTIONS.
    /// - Throws: 405, 406, 412, 416.
    func response(to head: RequestHead) throws(HTTPError) -> Response {
        guard head.method == .get || head.method == .head else { return try otherMethod(head.method) }
        guard let coding = AcceptEncoding(head[.acceptEncoding]).choose(from: codings), let index = codings.firstIndex(of: coding) else {
            throw HTTPError(
                .notAcceptable, "This resource comes as \(codings.map(\.name).joined(separator: ", ")).", fields: [.vary: "Accept-Encoding"]
            )
        }
        let variant = variants[index]
        guard head.mayBeConditional else { return variant.complete }
        let conditions = Preconditions(head)
        switch conditions.evaluate(for: head.method, variant.validators) {
        case .notModified: return variant.notModified
        case .failed: throw HTTPError(.preconditionFailed, "This resource has changed.", fields: varying)
        case .proceed: break
        }
        guard head.method == .get, let range = head[.range], conditions.allowsRange(of: variant.validators) else { return variant.complete }
        switch ByteRanges(range, length: variant.content.count) {
        case .whole: return variant.complete
        case .parts(let parts): return partial(parts, of: variant)
        case .unsatisfiable:
            var fields = varying
            fields[.contentRange] = "bytes */\(variant.content.count)"
            throw HTTPError(.rangeNotSatisfiable, "This resource has \(variant.content.count) bytes.", fields: fields)
        }
    }

    private var varying: HTTPFields { codings.count > 1 ? [.vary: "Accept-Encoding"] : [:] }

    private func partial(_ parts: [Range<Int>], of variant: Variant) -> Response {
        var response = variant.complete
        response.status = .partialContent
        if parts.count == 1 {
            response.fields[.contentRange] = MultipartByteRanges.contentRange(parts[0], of: variant.content.count)
            response.body = variant.content.body(in: parts[0])
        } else {
            let multipart = MultipartByteRanges(
                parts, of: variant.content.count, contentType: response.contentType, bytes: variant.content.bytes(in:))
            response.contentType = multipart.contentType
            response.body = .bytes(multipart.body)
        }
        return response
    }

    private func otherMethod(_ method: HTTPRequest.Method) throws(HTTPError) -> Response {
        let allow = "GET, HEAD, OPTIONS"
        if method == .options { return Response(.noContent, fields: [.allow: allow]) }
        throw HTTPError(.methodNotAllowed, "This resource takes \(allow).", fields: [.allow: allow])
    }
}
