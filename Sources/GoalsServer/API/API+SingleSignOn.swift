import EventLoop
import GoalsCore
import HTTPKit
import HTTPTypes
import Logging

/// Signing in at an OpenID Connect provider: two addresses that browsers are sent to.
extension API {
    /// Sends the browser to the provider.
    @Sendable func beginSingleSignOn(_ request: Request) async throws -> Response {
        guard let provider else { throw HTTPError(.notFound, "There is no single sign-on here.") }
        let (url, cookie) = try await provider.authorizationURL(returnTo: request.query.given["return"] ?? "/")
        var response = Self.redirect(to: url)
        response.fields[.setCookie] = HostCookie.signIn.set(
            cookie, seconds: Int64(SignInFlow.lifetimeSeconds), isSecure: origins.isSecure(request))
        return response
    }

    /// Takes what the provider sends back, and signs the person in.
    @Sendable func completeSingleSignOn(_ request: Request) async throws -> Response {
        guard let provider else { throw HTTPError(.notFound, "There is no single sign-on here.") }
        let query = request.query.given
        guard let code = query["code"], let state = query["state"],
            let cookie = HostCookie.signIn.value(request.head, isSecure: origins.isSecure(request))
        else {
            // The person has changed their mind, or has come by an address of long ago.
            return Self.redirect(to: "/?sign-in=failed")
        }
        do {
            let (identity, returnTo) = try await provider.complete(code: code, state: state, issuer: query["iss"], cookie: cookie)
            let user = try await identities.user(identity)
            authenticator.forget(user)
            let signedIn = try await signedIn(user, request)
            var response = Self.redirect(to: returnTo)
            response.fields.append(HTTPField(name: .setCookie, value: signedIn.fields[.setCookie] ?? ""))
            response.fields.append(HTTPField(name: .setCookie, value: HostCookie.signIn.clear(isSecure: origins.isSecure(request))))
            return response
        } catch let error as SingleSignOnError {
            // Anybody can come here with what was made up: each failure leaves lines, and may have made us ask the provider.
            try await limitGuesses(request)
            logger.warning("sign-in failed", metadata: ["requestId": "\(request.id)", "reason": "\(error)"])
            await audit(.signInFailed, of: nil, request, detail: "single sign-on")
            return Self.redirect(to: "/?sign-in=failed")
        }
    }

    private static func redirect(to address: String) -> Response {
        Response(.seeOther, fields: [.location: address, .cacheControl: "no-store"])
    }
}
