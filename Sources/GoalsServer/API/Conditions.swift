import GoalsCore
import HTTPKit
import HTTPTypes

/// A request's conditions on the goal or check-in that it concerns (RFC 9110 §13), to be asked when nothing else is in its way (§13.2.1).
extension Request {
    /// Whether the client has what it asks for already, and is to be told so by 304.
    /// - Parameter etag: the present representation's.
    /// - Throws: 412.
    func hasAlready(_ etag: String) throws(HTTPError) -> Bool {
        switch Preconditions(head).evaluate(for: method, Validators(tag: EntityTag(etag))) {
        case .proceed: return false
        case .notModified: return true
        case .failed: throw .conditionFailed
        }
    }

    /// Lets a change be made only to what the client wants it made to; of `If-Match` the version counts, see `Version.allows`.
    /// - Throws: `StoreError.stale` for `If-Match`, else 412.
    func checkChange(of version: Int64, _ etag: String) throws {
        guard Version.allows(head[.ifMatch], version) else { throw StoreError.stale }
        var others = Preconditions(head)
        others.ifMatch = nil
        guard others.evaluate(for: method, Validators(tag: EntityTag(etag))) == .proceed else { throw HTTPError.conditionFailed }
    }
}

extension HTTPError {
    fileprivate static let conditionFailed = HTTPError(.preconditionFailed, "A condition of the request does not hold.")
}
