/// How a body is packed (RFC 9110 §8.4.1), the better ones first.
enum ContentCoding: Sendable, Hashable, CaseIterable {
    case brotli
    case gzip
    /// Not at all.
    case identity

    /// Its name in `Content-Encoding`.
    var name: String {
        switch self {
        case .brotli: "br"
        case .gzip: "gzip"
        case .identity: "identity"
        }
    }

    /// What sets the entity tags of its representations apart from those of the others (RFC 9110 §8.8.3.3).
    var tagSuffix: String {
        switch self {
        case .brotli: "-br"
        case .gzip: "-gz"
        case .identity: ""
        }
    }
}

extension EntityTag {
    /// The tag of what this one names, in a coding of its own.
    func coded(_ coding: ContentCoding) -> EntityTag { EntityTag(opaque: opaque + coding.tagSuffix, isWeak: isWeak) }

    /// The tag before it was `coded`.
    var uncoded: EntityTag {
        for coding in [ContentCoding.brotli, .gzip] where opaque.hasSuffix(coding.tagSuffix) {
            return EntityTag(opaque: String(opaque.dropLast(coding.tagSuffix.count)), isWeak: isWeak)
        }
        return self
    }
}
