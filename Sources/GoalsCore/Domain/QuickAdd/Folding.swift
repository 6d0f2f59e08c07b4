/// Makes words comparable whatever their case and accents: "Décembre", "DECEMBRE" and "decembre" are one.
enum Folding {
    static func fold(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var folded = ""
        for scalar in scalars where !("\u{300}"..."\u{36F}").contains(scalar) {
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { folded += base(of: lower) }
        }
        return folded
    }

    /// The letters of a lower-case letter without its accent, for those that the languages at hand use.
    private static func base(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "à", "á", "â", "ã", "ä", "å": "a"
        case "ç": "c"
        case "è", "é", "ê", "ë": "e"
        case "ì", "í", "î", "ï": "i"
        case "ñ": "n"
        case "ò", "ó", "ô", "õ", "ö": "o"
        case "ù", "ú", "û", "ü": "u"
        case "ý", "ÿ": "y"
        case "æ": "ae"
        case "œ": "oe"
        case "ß": "ss"
        case "’": "'"
        // Left over when "İ" becomes lower-case.
        case "\u{300}"..."\u{36F}": ""
        default: String(scalar)
        }
    }
}
