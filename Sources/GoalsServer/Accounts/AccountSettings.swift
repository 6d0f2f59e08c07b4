import HTTPKit
import HTTPTypes

/// What the settings say about accounts.
struct AccountSettings: Sendable {
    let auth: Settings.Auth
    let signUp: Settings.SignUpRule

    init(_ settings: Settings) {
        auth = settings.auth
        signUp = settings.signUp
    }

    /// - Throws: 403 where people do not sign in by passwords.
    func requirePasswords() throws(HTTPError) {
        guard auth == .password else { throw HTTPError(.forbidden, "People do not sign in by a password here.") }
    }
}
