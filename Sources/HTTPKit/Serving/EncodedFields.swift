import HTTPTypes

/// An answer's `Content-Type` and fields as they are sent. A class, since answers are copied often.
final class EncodedFields: Sendable {
    let bytes: [UInt8]
    let names: FieldNames
    let all: [HTTPField.Name]

    init(_ response: Response) {
        let output = ByteWriter()
        names = ResponseEncoder.fields(of: response, into: output)
        bytes = Array(output.bytes)
        all = response.fields.map(\.name)
    }
}

/// The fields of one answer, as far as others have to know which they are.
struct FieldNames: Sendable {
    /// A bit for each length that a name has: tells at once that two sets of fields have none in common, as nearly all have.
    private(set) var lengths: UInt64 = 0

    mutating func insert(_ name: HTTPField.Name) { lengths |= Self.bit(name) }

    static func bit(_ name: HTTPField.Name) -> UInt64 { 1 << UInt64(min(name.canonicalName.utf8.count, 63)) }
}
