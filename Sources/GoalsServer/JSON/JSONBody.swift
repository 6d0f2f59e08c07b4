import HTTPKit
import HTTPTypes

/// A request's body as a JSON object.
struct JSONBody: Sendable {
    let bytes: [UInt8]
    private let members: JSONObject

    /// - Throws: 415 for another content type, which also keeps other sites' forms out; 400 for broken JSON; 422 for JSON that is no object.
    init(_ request: Request) async throws {
        let (value, bytes) = try await request.json()
        guard case .object(let members) = value else {
            throw HTTPError(.unprocessableContent, "The body must be a JSON object.")
        }
        self.members = members
        self.bytes = bytes
    }

    /// What was kept as text, such as an activity's fields.
    init(stored text: String) throws {
        bytes = Array(text.utf8)
        guard case .object(let members) = try JSONValue(parsing: bytes) else { throw HTTPError(.internalServerError) }
        self.members = members
    }

    func fields() -> JSONFields { JSONFields(members) }
}
