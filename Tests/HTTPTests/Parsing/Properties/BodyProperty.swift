import HTTPKit

/// Bodies are decoded alike however they arrive, and an accepted one holds what the plainest reading of its bytes finds.
enum BodyProperty {
    static let tightLimits = {
        var limits = Limits()
        limits.chunkLine = 20
        limits.chunkOverhead = 30
        return limits
    }()

    /// Chunks; or, as the alternative, a body whose length is the input's first byte.
    static func check(_ input: PropertyInput) throws(Violation) -> Bool {
        let limits = input.hasTightLimits ? tightLimits : Limits()
        let bytes = input.bytes
        let framing = input.isAlternative ? RequestHead.Framing.length(Int(bytes.first ?? 0)) : .chunked
        let whole = BodyOutcome(bytes, framing, cuts: [], limits: limits)
        for cuts in input.arrivals {
            let outcome = BodyOutcome(bytes, framing, cuts: cuts, limits: limits)
            try require(outcome == whole, "\(outcome), not \(whole), cut at \(cuts)")
        }
        guard case .decoded(let data, let isComplete, let consumed) = whole else { return false }
        guard isComplete else {
            try require(consumed == bytes.count, "an unfinished body takes \(consumed) of \(bytes.count) bytes")
            return false
        }

        let taken = Array(bytes[..<consumed])
        try require(BodyOutcome(taken, framing, cuts: [], limits: limits) == whole, "what follows a body decides something")
        switch framing {
        case .length(let length): try require(data == Array(bytes.prefix(length)), "other data: \(data)")
        default:
            guard case .decoded(_, false, _) = BodyOutcome(taken.dropLast(), framing, cuts: [], limits: limits) else {
                throw Violation(description: "a body is complete before its end")
            }
            try require(data == dataOfChunks(taken), "other data: \(data)")
        }
        return true
    }

    /// The data of a body that is well-formed; nil where it is not, as far as that is seen at a glance.
    private static func dataOfChunks(_ body: [UInt8]) -> [UInt8]? {
        var rest = body[...]
        var data: [UInt8] = []
        while let line = takeLine(from: &rest) {
            let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size < rest.count else { return nil }
            if size == 0 {
                while let trailer = takeLine(from: &rest) {
                    if trailer.isEmpty { return rest.isEmpty ? data : nil }
                    guard trailer.contains(UInt8(ascii: ":")) else { return nil }
                }
                return nil
            }
            data += rest.prefix(size)
            rest = rest.dropFirst(size)
            guard takeLine(from: &rest)?.isEmpty == true else { return nil }
        }
        return nil
    }

    /// What stands before the next CRLF.
    private static func takeLine(from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let end = rest.firstRange(of: [0x0D, 0x0A]) else { return nil }
        defer { rest = rest[end.upperBound...] }
        return rest[..<end.lowerBound]
    }
}
