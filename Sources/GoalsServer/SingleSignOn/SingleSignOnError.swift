import HTTPClient

/// Why somebody is not signed in by another's word. It holds nothing of anyone's, so a log may show it.
enum SingleSignOnError: Error, Hashable, CustomStringConvertible {
    /// The issuer, or the load balancer's keys, cannot be asked at the moment: 503.
    case unavailable(HTTPClientError)
    /// The issuer answers, but not as the standard says; its settings or ours are wrong: 502.
    case misconfigured(String)
    /// What came back does not belong to a sign-in that this browser has begun here within the last minutes: 400.
    case unknownFlow
    /// The issuer does not take the code: 401.
    case codeRefused
    /// What it says of the person is not to be believed: 401.
    case token(TokenError)

    var description: String {
        switch self {
        case .unavailable(let error): "the issuer cannot be asked: \(error)"
        case .misconfigured(let problem): "the issuer \(problem)"
        case .unknownFlow: "no sign-in that this browser has begun"
        case .codeRefused: "the issuer refuses the code"
        case .token(let error): error.description
        }
    }
}
