/// What a password must be (OWASP ASVS 5 §6.2): long enough and not what everybody tries first. Which characters it holds is its owner's
/// affair; it is kept as it was typed, with nothing cut off.
enum PasswordRules {
    static let length = 8...200

    /// What is wrong with `password`, for the person who has chosen it; nil when nothing is.
    /// - Parameter about: what is known of that person, such as the address and the name, and of this server: those who try know it too.
    static func problem(_ password: String, about known: [String]) -> String? {
        // Code points, so that what looks like one sign but takes several key strokes counts as several.
        let count = password.unicodeScalars.count
        if count < length.lowerBound { return "Needs at least \(length.lowerBound) characters." }
        if count > length.upperBound { return "May have at most \(length.upperBound) characters." }
        if CommonPasswords.contains(password) { return "Is one of the passwords that are tried first. Please choose another." }
        let lowercased = password.lowercased()
        // An address counts as a whole, and what is before its "@".
        let tellTale = known.flatMap { [$0[...], $0.prefix { $0 != "@" }] }.map { $0.lowercased() }
        if tellTale.contains(where: { $0 == lowercased || $0.filter { !$0.isWhitespace } == lowercased }) {
            return "Must not be your name or e-mail address."
        }
        return nil
    }
}
