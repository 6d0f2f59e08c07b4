import FoundationEssentials
import HTTPKit
import HTTPTypes

/// A request's body as a JSON object.
struct JSONBody: Sendable {
    let bytes: [UInt8]
    private let members: [String: JSONValue]

    /// - Parameter mergePatch: whether `application/merge-patch+json` (RFC 7396) is taken as well.
    /// - Throws: 415 for another content type, which also keeps other sites' forms out; 400 for broken JSON; 422 for JSON that is no object.
    init(_ request: Request, mergePatch: Bool = false) async throws {
        let type = request.head[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
        guard type == "application/json" || (mergePatch && type == "application/merge-patch+json") else {
            throw HTTPError(.unsupportedMediaType, "Send JSON, with Content-Type: application/json.")
        }
        bytes = try await request.body.bytes()
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw HTTPError(.badRequest, "The body is not valid JSON.")
        }
        guard case .object(let members) = value else {
            throw HTTPError(.unprocessableContent, "The body must be a JSON object.")
        }
        self.members = members
    }

    func fields() -> JSONFields { JSONFields(members) }
}
