import GoalsCore
import HTTPKit
import HTTPTypes
import Logging

/// The handlers of `/api/v1`.
struct API: Sendable {
    let store: Store
    let authenticator: Authenticator
    let accounts: AccountSettings
    let hasher: PasswordHasher
    let limiter: RateLimiter
    let origins: RequestOrigins
    /// With `GOALS_AUTH=oidc`.
    let provider: OpenIDProvider?
    let identities: IdentityAccounts
    let events: EventFeed
    let clock: any WallClock
    let logger: Logger

    /// Makes a change again while others are faster. Where `If-Match` asks for what was there before, `change` finds by itself that it
    /// is too late.
    func retried<Result>(_ change: () async throws -> Result) async throws -> Result {
        for _ in 0..<9 {
            do { return try await change() } catch StoreError.stale { continue }
        }
        return try await change()
    }

    /// Does something of which one failure of the store means something else here.
    func meeting<Result>(
        _ expected: StoreError, as meaning: HTTPError, _ body: () async throws(StoreError) -> Result
    ) async throws -> Result {
        do throws(StoreError) { return try await body() } catch { throw error == expected ? meaning as any Error : error }
    }

    /// Makes a change together with its line in the history, and tells all who watch.
    @discardableResult
    func keep(
        _ activity: Activity, _ answer: RememberedAnswer? = nil, _ change: (Receipt) async throws -> Void
    ) async throws -> Activity {
        try await change(Receipt(activity: activity, answer: answer))
        events.publish(activity)
        return activity
    }

    /// `limit`, from 1 to 200; 50 unless said.
    func limit(_ query: QueryParameters) throws -> Int {
        try query.value("limit", in: 1...200) ?? 50
    }

    /// A page of a list by time.
    func page<Item>(
        _ request: Request, _ read: (TimeCursor?, Int) async throws -> (items: [Item], next: TimeCursor?),
        _ write: (inout JSONWriter, Item) -> Void
    ) async throws -> Response {
        let query = request.query.given
        let (items, next) = try await read(try query["cursor"].map { try CursorCode.time($0) }, try limit(query))
        return try request.representation(.list(items, next: next.map { CursorCode.text($0) }, write))
    }

    /// Answers a POST, or repeats the answer that its `Idempotency-Key` was given before.
    ///
    /// - Parameter perform: makes the change and keeps the answer with it: the answer it is given is nil without a key.
    func idempotent(
        _ request: Request, _ body: [UInt8], _ user: User,
        _ perform: ((Response) -> RememberedAnswer?) async throws -> Response
    ) async throws -> Response {
        guard let key = request.head[.idempotencyKey] else { return try await perform { _ in nil } }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw HTTPError(.badRequest, "Idempotency-Key must be 1 to 255 visible ASCII characters.")
        }
        var hash = ContentHash()
        hash.update(Array("\(request.method) \(request.path)\n".utf8))
        hash.update(body)
        let fingerprint = hash.text
        if let answer = try await store.answer(to: key, fingerprint: fingerprint, for: user.id) { return Response(answer) }
        let now = clock.now()
        do {
            return try await perform { RememberedAnswer($0, key: key, fingerprint: fingerprint, createdAt: now) }
        } catch let error as StoreError where error.isRepeatedKey {
            guard let answer = try await store.answer(to: key, fingerprint: fingerprint, for: user.id) else { throw error }
            return Response(answer)
        }
    }
}

extension RememberedAnswer {
    fileprivate init(_ response: Response, key: String, fingerprint: String, createdAt: Instant) {
        var bytes: [UInt8] = []
        if case .bytes(let body) = response.body { bytes = body }
        self.init(
            key: key, fingerprint: fingerprint, status: response.status.code, location: response.fields[.location],
            etag: response.fields[.eTag], body: bytes, createdAt: createdAt)
    }
}

extension Response {
    /// A remembered answer, again.
    fileprivate init(_ answer: RememberedAnswer) {
        self = .api(answer.body, status: HTTPResponse.Status(code: answer.status), etag: answer.etag)
        fields[.location] = answer.location
    }

    /// A page of a list.
    static func list<Item>(_ items: [Item], next: String?, _ write: (inout JSONWriter, Item) -> Void) -> Response {
        var json = JSONWriter(reserving: 256 * (items.count + 1))
        json.object { json in
            json.field("items") { $0.array(items, write) }
            json.field("nextCursor", next)
        }
        return .api(json.bytes)
    }

    /// JSON of the API: for the person who asked alone, and to be asked for again each time.
    static func api(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, etag: String? = nil) -> Response {
        var response = Response.json(bytes, status: status)
        response.fields = Self.privately
        if let etag { response.fields[.eTag] = etag }
        return response
    }

    /// The 304 that stands for `api` (RFC 9110 §15.4.5).
    static func notModified(etag: String) -> Response {
        var response = Response(.notModified, fields: privately)
        response.fields[.eTag] = etag
        return response
    }

    private static let privately: HTTPFields = [.cacheControl: "private, no-cache"]
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
}
