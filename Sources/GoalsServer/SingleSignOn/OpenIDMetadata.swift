import HTTPClient
import HTTPKit

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3), as far as it is needed here.
struct OpenIDMetadata: Sendable {
    let authorization: String
    let token: String
    let keys: String
    let userInfo: String?
    /// Whether the client's secret goes into the header; else into the form.
    let takesBasicAuthentication: Bool

    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    static func read(_ body: [UInt8], issuer: String) -> Result<OpenIDMetadata, SingleSignOnError> {
        guard let json = JSONObject(parsing: body) else { return .failure(.misconfigured("describes itself in what is no JSON")) }
        // Else one provider could speak for another (§4.3).
        guard json["issuer"]?.string == issuer else { return .failure(.misconfigured("calls itself something other than OIDC_ISSUER")) }
        func address(_ name: String) -> String? {
            json[name]?.string.flatMap { $0.hasPrefix("https://") || ($0.hasPrefix("http://") && issuer.hasPrefix("http://")) ? $0 : nil }
        }
        guard let authorization = address("authorization_endpoint"), let token = address("token_endpoint"), let keys = address("jwks_uri")
        else { return .failure(.misconfigured("leaves out an address, or has one without TLS")) }
        let methods = json["token_endpoint_auth_methods_supported"]?.array
        let takesBasic = methods?.contains(.string("client_secret_basic")) ?? true
        guard takesBasic || methods?.contains(.string("client_secret_post")) == true else {
            return .failure(.misconfigured("takes no client secret"))
        }
        return .success(
            OpenIDMetadata(
                authorization: authorization, token: token, keys: keys, userInfo: address("userinfo_endpoint"),
                takesBasicAuthentication: takesBasic))
    }
}

extension HTTPClient {
    func answer(to request: HTTPClientRequest) async throws(SingleSignOnError) -> HTTPClientResponse {
        do throws(HTTPClientError) {
            return try await send(request)
        } catch { throw .unavailable(error) }
    }

    /// A document that must be there.
    func document(at address: String) async -> Result<[UInt8], SingleSignOnError> {
        do throws(SingleSignOnError) {
            let response = try await answer(to: .get(address))
            guard response.status == 200 else { throw .unavailable(.failed("status \(response.status)")) }
            return .success(response.body)
        } catch { return .failure(error) }
    }
}
