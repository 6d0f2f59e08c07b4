/// What `Accept-Encoding` says of the codings we have (RFC 9110 §12.5.3).
struct AcceptEncoding: Sendable {
    /// In thousandths; nil where the field does not name the coding.
    private var brotli: Int?
    private var gzip: Int?
    private var identity: Int?
    private var others: Int?

    /// Reads a field's value. Without one every coding would be acceptable, but whoever does not ask for packing gets none.
    ///
    /// An element that is malformed, its weight included, counts for nothing; of two that name the same coding the first counts.
    init(_ field: String?) {
        guard var field else { return }
        field.withUTF8 { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let element = rest.prefix { $0 != UInt8(ascii: ",") }
                rest = rest[element.endIndex...].dropFirst()
                read(element.trimmingWhitespace())
            }
        }
    }

    /// How much the coding is wanted, in thousandths; 0 when it is not acceptable.
    func weight(of coding: ContentCoding) -> Int {
        switch coding {
        case .brotli: brotli ?? others ?? 0
        case .gzip: gzip ?? others ?? 0
        // Acceptable unless it is excluded, but whatever else is wanted comes first.
        case .identity: identity ?? others ?? 1
        }
    }

    /// The coding that is wanted most, of those wanted alike the first of `codings`; nil when none is acceptable.
    func choose(from codings: [ContentCoding]) -> ContentCoding? {
        var best: ContentCoding?
        var bestWeight = 0
        for coding in codings {
            let weight = weight(of: coding)
            if weight > bestWeight { (best, bestWeight) = (coding, weight) }
        }
        return best
    }

    private mutating func read(_ element: Slice<UnsafeBufferPointer<UInt8>>) {
        let name = element.prefix { ByteClass.token.contains($0) }
        guard let weight = Self.weight(element[name.endIndex...].trimmingWhitespace()) else { return }
        switch name.count {
        case 2 where name.equalsIgnoringCase("br"): brotli = brotli ?? weight
        // RFC 9110 §8.4.1.3: the old name means the same.
        case 4 where name.equalsIgnoringCase("gzip"), 6 where name.equalsIgnoringCase("x-gzip"): gzip = gzip ?? weight
        case 8 where name.equalsIgnoringCase("identity"): identity = identity ?? weight
        case 1 where name.first == UInt8(ascii: "*"): others = others ?? weight
        default: break
        }
    }

    /// What follows a coding's name (RFC 9110 §12.4.2): nothing, or ";q=" and 0 to 1 with up to three decimals.
    private static func weight(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        if text.isEmpty { return 1000 }
        guard text.first == UInt8(ascii: ";") else { return nil }
        var text = text.dropFirst().trimmingWhitespace()
        guard text.prefix(2).equalsIgnoringCase("q=") else { return nil }
        text = text.dropFirst(2)
        guard let whole = text.popFirst(), whole == UInt8(ascii: "0") || whole == UInt8(ascii: "1") else { return nil }
        var weight = whole == UInt8(ascii: "1") ? 1000 : 0
        if text.isEmpty { return weight }
        guard text.popFirst() == UInt8(ascii: "."), text.count <= 3 else { return nil }
        var place = 100
        for digit in text {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = digit else { return nil }
            weight += Int(digit - UInt8(ascii: "0")) * place
            place /= 10
        }
        return weight <= 1000 ? weight : nil
    }
}
