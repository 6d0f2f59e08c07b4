import GoalsCore
import HTTPKit
import HTTPTypes

/// A request's conditions on the goal or check-in that it concerns (RFC 9110 §13), to be asked when nothing else is in its way (§13.2.1).
extension Request {
    /// Whether the client has what it asks for already, and is to be told so by 304.
    /// - Parameter etag: the present representation's.
    /// - Throws: 412.
    private func hasAlready(_ etag: String) throws(HTTPError) -> Bool {
        switch Preconditions(head).evaluate(for: method, Validators(tag: EntityTag(etag))) {
        case .proceed: return false
        case .notModified: return true
        case .failed: throw .conditionFailed
        }
    }

    /// The answer to a GET: what there is, or 304 when the client has it already. What has no tag gets one of its bytes.
    /// - Throws: 412.
    func representation(_ response: Response) throws(HTTPError) -> Response {
        var response = response
        if response.fields[.eTag] == nil, case .bytes(let bytes) = response.body { response.fields[.eTag] = Version.etag(of: bytes) }
        let etag = response.fields[.eTag] ?? ""
        return try hasAlready(etag) ? .notModified(etag: etag) : response
    }

    /// Lets a change be made only to what the client wants it made to; of `If-Match` the version counts, see `Version.allows`.
    /// - Throws: 412.
    func checkChange(of version: Int64, _ etag: @autoclosure () -> String) throws {
        guard Version.allows(head[.ifMatch], version) else { throw HTTPError.stale }
        var others = Preconditions(head)
        others.ifMatch = nil
        // The tag takes some work, and most changes come without a condition on it.
        let tag = others.ifNoneMatch == nil ? nil : EntityTag(etag())
        guard others.evaluate(for: method, Validators(tag: tag)) == .proceed else { throw HTTPError.conditionFailed }
    }
}

extension HTTPError {
    static let stale = HTTPError(.preconditionFailed, "It has been changed since you read it. Read it again, then change it.")
    fileprivate static let conditionFailed = HTTPError(.preconditionFailed, "A condition of the request does not hold.")
}
