public import HTTPTypes

/// A request's line and header fields, checked and kept as the bytes that arrived.
///
/// Fields are decoded when asked for: most requests carry many that nobody reads.
public final class RequestHead: Sendable {
    /// How the end of the body is found (RFC 9112 §6.3).
    public enum Framing: Sendable, Hashable {
        case none
        case length(Int)
        case chunked
    }

    struct Field: Sendable {
        var name: Range<Int>
        var value: Range<Int>
    }

    public let method: HTTPRequest.Method
    public let framing: Framing
    /// Whether the client lets the connection be used again (RFC 9112 §9.3).
    public let keepsAlive: Bool
    /// Whether the client waits for `100 (Continue)` before it sends the body (RFC 9110 §10.1.1).
    public let expectsContinue: Bool
    /// The minor version: 0 or 1.
    public let minorVersion: Int

    private let bytes: [UInt8]
    private let targetRange: Range<Int>
    private let pathRange: Range<Int>
    private let authorityRange: Range<Int>?
    private let normalPath: [UInt8]?
    private let fieldRanges: [Field]

    init(
        bytes: [UInt8], method: HTTPRequest.Method, target: Range<Int>, path: Range<Int>, authority: Range<Int>?, normalPath: [UInt8]?,
        fields: [Field], framing: Framing, keepsAlive: Bool, expectsContinue: Bool, minorVersion: Int
    ) {
        self.bytes = bytes
        self.method = method
        self.targetRange = target
        self.pathRange = path
        self.authorityRange = authority
        self.normalPath = normalPath
        self.fieldRanges = fields
        self.framing = framing
        self.keepsAlive = keepsAlive
        self.expectsContinue = expectsContinue
        self.minorVersion = minorVersion
    }

    /// The request target as it was sent.
    public var target: String { String(decoding: bytes[targetRange], as: UTF8.self) }

    /// The target's path in its normal form (RFC 3986 §6.2.2): without dot segments, and percent-encoded where it must be; "*" for
    /// `OPTIONS *`.
    public var path: String { String(decoding: pathBytes, as: UTF8.self) }

    /// The path's bytes.
    var pathBytes: ArraySlice<UInt8> {
        if let normalPath { return normalPath[...] }
        return pathRange.isEmpty ? [UInt8(ascii: "/")] : bytes[pathRange]
    }

    /// Host and port that the request is for: an absolute target's, whatever `Host` says (RFC 9112 §3.2.2), else those of `Host`.
    public var authority: String? {
        if let authorityRange { return String(decoding: bytes[authorityRange], as: UTF8.self) }
        return self[.host]
    }

    /// What follows the target's "?", still percent-encoded.
    public var query: String? {
        guard pathRange.upperBound < targetRange.upperBound else { return nil }
        return String(decoding: bytes[(pathRange.upperBound + 1)..<targetRange.upperBound], as: UTF8.self)
    }

    /// All fields, decoded.
    public var fields: HTTPFields {
        var fields = HTTPFields()
        for field in fieldRanges {
            guard let name = HTTPField.Name(String(decoding: bytes[field.name], as: UTF8.self)) else { continue }
            fields.append(HTTPField(name: name, value: String(decoding: bytes[field.value], as: UTF8.self)))
        }
        return fields
    }

    /// The field's value, joined with commas where it came more than once, without decoding any other.
    public subscript(name: HTTPField.Name) -> String? {
        var result: String?
        for field in fieldRanges where matches(field, name) {
            let value = String(decoding: bytes[field.value], as: UTF8.self)
            result = result.map { "\($0), \(value)" } ?? value
        }
        return result
    }

    /// Whether there may be a condition or a range (RFC 9110 §13.1, §14.2): false for most requests, which need no looking for each.
    var mayBeConditional: Bool {
        for field in fieldRanges {
            switch bytes[field.name.lowerBound].lowercased {
            case UInt8(ascii: "i") where bytes[field.name.lowerBound + 1].lowercased == UInt8(ascii: "f"): return true
            case UInt8(ascii: "r") where field.name.count == 5: return true
            default: continue
            }
        }
        return false
    }

    private func matches(_ field: Field, _ name: HTTPField.Name) -> Bool {
        let canonical = name.canonicalName.utf8
        guard field.name.count == canonical.count else { return false }
        var index = field.name.lowerBound
        for byte in canonical {
            if bytes[index].lowercased != byte { return false }
            index += 1
        }
        return true
    }
}

extension HTTPField.Name {
    static let host = HTTPField.Name("Host")!
}
