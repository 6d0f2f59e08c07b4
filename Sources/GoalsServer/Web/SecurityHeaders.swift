import HTTPKit
import HTTPTypes

/// What answers tell browsers to be careful about.
enum SecurityHeaders {
    /// Of every answer, whatever it is; a page has a content security policy of its own.
    /// - Parameter isAlwaysSecure: whether people reach this server by https alone.
    static func everywhere(isAlwaysSecure: Bool) -> HTTPFields {
        var fields: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
            .permissionsPolicy: permissions,
            .crossOriginOpenerPolicy: "same-origin",
            .crossOriginResourcePolicy: "same-origin",
            .contentSecurityPolicy: "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        ]
        if isAlwaysSecure { fields[.strictTransportSecurity] = strictTransport }
        return fields
    }

    /// Of pages and what belongs to them: nothing inline, nothing from elsewhere, in no frame.
    static let page: HTTPFields = [
        .contentSecurityPolicy: """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
        manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
        """
    ]

    /// Two years, for this host alone: others below its name may have no https yet.
    static let strictTransport = "max-age=63072000"

    /// Nothing that a list of goals needs, but for passkeys.
    private static let permissions = """
        accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
        magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=(), \
        publickey-credentials-create=(self), publickey-credentials-get=(self)
        """
}

/// Says that this host is to be asked by https from now on, where a request came that way (RFC 6797 §7.2). For servers that learn that
/// from a proxy with each request; where `PUBLIC_URL` tells it, all answers have it anyway.
struct StrictTransport: Sendable {
    private let origins: RequestOrigins?

    init(_ origins: RequestOrigins) { self.origins = origins.tellsSchemeByRequest ? origins : nil }

    func around(_ responder: Responder) -> Responder {
        guard let origins else { return responder }
        return responder.changing { response, request in Self.add(to: &response, request, origins) }
    }

    func around(_ errors: @escaping ErrorResponder) -> ErrorResponder {
        guard let origins else { return errors }
        return { error, request in
            var response = errors(error, request)
            Self.add(to: &response, request, origins)
            return response
        }
    }

    private static func add(to response: inout Response, _ request: Request, _ origins: RequestOrigins) {
        if origins.isSecure(request) { response.fields[.strictTransportSecurity] = SecurityHeaders.strictTransport }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
}
