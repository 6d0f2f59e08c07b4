/// A line's tokens and who has claimed them.
struct TextLine {
    /// Tokens that a recognizer has understood, or protects from the others.
    struct Claim {
        let tokens: Range<Int>
        /// Nil for what is only protected.
        let kind: GoalDraft.Span.Kind?
        let staysInTitle: Bool
    }

    let scalars: [Unicode.Scalar]
    let tokens: [TextToken]
    private(set) var claims: [Claim] = []
    /// For each token, the index of its claim.
    private var owners: [Int?]

    static let limit = 2_000

    init(_ text: String) {
        scalars = Array(text.unicodeScalars.prefix(Self.limit))
        tokens = TextToken.tokens(of: scalars)
        owners = Array(repeating: nil, count: tokens.count)
    }

    var count: Int { tokens.count }

    func claim(of token: Int) -> Claim? { owners[token].map { claims[$0] } }

    /// Whether there is such a token and nobody has claimed it.
    func isFree(_ index: Int) -> Bool { tokens.indices.contains(index) && owners[index] == nil }

    func areFree(_ range: Range<Int>) -> Bool { range.allSatisfy(isFree) }

    /// Whether a token joins the one before without a space.
    func isGlued(_ index: Int) -> Bool { tokens.indices.contains(index) && !tokens[index].isSpaced }

    /// Whether a free token reads so, folded.
    func reads(_ text: String, at index: Int) -> Bool { isFree(index) && tokens[index].text == text }

    /// Claims free tokens. What leaves the title takes the brackets around it along.
    mutating func claim(_ range: Range<Int>, as kind: GoalDraft.Span.Kind?, staysInTitle: Bool = false) {
        var range = range
        if !staysInTitle, reads("(", at: range.lowerBound - 1), reads(")", at: range.upperBound) {
            range = range.lowerBound - 1..<range.upperBound + 1
        }
        for index in range { owners[index] = claims.count }
        claims.append(Claim(tokens: range, kind: kind, staysInTitle: staysInTitle))
    }

    /// The text of these tokens as it was written.
    func text(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last else { return "" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[tokens[first].range.lowerBound..<tokens[last].range.upperBound])
        return String(text)
    }

    /// What was understood, in the order of the text.
    func spans() -> [GoalDraft.Span] {
        var offsets = [0]
        offsets.reserveCapacity(scalars.count + 1)
        for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF16.width(scalar)) }
        return claims.compactMap { claim in
            guard let kind = claim.kind, let first = claim.tokens.first, let last = claim.tokens.last else { return nil }
            return GoalDraft.Span(range: offsets[tokens[first].range.lowerBound]..<offsets[tokens[last].range.upperBound], kind: kind)
        }
        .sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
