/// A request's body, read from the connection only as fast as its reader asks: an `AsyncSequence` of pieces.
///
/// `@unchecked Sendable`: `source` is the connection, which does all its work on its own loop's thread.
public final class RequestBody: AsyncSequence, @unchecked Sendable {
    public typealias Element = [UInt8]

    private let source: (any BodySource)?
    /// How many bytes may be read in all; set by the route.
    var limit: Int
    /// How many bytes the client has declared; nil when the body is chunked.
    let declaredLength: Int?

    init(source: any BodySource, declaredLength: Int?, limit: Int) {
        self.source = source
        self.declaredLength = declaredLength
        self.limit = limit
    }

    private init() {
        source = nil
        declaredLength = 0
        limit = .max
    }

    /// The body of a request that has none.
    public static let empty = RequestBody()

    public struct AsyncIterator: AsyncIteratorProtocol {
        let body: RequestBody
        var received = 0

        /// The next piece, or nil at the end.
        /// - Throws: `HTTPError` 413 beyond the limit, 408 when the client is too slow, 400 when its framing is wrong;
        ///   `ConnectionClosed` when it has gone.
        public mutating func next() async throws -> [UInt8]? {
            guard let source = body.source else { return nil }
            if let declared = body.declaredLength, declared > body.limit { throw body.exceeded(source) }
            guard let piece = try await source.nextPiece() else { return nil }
            received += piece.count
            if received > body.limit { throw body.exceeded(source) }
            return piece
        }
    }

    private func exceeded(_ source: any BodySource) -> HTTPError {
        source.bodyExceededLimit()
        return HTTPError.bodyTooLarge(limit)
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }

    /// The whole body.
    /// - Throws: as the iterator's `next()`.
    public func bytes() async throws -> [UInt8] {
        var iterator = makeAsyncIterator()
        guard var all = try await iterator.next() else { return [] }
        while let piece = try await iterator.next() { all += piece }
        return all
    }
}

/// Where a body's pieces come from.
protocol BodySource: AnyObject {
    /// The next piece, never empty; nil at the end.
    func nextPiece() async throws -> [UInt8]?
    /// More has come than its reader takes; told from any thread.
    func bodyExceededLimit()
}

/// The client went away before its request was complete, or before the answer was.
public struct ConnectionClosed: Error, Sendable {
    public init() {}
}
