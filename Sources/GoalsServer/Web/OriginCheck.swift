import HTTPKit
import HTTPTypes

/// Refuses changes that another site's page asks a browser for (cross-site request forgery).
///
/// Browsers say where a request comes from, in `Origin` (RFC 6454 §7) with every method but GET and HEAD, and in `Sec-Fetch-Site` (Fetch
/// Metadata). Other clients say nothing. What says nothing is taken only where no browser can have added anything of its own to it:
/// without cookies, or with a token, which no page can attach.
struct OriginCheck: Sendable {
    private let origins: RequestOrigins

    init(_ origins: RequestOrigins) { self.origins = origins }

    /// - Throws: 403.
    @Sendable func check(_ request: Request) throws {
        switch request.method {
        case .get, .head, .options, .trace: return
        default: break
        }
        let head = request.head
        let site = head[.secFetchSite]
        // "none": the person asked for it, by the address bar or a bookmark.
        if let site, site != "same-origin", site != "none" { throw Self.foreign }
        if let origin = head[.origin] {
            guard isOwn(origin, request, site) else { throw Self.foreign }
        } else if site == nil, head[.cookie] != nil, !bearsToken(head) {
            throw HTTPError(.forbidden, "A change with a cookie must say in Origin where it comes from.")
        }
    }

    private func isOwn(_ origin: String, _ request: Request, _ site: String?) -> Bool {
        let own = origins.ownOrigin(request)
        if origin == own { return true }
        // Where nobody has told the server that people reach it by https, their browser still knows whether it is this very origin.
        guard origins.publicOrigin == nil, site == "same-origin", let host = request.head.authority else { return false }
        return origin == RequestOrigins.normal("https://\(host.lowercased())")
    }

    private func bearsToken(_ head: RequestHead) -> Bool {
        guard let value = head[.authorization] else { return false }
        return value.prefix(7).lowercased() == "bearer "
    }

    private static let foreign = HTTPError(
        .forbidden,
        "This request came from another site's page. If it did not, PUBLIC_URL or TRUSTED_PROXIES of the server does not fit its address.")
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
