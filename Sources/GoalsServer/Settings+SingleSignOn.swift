import Glibc

/// The settings of `GOALS_AUTH=oidc` and `GOALS_AUTH=alb`.
extension Settings {
    static let singleSignOnVariables = [
        Variable(name: "OIDC_ISSUER", fallback: "none", meaning: "with GOALS_AUTH=oidc: the OpenID Connect provider, as it calls itself"),
        Variable(name: "OIDC_CLIENT_ID", fallback: "none", meaning: "who this server is to the provider"),
        Variable(
            name: "OIDC_CLIENT_SECRET", fallback: "none", meaning: "its secret there; or OIDC_CLIENT_SECRET_FILE, a file that holds it"),
        Variable(name: "OIDC_SCOPES", fallback: "openid email profile", meaning: "what the provider is asked for"),
        Variable(name: "ALB_ARN", fallback: "none", meaning: "with GOALS_AUTH=alb: the Application Load Balancer that signs people in"),
        Variable(name: "ALB_ISSUER", fallback: "none", meaning: "the provider that it signs them in with"),
        Variable(
            name: "ALB_KEYS_URL", fallback: "https://public-keys.auth.elb.REGION.amazonaws.com",
            meaning: "where its public keys are; AWS GovCloud has them elsewhere"),
        Variable(
            name: "EXTRA_CA_FILE", fallback: "none",
            meaning: "a PEM file of authorities that outgoing requests believe besides the system's"),
    ]

    /// - Throws: `SettingsError` naming what is missing or makes no sense.
    static func openIDProvider(_ source: SettingsReader) throws(SettingsError) -> OpenIDProvider.Configuration {
        let issuer = try address("OIDC_ISSUER", source)
        let client = try required("OIDC_CLIENT_ID", source)
        guard let secret = try source.secret("OIDC_CLIENT_SECRET") else { throw missing("OIDC_CLIENT_SECRET", "oidc") }
        let scopes = (source.string("OIDC_SCOPES") ?? "openid email profile").split(separator: " ").map(String.init)
        guard scopes.contains("openid") else { throw SettingsError("OIDC_SCOPES", "must hold openid") }
        guard let publicURL = try source.url("PUBLIC_URL") else { throw missing("PUBLIC_URL", "oidc") }
        return OpenIDProvider.Configuration(
            issuer: issuer, clientID: client, clientSecret: secret, scopes: scopes, publicURL: publicURL,
            certificateAuthorities: try certificateAuthorities(source))
    }

    /// - Throws: `SettingsError` naming what is missing or makes no sense.
    static func loadBalancer(_ source: SettingsReader) throws(SettingsError) -> LoadBalancerIdentity.Configuration {
        guard let arn = source.string("ALB_ARN") else { throw missing("ALB_ARN", "alb") }
        // arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        let isRegion =
            parts.count == 6 && !parts[3].isEmpty && parts[3].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard isRegion, parts[0] == "arn", parts[2] == "elasticloadbalancing", parts[5].hasPrefix("loadbalancer/app/") else {
            throw SettingsError("ALB_ARN", "must be the ARN of an Application Load Balancer, not \"\(arn)\"")
        }
        guard let issuer = source.string("ALB_ISSUER") else { throw missing("ALB_ISSUER", "alb") }
        let usual = "https://public-keys.auth.elb.\(parts[3]).amazonaws.com"
        return LoadBalancerIdentity.Configuration(
            signer: arn, issuer: issuer, keysURL: source.string("ALB_KEYS_URL") == nil ? usual : try address("ALB_KEYS_URL", source),
            certificateAuthorities: try certificateAuthorities(source))
    }

    private static func certificateAuthorities(_ source: SettingsReader) throws(SettingsError) -> String? {
        guard let path = source.string("EXTRA_CA_FILE") else { return nil }
        guard access(path, R_OK) == 0 else { throw SettingsError("EXTRA_CA_FILE", "names a file that cannot be read: \(path)") }
        return path
    }

    private static func required(_ name: String, _ source: SettingsReader) throws(SettingsError) -> String {
        guard let text = source.string(name) else { throw missing(name, "oidc") }
        return text
    }

    private static func missing(_ name: String, _ auth: String) -> SettingsError {
        SettingsError(name, "must be set with GOALS_AUTH=\(auth)")
    }

    /// An address that is asked over TLS; without it only on this machine, where nobody is in between.
    private static func address(_ name: String, _ source: SettingsReader) throws(SettingsError) -> String {
        let text = try required(name, source)
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"?#\\@\"".utf8.contains($0) }
        let isLocal = ["http://127.0.0.1", "http://[::1]", "http://localhost"].contains { base in
            text == base || text.hasPrefix(base + ":") || text.hasPrefix(base + "/")
        }
        guard isPlain, isLocal || (text.hasPrefix("https://") && text.utf8.count > 8) else {
            throw SettingsError(name, "must be an https address, not \"\(text)\"")
        }
        return text
    }
}
