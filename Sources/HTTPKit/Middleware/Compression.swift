import EventLoop
import HTTPTypes

/// Packs the bodies of answers for clients that accept it (RFC 9110 §8.4, §12.5.3).
///
/// ```swift
/// let server = HTTPServer(loops: loops, handler: Compression().around(router.handler()))
/// ```
///
/// It is middleware too, but there it makes every answer wait for a task, which costs a small one a tenth more.
///
/// Concerns text and JSON whose bytes are there as a whole; streams, parts of representations and what is packed already are left alone.
/// A packed answer's strong entity tag becomes its own (`"3"` → `"3-br"`), and `If-None-Match` with it is answered 304 here; for
/// `If-Match` with it see `Preconditions`.
///
/// The length of what is packed tells something of what is in it: where a body holds a secret beside text that others can choose,
/// a stranger who sees the lengths of many answers can guess it (BREACH). Give such answers `Cache-Control: no-transform`.
public struct Compression: Middleware {
    /// An answer on its way to the client.
    enum Outcome {
        case ready(Response)
        /// Made by this, which takes longer than an event loop should be kept.
        case blocking(@Sendable () -> Response)
    }

    /// Bodies of fewer bytes stay as they are: they fit in a packet anyway.
    public var minimumSize: Int

    public init(minimumSize: Int = 1024) { self.minimumSize = minimumSize }

    /// The responder with its answers packed. What it answers at once stays so, unless there is much to pack.
    public func around(_ responder: Responder) -> Responder {
        .beginning { request in
            switch try responder.begin(&request) {
            case .wait(let handler):
                return .wait { request in try await respond(to: request, next: handler) }
            case .answer(let response):
                guard concerns(response) else { return .answer(response) }
                switch outcome(of: response, for: request.head) {
                case .ready(let response): return .answer(response)
                case .blocking(let work): return .wait { _ in await Blocking.run(work) }
                }
            }
        }
    }

    public func respond(to request: Request, next: Handler) async throws -> Response {
        let response = try await next(request)
        guard concerns(response) else { return response }
        switch outcome(of: response, for: request.head) {
        case .ready(let response): return response
        case .blocking(let work): return await Blocking.run(work)
        }
    }

    /// Whether `outcome` may change the answer. Costs next to nothing for small ones.
    func concerns(_ response: Response) -> Bool {
        if response.status == .notModified { return true }
        guard case .bytes(let bytes) = response.body, bytes.count >= minimumSize, let contentType = response.contentType,
            ContentType.isCompressible(contentType), response.status != .partialContent, response.fields[.contentEncoding] == nil
        else { return false }
        return !(response.fields[.cacheControl] ?? "").utf8.listElements().contains { $0.equalsIgnoringCase("no-transform") }
    }

    /// What becomes of an answer that `concerns` is true of.
    func outcome(of response: Response, for head: RequestHead) -> Outcome {
        var plain = response
        // A 304 too, which says it where the 200 does (RFC 9110 §15.4.5).
        plain.varyByCoding()
        guard case .bytes(let bytes) = plain.body, plain.status != .notModified else { return .ready(plain) }
        let coding = AcceptEncoding(head[.acceptEncoding]).choose(from: ContentCoding.allCases) ?? .identity
        if coding == .identity { return .ready(plain) }
        var packed = plain
        packed.fields[.contentEncoding] = coding.name
        if let tag = plain.fields[.eTag].flatMap(EntityTag.init), !tag.isWeak {
            let tag = tag.coded(coding)
            packed.fields[.eTag] = tag.description
            if plain.status == .ok, head.method == .get || head.method == .head, let ifNoneMatch = head[.ifNoneMatch],
                EntityTagList(ifNoneMatch).containsWeakly(tag)
            {
                return .ready(packed.asNotModified)
            }
        }
        let work = { @Sendable [plain, packed] in
            guard let result = coding.compress(bytes, .everyTime), result.count < bytes.count else { return plain }
            var packed = packed
            packed.body = .bytes(result)
            return packed
        }
        return bytes.count > Blocking.fromBytes ? .blocking(work) : .ready(work())
    }
}

extension Response {
    /// Says that `Accept-Encoding` has had a part in the answer (RFC 9110 §12.5.5).
    fileprivate mutating func varyByCoding() {
        guard let present = fields[.vary] else { return fields[.vary] = "Accept-Encoding" }
        let isSaid = present.utf8.listElements().contains { $0.equalsIgnoringCase("accept-encoding") || $0.elementsEqual("*".utf8) }
        if !isSaid { fields[.vary] = "\(present), Accept-Encoding" }
    }

    /// The 304 that stands for it, without what speaks of a body (RFC 9110 §15.4.5).
    fileprivate var asNotModified: Response {
        var response = Response(.notModified, fields: fields)
        for name in [HTTPField.Name.contentEncoding, .lastModified] { response.fields[name] = nil }
        response.closesConnection = closesConnection
        return response
    }
}
