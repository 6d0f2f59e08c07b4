import EventLoop
import HTTPTypes

extension Request {
    /// The body, decoded from JSON.
    ///
    /// ```swift
    /// struct Draft: Decodable {
    ///     var title: String
    ///     var due: Date?
    ///     var tags: [String]
    /// }
    /// router.post("/drafts") { request in
    ///     let draft = try await request.decode(Draft.self)
    ///     return try .json(store.add(draft), status: .created)
    /// }
    /// ```
    ///
    /// Instants are read as RFC 3339 has them, `Data` from base64; a whole number may be written `5.0`. Members are named in errors
    /// by their way from the outermost object: "items[2].name".
    ///
    /// A member is unknown when the type has asked for none of its name. All that is wrong is told in one answer, as far as it can be found
    /// out: the search ends at a value that the type's own `init(from:)` refuses, after 32 errors, and sooner in a body of more
    /// than a few kilobytes. What such an initialiser throws as `DecodingError.dataCorrupted` is told by its `debugDescription`.
    ///
    /// - Parameter ignoringUnknownMembers: whether members that the type does not have are passed over instead of refused.
    /// - Throws: `HTTPError` 415 unless the content type is `application/json` or ends in `+json`, which also keeps other sites' forms out;
    ///   400 for broken JSON, two members of one name and nesting deeper than 100; 422 with `errors` for members that are missing, of a
    ///   wrong type or unknown; and what reading the body throws.
    public func decode<Body: Decodable & Sendable>(
        _ type: Body.Type = Body.self, ignoringUnknownMembers: Bool = false
    ) async throws -> Body {
        let bytes = try await jsonBytes()
        guard bytes.count > Blocking.fromBytes else {
            return try JSONBodyDecoder.decode(type, from: bytes, ignoringUnknownMembers: ignoringUnknownMembers)
        }
        return try await Blocking.run {
            try JSONBodyDecoder.decode(Body.self, from: bytes, ignoringUnknownMembers: ignoringUnknownMembers)
        }
    }

    /// The body as JSON, for what no `Decodable` type can tell: which members are there, and how a number was written.
    ///
    /// ```swift
    /// let (value, bytes) = try await request.json()
    /// ```
    /// - Returns: the value, and the bytes that it was read from.
    /// - Throws: `HTTPError` 415 and 400 as `decode`, and what reading the body throws.
    public func json() async throws -> (value: JSONValue, bytes: [UInt8]) {
        let bytes = try await jsonBytes()
        guard bytes.count > Blocking.fromBytes else { return (try JSONValue(parsing: bytes), bytes) }
        return (try await Blocking.run { try JSONValue(parsing: bytes) }, bytes)
    }

    private func jsonBytes() async throws -> [UInt8] {
        guard hasJSONBody else {
            throw HTTPError(
                .unsupportedMediaType, "Send JSON, with Content-Type: application/json.", fields: [.accept: "application/json"])
        }
        return try await body.bytes()
    }

    /// Whether the body says that it is JSON, of whatever kind (RFC 6839 §3.1).
    private var hasJSONBody: Bool {
        guard let field = head[.contentType] else { return false }
        let type = field.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        return type == "application/json" || (type.contains("/") && type.hasSuffix("+json"))
    }
}
