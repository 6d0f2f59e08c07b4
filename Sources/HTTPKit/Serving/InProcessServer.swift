import EventLoop
import Glibc
import HTTPTypes
import Synchronization

/// Answers requests without connections: their bytes go through the parser, the handler and the encoder that connections use, and
/// nothing else. What `HTTPKitTesting` runs handlers in.
package struct InProcessServer: Sendable {
    private let configuration: HTTPServer.Configuration
    private let errorResponder: ErrorResponder
    private let responder: Responder

    package init(configuration: HTTPServer.Configuration, errorResponder: @escaping ErrorResponder, responder: Responder) {
        self.configuration = configuration
        self.errorResponder = errorResponder
        self.responder = responder
    }

    /// The answer to the request that `bytes` begin with. Where it lacks its end, the answer is that of a server whose deadline has passed.
    /// - Throws: `ConnectionClosed`, where a connection would break in the middle of the answer.
    package func answer(to bytes: [UInt8]) async throws -> [UInt8] {
        let output = InProcessOutput()
        let preamble = ResponseEncoder.Preamble(second: time(nil), fields: UsualFields(configuration.fields))
        var context = ResponseEncoder.Context(isHead: false, minorVersion: 1, keepsAlive: false, preamble: preamble)
        var parser = RequestParser(limits: configuration.limits)
        let outcome = bytes.withUnsafeBytes { bytes in Result { () throws(ParseError) in try parser.parse(bytes) } }
        switch outcome {
        case .failure(let error):
            context.isHead = bytes.withUnsafeBytes { parser.isHead($0) }
            _ = output.encode(error.httpError.response(), &context)
        case .success(.partial):
            _ = output.encode(HTTPError(.requestTimeout, "The request took too long to arrive.").response(), &context)
        case .success(.complete(let head, let consumed)):
            context.isHead = head.method == .head
            context.minorVersion = head.minorVersion
            context.keepsAlive = head.keepsAlive
            try await answer(head, bytes[consumed...], &context, output)
        }
        return output.received
    }

    private func answer(
        _ head: RequestHead, _ rest: ArraySlice<UInt8>, _ context: inout ResponseEncoder.Context, _ output: InProcessOutput
    ) async throws {
        let decoder = BodyDecoder(head.framing, limits: configuration.limits)
        let source = InProcessBody(decoder, rest)
        let body =
            head.framing == .none
            ? .empty : RequestBody(source: source, declaredLength: decoder.remaining, limit: configuration.limits.body)
        let request = Request(
            head: head, body: body, remoteAddress: SocketAddress(host: "127.0.0.1", port: 0)!, number: .random(in: 0 ... .max))
        let response: Response
        do {
            response = try await responder(request)
        } catch {
            response = errorResponder(error, request)
        }
        source.close()
        guard output.encode(response, &context), case .stream(_, let produce) = response.body else { return }
        do {
            try await produce(BodyWriter(sink: output))
        } catch {
            throw ConnectionClosed()
        }
        try output.end()
    }
}

/// A body that has arrived whole, given out in pieces as a connection would read them.
///
/// `Sendable` because all that changes is behind the mutex.
private final class InProcessBody: BodySource, Sendable {
    private struct State {
        var decoder: BodyDecoder
        var rest: ArraySlice<UInt8>
        var isClosed = false
    }

    private static let pieceSize = 16 * 1024
    private let state: Mutex<State>

    init(_ decoder: BodyDecoder, _ rest: ArraySlice<UInt8>) { state = Mutex(State(decoder: decoder, rest: rest)) }

    /// The answer has begun: nothing can be read any more.
    func close() { state.withLock { $0.isClosed = true } }

    func bodyExceededLimit() {}

    func nextPiece() async throws -> [UInt8]? {
        try state.withLock { state in
            var piece: [UInt8] = []
            while piece.isEmpty {
                if state.isClosed { throw ConnectionClosed() }
                if state.decoder.isComplete { return nil }
                if state.rest.isEmpty { throw HTTPError(.requestTimeout, "The body took too long to arrive.") }
                let arrived = state.rest.prefix(Self.pieceSize)
                let result = arrived.withUnsafeBytes { bytes in
                    Result { () throws(ParseError) in try state.decoder.decode(bytes, into: &piece) }
                }
                switch result {
                case .success(let used): state.rest.removeFirst(used)
                case .failure(let error): throw error.httpError
                }
            }
            return piece
        }
    }
}

/// Where the answer is written.
private final class InProcessOutput: BodySink, Sendable {
    private struct State {
        var queue = OutputQueue()
        var stream = OutgoingStream()
    }

    private let state = Mutex(State())

    /// - Returns: whether a stream is to follow.
    func encode(_ response: Response, _ context: inout ResponseEncoder.Context) -> Bool {
        let writer = ByteWriter()
        let rest = ResponseEncoder.encode(response, &context, into: writer)
        return state.withLock { state in
            state.queue.append(writer.bytes)
            switch rest {
            case .nothing: return false
            case .bytes(let bytes):
                state.queue.append(body: bytes)
                return false
            case .kernel(let held, let range):
                state.queue.append(held, range)
                return false
            case .stream(let framing):
                if case .stream(let length, _) = response.body { state.stream.begin(framing, length: length) }
                return true
            }
        }
    }

    func write(_ bytes: [UInt8]) async throws {
        try state.withLock { state in
            try state.stream.written(bytes.count)
            guard state.stream.framing == .plain else { return ResponseEncoder.chunk(bytes, into: &state.queue) }
            state.queue.append(body: bytes)
        }
    }

    /// Nobody waits here for whom a connection would have to be kept alive.
    func startHeartbeat(_ bytes: [UInt8], every interval: Duration) async {}

    func end() throws {
        try state.withLock { state in
            if let remaining = state.stream.remaining, remaining > 0 { throw ConnectionClosed() }
            if state.stream.framing == .chunked { state.queue.append(ResponseEncoder.lastChunk) }
        }
    }

    /// What a client would receive.
    var received: [UInt8] { state.withLock { $0.queue.bytes } }
}
