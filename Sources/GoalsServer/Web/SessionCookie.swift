import GoalsCore
import HTTPKit
import HTTPTypes

/// The cookie that holds a session's secret (RFC 6265). Over https its name has the prefix with which browsers see to it that no other
/// site of the domain can have set it (draft-ietf-httpbis-rfc6265bis §4.1.3).
enum SessionCookie {
    private static let name = "goals_session"
    private static let hostName = "__Host-goals_session"

    /// Over https nothing but the cookie with the prefix: the other one a neighbour below the same domain may have set, to have somebody work
    /// in a session of theirs.
    static func value(_ head: RequestHead, isSecure: Bool) -> String? { head.cookie(isSecure ? hostName : name) }

    /// `Set-Cookie` for a new session.
    static func set(_ secret: String, isSecure: Bool) -> String { field(secret, seconds: Session.lifetime / 1_000_000, isSecure) }

    /// `Set-Cookie` for the end of one.
    static func clear(isSecure: Bool) -> String { field("", seconds: 0, isSecure) }

    private static func field(_ value: String, seconds: Int64, _ isSecure: Bool) -> String {
        let name = isSecure ? hostName : name
        return "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }
}
