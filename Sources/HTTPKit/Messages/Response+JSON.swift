import FoundationEssentials
public import HTTPTypes

extension Response {
    /// `value`, encoded as JSON; its instants as RFC 3339 has them, to the second. An array of bytes is taken to be JSON already.
    ///
    /// ```swift
    /// router.get("/goals/{id}") { request in
    ///     try await .json(store.goal(request.parameter("id")))
    /// }
    /// ```
    /// For answers that are made many thousand times a second there is ``JSONWriter``.
    /// - Throws: `EncodingError`, when the value cannot be JSON, as an infinite number cannot.
    public static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = .withoutEscapingSlashes
        let bytes = [UInt8](try encoder.encode(value))
        return .json(bytes, status: status)
    }
}
