import HTTPKit
import HTTPTypes

/// Refuses changes that another site's page asks a browser for (cross-site request forgery).
///
/// Browsers say where a request comes from in `Sec-Fetch-Site` (Fetch Metadata) and `Origin` (RFC 6454 §7); other clients say nothing.
struct OriginCheck: Sendable {
    private let publicURL: String?

    init(publicURL: String?) { self.publicURL = publicURL }

    /// - Throws: 403.
    @Sendable func check(_ request: Request) throws {
        switch request.method {
        case .get, .head, .options: break
        default:
            guard isOwn(request.head) else { throw HTTPError(.forbidden, "This request came from another site's page.") }
        }
    }

    private func isOwn(_ head: RequestHead) -> Bool {
        if let site = head[.secFetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = head[.origin] else { return true }
        if origin == publicURL { return true }
        guard let host = head.authority else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
