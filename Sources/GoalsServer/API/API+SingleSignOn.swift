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
        let (url, cookie) = try await provider.authorizationURL(returnTo: OwnPath(request.query.given["return"])?.description ?? "/")
        var response = Self.redirect(to: url)
        response.fields[.setCookie] = flowCookie(cookie, seconds: SignInFlow.lifetimeSeconds, request)
        return response
    }

    /// Takes what the provider sends back, and signs the person in.
    @Sendable func completeSingleSignOn(_ request: Request) async throws -> Response {
        guard let provider else { throw HTTPError(.notFound, "There is no single sign-on here.") }
        let query = request.query.given
        guard let code = query["code"], let state = query["state"], let cookie = request.head.cookie(flowCookieName(request)) else {
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
            response.fields.append(HTTPField(name: .setCookie, value: flowCookie("", seconds: 0, request)))
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

    private func flowCookie(_ value: String, seconds: Int, _ request: Request) -> String {
        // The prefix asks for "/" as the path (draft-ietf-httpbis-rfc6265bis §4.1.3).
        let (path, secure) = origins.isSecure(request) ? ("/", "; Secure") : (OpenIDProvider.callbackPath, "")
        return "\(flowCookieName(request))=\(value); Path=\(path); Max-Age=\(seconds); HttpOnly; SameSite=Lax\(secure)"
    }

    private func flowCookieName(_ request: Request) -> String {
        (origins.isSecure(request) ? "__Host-" : "") + OpenIDProvider.cookieName
    }
}
