import EventLoop
import HTTPKit
import HTTPTypes
import Synchronization

/// From where requests really come, and under which address people reach this server.
///
/// Behind a proxy the peer of every connection is the proxy, which tells in `X-Forwarded-For` and `X-Forwarded-Proto` for whom it asks.
/// Anybody can send these fields, so they are believed from `TRUSTED_PROXIES` alone. `Forwarded` (RFC 7239) is not read: load balancers
/// that do not know it pass on what a client has put there.
struct RequestOrigins: Sendable {
    private let proxies: TrustedProxies
    /// Scheme, host and port, as browsers write it in `Origin`; nil when people may use any address that leads here.
    let publicOrigin: String?
    private let unknownProxy: Once?

    /// So many hops are looked at: each costs time, and the client decides how many there are.
    private static let hops = 32

    /// - Parameter unknownProxy: called once, when somebody on a private network seems to be a proxy that is not trusted: then all people who
    ///   come through it have one address, and share its limits.
    init(proxies: TrustedProxies, publicURL: String?, unknownProxy: (@Sendable (SocketAddress) -> Void)? = nil) {
        self.proxies = proxies
        publicOrigin = publicURL.map { Self.normal($0.lowercased()) }
        self.unknownProxy = unknownProxy.map(Once.init)
    }

    /// Whether people reach this server by https alone.
    var isAlwaysSecure: Bool { publicOrigin?.hasPrefix("https://") == true }

    /// Whether the answer to ``isSecure(_:)`` depends on the request.
    var tellsSchemeByRequest: Bool { !isAlwaysSecure && !proxies.isEmpty }

    /// Whose request it is: the first address, from this server outwards, that is no trusted proxy's. The port is 0 where a proxy has
    /// told the address.
    func address(of request: Request) -> SocketAddress {
        var nearest = request.remoteAddress
        guard let list = request.head[.xForwardedFor] else { return nearest }
        guard proxies.contains(nearest) else {
            if !nearest.isPublic { unknownProxy?.call(nearest) }
            return nearest
        }
        // Each proxy appends whom it was asked by. What stands left of an address that is not trusted, that address may have made up.
        for element in list.split(separator: ",").reversed().prefix(Self.hops) {
            guard let address = Self.address(element) else { return nearest }
            nearest = address
            if !proxies.contains(address) { return address }
        }
        return nearest
    }

    /// Whether the person's browser speaks https: with the nearest trusted proxy, or because `PUBLIC_URL` says so.
    func isSecure(_ request: Request) -> Bool {
        if isAlwaysSecure { return true }
        guard proxies.contains(request.remoteAddress), let schemes = request.head[.xForwardedProto] else { return false }
        // Of several the last, which that proxy has written itself.
        return schemes.split(separator: ",", omittingEmptySubsequences: false).last?.trimmed.lowercased() == "https"
    }

    /// The server's own origin in this request's eyes: that of `PUBLIC_URL`, else of the host that it asks.
    func ownOrigin(_ request: Request) -> String? {
        if let publicOrigin { return publicOrigin }
        guard let host = request.head.authority else { return nil }
        return Self.normal("\(isSecure(request) ? "https" : "http")://\(host.lowercased())")
    }

    /// Without the port that its scheme has anyway (RFC 6454 §6.2).
    static func normal(_ origin: String) -> String {
        for (scheme, port) in [("http://", ":80"), ("https://", ":443")] where origin.hasPrefix(scheme) && origin.hasSuffix(port) {
            return String(origin.dropLast(port.count))
        }
        return origin
    }

    /// An element of `X-Forwarded-For`: an address, of IPv6 perhaps in brackets, perhaps with a port. Nil for anything else, such as "unknown".
    private static func address(_ element: Substring) -> SocketAddress? {
        let text = element.trimmed
        if let address = SocketAddress(host: text, port: 0) { return address }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            let inner = String(text[text.index(after: text.startIndex)..<end])
            return inner.contains(":") ? SocketAddress(host: inner, port: 0) : nil
        }
        guard let colon = text.firstIndex(of: ":"), isPort(text[colon...]) else { return nil }
        return SocketAddress(host: String(text[..<colon]), port: 0)
    }

    /// ":" and a port.
    private static func isPort(_ text: Substring) -> Bool {
        let digits = text.dropFirst().utf8
        return text.hasPrefix(":") && (1...5).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
            && Int(text.dropFirst()).map { $0 <= 65_535 } == true
    }
}

/// Calls a function the first time alone.
private final class Once: Sendable {
    private let isCalled = Atomic(false)
    private let function: @Sendable (SocketAddress) -> Void

    init(_ function: @escaping @Sendable (SocketAddress) -> Void) { self.function = function }

    func call(_ address: SocketAddress) {
        if !isCalled.exchange(true, ordering: .relaxed) { function(address) }
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
