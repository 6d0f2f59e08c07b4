import Crypto
import CryptoExtras

/// What is kept of a password: a key that scrypt (RFC 7914) makes of it, with the salt and the parameters, in the PHC string format:
/// `$scrypt$ln=15,r=8,p=3$SALT$KEY`. No description, dump or mirror shows it.
struct PasswordHash: Sendable, CustomStringConvertible, CustomReflectable {
    /// What scrypt costs: 128·2^ln·r bytes of memory, filled and read p times.
    struct Parameters: Sendable, Hashable {
        var logCost: Int
        var blockSize: Int
        var parallelism: Int

        /// 32 MiB three times, by OWASP's password storage cheat sheet worth as much as 128 MiB once.
        static let current = Parameters(logCost: 15, blockSize: 8, parallelism: 3)

        /// What a stored hash may ask for; it is refused beyond.
        static let maximumMemory = 128 << 20

        var memory: Int { 128 * blockSize << logCost }
        var work: Int { memory * parallelism }

        init(logCost: Int, blockSize: Int, parallelism: Int) {
            self.logCost = logCost
            self.blockSize = blockSize
            self.parallelism = parallelism
        }
    }

    private static let saltBytes = 16
    private static let keyBytes = 32

    let parameters: Parameters
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Makes a hash with a new salt. Takes long.
    /// - Parameter password: hashed byte by byte as it is, nothing cut off or made alike.
    static func make(of password: String, _ parameters: Parameters = .current) -> PasswordHash? {
        let salt = SymmetricKey(size: .init(bitCount: saltBytes * 8)).withUnsafeBytes { Array($0) }
        return key(password, salt, parameters, count: keyBytes).map { PasswordHash(parameters: parameters, salt: salt, key: $0) }
    }

    /// Whether this was made of `password`. Takes long, and as long whatever the answer.
    func matches(_ password: String) -> Bool {
        guard let other = Self.key(password, salt, parameters, count: key.count) else { return false }
        // The library compares keys in a time that does not tell where they differ.
        return SymmetricKey(data: other) == SymmetricKey(data: key)
    }

    /// Whether it was made with less than what is asked for today.
    var needsRehash: Bool {
        let current = Parameters.current
        return parameters.memory < current.memory || parameters.work < current.work || salt.count < Self.saltBytes
            || key.count < Self.keyBytes
    }

    /// A hash that no password is known to match.
    static func decoy(_ parameters: Parameters) -> PasswordHash {
        PasswordHash(
            parameters: parameters, salt: [UInt8](repeating: 0, count: saltBytes), key: [UInt8](repeating: 0, count: keyBytes))
    }

    /// Nil when the memory for it cannot be had.
    private static func key(_ password: String, _ salt: [UInt8], _ parameters: Parameters, count: Int) -> [UInt8]? {
        // The library does not take an empty password. To scrypt it is the same as one zero byte: HMAC fills keys up with them.
        let key = try? KDF.Scrypt.deriveKey(
            from: password.isEmpty ? [0] : Array(password.utf8), salt: salt, outputByteCount: count, rounds: 1 << parameters.logCost,
            blockSize: parameters.blockSize, parallelism: parameters.parallelism)
        return key?.withUnsafeBytes { Array($0) }
    }

    var description: String { "•••" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

// MARK: Text

extension PasswordHash {
    /// What is stored.
    var text: String {
        "$scrypt$ln=\(parameters.logCost),r=\(parameters.blockSize),p=\(parameters.parallelism)$\(Base64.encode(salt))$\(Base64.encode(key))"
    }

    /// Nil for what `text` does not write, and for parameters that would take too much memory or time.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let parameters = Parameters(parts[2]),
            let salt = Base64.decode(parts[3]), (8...64).contains(salt.count), let key = Base64.decode(parts[4]),
            (16...64).contains(key.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, key: key)
    }
}

extension PasswordHash.Parameters {
    fileprivate init?(_ text: Substring) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, let logCost = Self.number(parts[0], "ln", 10...20), let blockSize = Self.number(parts[1], "r", 1...16),
            let parallelism = Self.number(parts[2], "p", 1...16)
        else { return nil }
        self.init(logCost: logCost, blockSize: blockSize, parallelism: parallelism)
        guard memory <= Self.maximumMemory else { return nil }
    }

    private static func number(_ text: Substring, _ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard text.hasPrefix("\(name)="), let number = Int(text.dropFirst(name.count + 1)), text == "\(name)=\(number)" else { return nil }
        return range.contains(number) ? number : nil
    }
}
