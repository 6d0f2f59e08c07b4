import Dispatch
import HTTPTypes

/// Packs the bodies of answers for clients that accept it (RFC 9110 §8.4, §12.5.3).
///
/// ```swift
/// router.use(Compression())
/// ```
///
/// Concerns text and JSON whose bytes are there as a whole; streams, parts of representations and what is packed already are left alone.
/// A packed answer's strong entity tag becomes its own (`"3"` → `"3-br"`), and `If-None-Match` with it is answered 304 here; for
/// `If-Match` with it see `Preconditions`.
///
/// The length of what is packed tells something of what is in it: where a body holds a secret beside text that others can choose,
/// a stranger who sees the lengths of many answers can guess it (BREACH). Give such answers `Cache-Control: no-transform`.
public struct Compression: Middleware {
    /// Bodies of fewer bytes stay as they are: they fit in a packet anyway.
    public var minimumSize: Int
    /// More than this is not packed on the event loop: 32 KiB take it a tenth of a millisecond (brotli) to two (gzip).
    private static let largestOnLoop = 32 * 1024

    public init(minimumSize: Int = 1024) { self.minimumSize = minimumSize }

    public func respond(to request: Request, next: Handler) async throws -> Response {
        let response = try await next(request)
        return concerns(response) ? await apply(to: response, for: request.head) : response
    }

    /// Whether the answer is one that `apply` may change. Costs next to nothing for small answers.
    public func concerns(_ response: Response) -> Bool {
        if response.status == .notModified { return true }
        guard case .bytes(let bytes) = response.body, bytes.count >= minimumSize, let contentType = response.contentType,
            ContentType.isCompressible(contentType), response.status != .partialContent, response.fields[.contentEncoding] == nil
        else { return false }
        return !(response.fields[.cacheControl] ?? "").utf8.listElements().contains { $0.equalsIgnoringCase("no-transform") }
    }

    /// The answer that the client gets instead of one that `concerns` is true of.
    public func apply(to response: Response, for head: RequestHead) async -> Response {
        var response = response
        // A 304 too, which says it where the 200 does (RFC 9110 §15.4.5).
        response.varyByCoding()
        guard case .bytes(let bytes) = response.body, response.status != .notModified else { return response }
        let coding = AcceptEncoding(head[.acceptEncoding]).choose(from: ContentCoding.allCases) ?? .identity
        if coding == .identity { return response }
        var packed = response
        if let tag = response.fields[.eTag].flatMap(EntityTag.init), !tag.isWeak {
            let tag = tag.coded(coding)
            packed.fields[.eTag] = tag.description
            if response.status == .ok, head.method == .get || head.method == .head,
                let ifNoneMatch = head[.ifNoneMatch], EntityTagList(ifNoneMatch).containsWeakly(tag)
            {
                packed.status = .notModified
                packed.contentType = nil
                packed.fields[.lastModified] = nil
                packed.body = .none
                return packed
            }
        }
        let result = bytes.count > Self.largestOnLoop ? await Self.elsewhere(bytes, coding) : coding.compress(bytes, .everyTime)
        guard let result, result.count < bytes.count else { return response }
        packed.fields[.contentEncoding] = coding.name
        packed.body = .bytes(result)
        return packed
    }

    private static func elsewhere(_ bytes: [UInt8], _ coding: ContentCoding) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: coding.compress(bytes, .everyTime)) }
        }
    }
}

extension Response {
    /// Says that `Accept-Encoding` has had a part in the answer (RFC 9110 §12.5.5).
    fileprivate mutating func varyByCoding() {
        guard let present = fields[.vary] else { return fields[.vary] = "Accept-Encoding" }
        let isSaid = present.utf8.listElements().contains { $0.equalsIgnoringCase("accept-encoding") || $0.elementsEqual("*".utf8) }
        if !isSaid { fields[.vary] = "\(present), Accept-Encoding" }
    }
}
