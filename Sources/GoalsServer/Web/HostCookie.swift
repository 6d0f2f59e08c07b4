import HTTPKit
import HTTPTypes

/// A cookie for this server's own eyes (RFC 6265): no script reads it, and no other site's form brings it along.
///
/// Over https its name has the prefix with which browsers see to it that no other site of the domain can have set it
/// (draft-ietf-httpbis-rfc6265bis §4.1.3), and nothing but the cookie with the prefix counts: the other one a neighbour below the same
/// domain may have set, to have somebody work in a session of theirs.
struct HostCookie: Sendable {
    private let plainName: String
    /// Where it is sent without https; the prefix asks for "/".
    private let path: String

    init(_ name: String, path: String = "/") {
        plainName = name
        self.path = path
    }

    func value(_ head: RequestHead, isSecure: Bool) -> String? { head.cookie(name(isSecure)) }

    /// `Set-Cookie` for a value that lasts so long.
    func set(_ value: String, seconds: Int64, isSecure: Bool) -> String {
        let (path, secure) = isSecure ? ("/", "; Secure") : (path, "")
        return "\(name(isSecure))=\(value); Path=\(path); Max-Age=\(seconds); HttpOnly; SameSite=Lax\(secure)"
    }

    /// `Set-Cookie` for its end.
    func clear(isSecure: Bool) -> String { set("", seconds: 0, isSecure: isSecure) }

    private func name(_ isSecure: Bool) -> String { (isSecure ? "__Host-" : "") + plainName }
}

extension HostCookie {
    /// Holds a session's secret.
    static let session = HostCookie("goals_session")
    /// Holds a single sign-on that has begun, for the address that ends it.
    static let signIn = HostCookie("goals_sign_in", path: OpenIDProvider.callbackPath)
}
