/// A word, a run of digits or a single other character of a line.
struct TextToken {
    enum Kind { case word, digits, symbol }

    let kind: Kind
    /// Folded, see ``Folding``.
    let text: String
    /// Where it lies among the line's scalars.
    let range: Range<Int>
    /// Whether it follows white space or begins the line.
    let isSpaced: Bool
    let isCapitalized: Bool

    /// Cuts a line. Only ASCII digits count as digits. An elided word ends with its apostrophe: "d’ici" is "d'" and "ici".
    static func tokens(of scalars: [Unicode.Scalar]) -> [TextToken] {
        var tokens: [TextToken] = []
        var index = 0
        var isSpaced = true
        while index < scalars.count {
            guard !isSpace(scalars[index]) else {
                isSpaced = true
                index += 1
                continue
            }
            let start = index
            let kind = kind(of: scalars[index])
            index += 1
            if kind != .symbol {
                while index < scalars.count, self.kind(of: scalars[index]) == kind || (kind == .word && isMark(scalars[index])) {
                    index += 1
                }
            }
            if kind == .word, index + 1 < scalars.count, isApostrophe(scalars[index]), self.kind(of: scalars[index + 1]) == .word {
                index += 1
            }
            tokens.append(
                TextToken(
                    kind: kind, text: Folding.fold(scalars[start..<index]), range: start..<index, isSpaced: isSpaced,
                    isCapitalized: scalars[start].properties.isUppercase))
            isSpaced = false
        }
        return tokens
    }

    /// White space, and the control characters that no title may hold.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || Validation.isControl(scalar)
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        if ("0"..."9").contains(scalar) { return .digits }
        return scalar.properties.isAlphabetic ? .word : .symbol
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "’" }
}
