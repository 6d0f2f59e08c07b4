import Crypto
import FoundationEssentials
import GoalsCore
import HTTPKit

/// What one sign-in has to remember until the browser comes back. The browser keeps it itself, sealed in a cookie, so that any process that
/// knows the client's secret can finish what another began.
struct SignInFlow: Sendable {
    static let lifetimeSeconds = 600

    /// Ties the answer to the browser that has asked.
    let state: String
    /// Ties the token to this request.
    let nonce: String
    /// Ties the code to this flow (PKCE, RFC 7636).
    let verifier: String
    let returnTo: String
    private let expires: Int64

    init(returnTo: String, now: Instant) {
        state = Self.random()
        nonce = Self.random()
        verifier = Self.random()
        self.returnTo = OwnPath(returnTo)?.description ?? "/"
        expires = now.microseconds / 1_000_000 + Int64(Self.lifetimeSeconds)
    }

    /// The verifier's SHA-256, which is all that the issuer sees of it until it is given the code.
    var challenge: String { Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))) }

    private static func random() -> String { Base64URL.encode(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }) }

    /// Seals flows. The key is made of the client's secret, which all processes have, and of who it is for.
    struct Seal: Sendable {
        private let key: SymmetricKey

        init(secret: Secret, issuer: String, client: String) {
            key = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: Array(secret.value.utf8)),
                info: Array("goals sign-in flow\n\(issuer)\n\(client)".utf8),
                outputByteCount: 32)
        }

        /// AES-GCM with a random nonce: nobody else can read, make or change it.
        func seal(_ flow: SignInFlow) throws(SingleSignOnError) -> String {
            var json = JSONWriter()
            json.object { json in
                json.field("state", flow.state)
                json.field("nonce", flow.nonce)
                json.field("verifier", flow.verifier)
                json.field("returnTo", flow.returnTo)
                json.field("expires", flow.expires)
            }
            guard let sealed = try? AES.GCM.seal(json.bytes, using: key).combined else { throw .unknownFlow }
            return Base64URL.encode(sealed)
        }

        /// - Throws: `unknownFlow` for what was not sealed here, or too long ago.
        func open(_ text: String, now: Instant) throws(SingleSignOnError) -> SignInFlow {
            guard text.utf8.count <= 8192, let bytes = Base64URL.decode(text), let box = try? AES.GCM.SealedBox(combined: bytes),
                let json = try? AES.GCM.open(box, using: key), let flow = SignInFlow(JSONObject(parsing: [UInt8](json))),
                now.microseconds / 1_000_000 < flow.expires
            else { throw .unknownFlow }
            return flow
        }
    }

    private init?(_ json: JSONObject?) {
        guard let json, let state = json["state"]?.string, let nonce = json["nonce"]?.string, let verifier = json["verifier"]?.string,
            let returnTo = json["returnTo"]?.string, case .number(let digits)? = json["expires"], let expires = Int64(digits)
        else { return nil }
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
        self.returnTo = returnTo
        self.expires = expires
    }
}
