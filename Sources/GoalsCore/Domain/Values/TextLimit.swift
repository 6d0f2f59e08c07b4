/// How long a text may be: in characters as people count them, and in bytes.
///
/// A character may be made of any number of scalars, so that few characters may be many kilobytes. Four bytes of UTF-8 for each are what
/// any single scalar takes: what has as many scalars as there may be characters fits.
public struct TextLimit: Hashable, Sendable, ExpressibleByIntegerLiteral {
    public let characters: Int

    public init(integerLiteral characters: Int) { self.characters = characters }

    public static let title: TextLimit = 200
    public static let notes: TextLimit = 20_000
    public static let unit: TextLimit = 20
    public static let tag: TextLimit = 50
    public static let note: TextLimit = 2_000
    public static let comment: TextLimit = 10_000
    /// Of what is searched for.
    public static let query: TextLimit = 200

    public var bytes: Int { 4 * characters }

    public func allows(_ text: String) -> Bool { text.utf8.count <= bytes && text.count <= characters }

    /// What is wrong with a text that is too long, to come after "must"; nil when it fits.
    public func excess(of text: String) -> String? {
        if allows(text) { return nil }
        return text.count > characters
            ? "have at most \(Self.grouped(characters)) characters" : "take at most \(Self.grouped(bytes)) bytes of UTF-8"
    }

    /// The longest beginning of a text that fits.
    public func beginning(of text: String) -> String {
        if allows(text) { return text }
        var bytes = 0
        return String(
            text.prefix(characters).prefix { character in
                bytes += character.utf8.count
                return bytes <= self.bytes
            })
    }

    /// A number with its thousands apart: 20,000.
    private static func grouped(_ number: Int) -> String {
        number < 1_000 ? "\(number)" : "\(number / 1_000),\(Digits.padded(number % 1_000, width: 3))"
    }
}
