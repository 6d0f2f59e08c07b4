import Crypto
import GoalsCore
import HTTPKit

/// A second factor by time-based one-time passwords (RFC 6238), with what every authenticator app understands: SHA-1, six digits, 30 seconds.
///
/// No description, dump or mirror shows the secret.
struct TOTP: Sendable, CustomStringConvertible, CustomReflectable {
    private static let stepSeconds: Int64 = 30
    private static let digits = 6
    /// How many steps a clock may be off, either way (§5.2).
    private static let window: Int64 = 1

    let secret: [UInt8]

    /// As many random bits as SHA-1 has (RFC 4226 §4, R6).
    init() { secret = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Array($0) } }

    init(secret: [UInt8]) { self.secret = secret }

    /// The step that `code` belongs to, to be stored and given as `lastStep` from then on; nil when the code is wrong, or was used
    /// before: a code is good once, and so are those before it (§5.2).
    func step(of code: String, at now: Instant, after lastStep: Int64?) -> Int64? {
        let current = Self.step(at: now)
        var matched: Int64?
        // All are compared, so that the time does not tell which one it was.
        for step in current - Self.window...current + Self.window where ConstantTime.areEqual(self.code(at: step), code) { matched = step }
        return matched.flatMap { $0 > lastStep ?? .min ? $0 : nil }
    }

    static func step(at now: Instant) -> Int64 { now.microseconds / (1_000_000 * stepSeconds) }

    /// The code of a step: HOTP (RFC 4226 §5.3) with the step as its counter.
    func code(at step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(hash[hash.count - 1] & 15)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.utf8.count) + text
    }

    /// What an authenticator app reads from a QR code or a link (Key URI Format).
    /// - Parameters:
    ///   - issuer: what the app shows the codes to be of; a colon in it would be taken for the end of it, and is left out.
    func uri(issuer: String, account: String) -> String {
        let issuer = PercentEncoding.encode(issuer.filter { $0 != ":" })
        return "otpauth://totp/\(issuer):\(PercentEncoding.encode(account))?secret=\(Base32.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.stepSeconds)"
    }

    var description: String { "•••" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
