import EventLoop
import HTTPTypes

extension Connection {
    /// What the connection's task does next.
    enum Work {
        case handle(Request, Handler)
        case stream(Response)
    }

    // MARK: Reading

    /// Starts the requests that have arrived whole, one after the other, for as long as the client takes the answers.
    ///
    /// A request that is answered at once comes back here: then the loop that started it goes on, instead of a deeper one.
    func readRequests() {
        guard !isReadingRequests else { return }
        isReadingRequests = true
        defer { isReadingRequests = false }
        while state.awaitsRequest, !inbox.isEmpty, mayAnswerMore {
            let held = inbox
            let before = held.count
            held.withUnsafeBytes { readHead(in: $0, isInbox: true) }
            if state.awaitsRequest, inbox.count == before { break }
        }
        if state.peerHasFinished, mayAnswerMore { perform(state.inputExhausted(outputIsEmpty: output.isEmpty)) }
    }

    private var mayAnswerMore: Bool { output.count < server.configuration.limits.writeBacklog }

    /// Reads one head from `bytes`: the inbox's, or newly arrived ones, whose rest goes there.
    func readHead(in bytes: UnsafeRawBufferPointer, isInbox: Bool) {
        do throws(ParseError) {
            switch try parser.parse(bytes) {
            case .partial:
                if !isInbox { inbox.append(contentsOf: bytes) }
                if parser.hasBegun(bytes.count), state.headBegan() { arm(server.configuration.deadlines.head) }
            case .complete(let head, let consumed):
                if isInbox {
                    inbox.removeFirst(consumed)
                } else if consumed < bytes.count {
                    inbox.append(contentsOf: bytes[consumed...])
                }
                start(head)
            }
        } catch {
            server.metrics.count(error.cut)
            refuse(error.httpError, isHead: parser.isHead(bytes))
        }
    }

    // MARK: Answering

    private func start(_ head: RequestHead) {
        state.headRead(keepsAlive: head.keepsAlive, limit: server.configuration.limits.requestsPerConnection)
        disarm()
        server.requestRead()
        context = .init(isHead: head.method == .head, minorVersion: head.minorVersion, keepsAlive: state.keepsAlive)
        let body: RequestBody
        if head.framing == .none {
            body = .empty
        } else {
            let limits = server.configuration.limits
            let decoder = BodyDecoder(head.framing, limits: limits)
            body = RequestBody(source: Exchange(self), declaredLength: decoder.remaining, limit: limits.body)
            incoming = IncomingBody(decoder, BodyPace(server.configuration.deadlines), awaitsProceed: head.expectsContinue)
        }
        var request = Request(head: head, body: body, remoteAddress: address, number: server.nextRequestNumber())
        do {
            switch try server.responder.begin(&request) {
            case .answer(let response): answer(response)
            case .wait(let handler): hand(.handle(request, handler))
            }
        } catch {
            answer(server.errorResponder(error, request))
        }
    }

    /// Sends an answer that was there at once.
    private func answer(_ response: Response) {
        if case .stream = response.body { return hand(.stream(response)) }
        encode(response)
        responseEnded()
    }

    /// Gives the task something to do.
    private func hand(_ work: Work) {
        self.work = work
        if let idleTask {
            self.idleTask = nil
            idleTask.resume()
        } else if task == nil {
            task = Task(executorPreference: server.loop) { await self.serve() }
        }
    }

    private func serve() async {
        while !state.isClosed {
            guard let work else {
                await withUnsafeContinuation { idleTask = $0 }
                continue
            }
            self.work = nil
            let response: Response
            switch work {
            case .stream(let ready): response = ready
            case .handle(let request, let handler):
                do {
                    response = try await handler(request)
                } catch {
                    response = server.errorResponder(error, request)
                }
            }
            assert(server.loop.isCurrent)
            guard state.phase == .handling else { continue }
            encode(response)
            if case .stream(_, let produce) = response.body, outgoing.framing != nil { await stream(produce) }
            responseEnded()
        }
    }

    private func encode(_ response: Response) {
        discardBody()
        let isLast = server.isDraining || response.closesConnection || (state.peerHasFinished && inbox.isEmpty)
        if isLast { state.lastAnswerDecided() }
        context.keepsAlive = state.keepsAlive
        context.preamble = server.currentPreamble()
        let writer = server.writer
        writer.removeAll()
        let rest = ResponseEncoder.encode(response, &context, into: writer)
        if !context.keepsAlive { state.lastAnswerDecided() }
        switch rest {
        case .nothing:
            send(writer.bytes)
        case .bytes(let bytes):
            output.append(writer.bytes)
            output.append(body: bytes)
        case .kernel(let held, let range):
            output.append(writer.bytes)
            output.append(held, range)
        case .stream(let framing):
            // With the first that is written, if that is soon.
            output.append(writer.bytes)
            if case .stream(let length, _) = response.body { outgoing.begin(framing, length: length) }
            notifyAtTurnEnd()
        }
    }

    private func responseEnded() {
        guard state.phase == .handling else { return }
        incoming = nil
        if state.requests == server.configuration.limits.requestsPerConnection { server.metrics.count(.requestsPerConnection) }
        let action = state.responseEnded()
        guard action == .readRequests else { return perform(action) }
        wait()
        // Answers of pipelined requests leave together; a lone one at once, while its data is still in the cache.
        guard inbox.isEmpty else {
            notifyAtTurnEnd()
            return readRequests()
        }
        flush()
    }
}
