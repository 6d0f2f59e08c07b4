/// A text's words as they are searched for: in lower case, without accents, each a run of letters and digits.
///
/// Both databases are given these, and none takes a text apart itself, so that both find the same.
public struct SearchWords: Hashable, Sendable {
    /// In the order of the text; repeated ones stay.
    public let words: [String]

    public init(_ text: String) {
        var words: [String] = []
        var word = ""
        func finish() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        // Upper case first: it makes "ss" of "ß".
        for scalar in text.uppercased().lowercased().unicodeScalars {
            if Self.isMark(scalar) { continue }
            guard Self.isWordScalar(scalar) else {
                finish()
                continue
            }
            // Scripts without spaces: each sign is a word of its own.
            if scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value) {
                finish()
                words.append(String(scalar))
            } else if word.unicodeScalars.count < Self.longestWord {
                word.unicodeScalars.append(Self.withoutAccent(scalar))
            }
        }
        finish()
        self.words = words
    }

    /// The words with a space between each two.
    public var text: String { words.joined(separator: " ") }

    /// Longer words are cut, here and where they are looked for.
    private static let longestWord = 64

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return false }
        return scalar.properties.generalCategory == .nonspacingMark
    }

    /// The Latin letter below an accent. Unicode names such letters "LATIN SMALL LETTER E WITH ACUTE".
    private static func withoutAccent(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let prefix = "LATIN SMALL LETTER "
        guard !scalar.isASCII, let name = scalar.properties.name, name.hasPrefix(prefix) else { return scalar }
        let rest = name.utf8.dropFirst(prefix.utf8.count)
        guard let letter = rest.first, rest.dropFirst().starts(with: " WITH ".utf8) else { return scalar }
        return Unicode.Scalar(letter | 0x20)
    }
}
