import HTTPTypes

/// How long the names of some fields are: tells at once that two sets of fields have none in common, as nearly all have.
struct NameLengths: Sendable {
    private var bits: UInt64 = 0

    mutating func insert(_ name: HTTPField.Name) { bits |= Self.bit(name.canonicalName.utf8.count) }

    func isDisjoint(with other: NameLengths) -> Bool { bits & other.bits == 0 }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}

/// Fields that every answer gets which does not have them itself, encoded once.
final class UsualFields: Sendable {
    private struct Line: Sendable {
        let name: HTTPField.Name
        let length: NameLengths
        let bytes: [UInt8]
    }

    private let lines: [Line]
    private let lengths: NameLengths
    private let whole: [UInt8]

    init(_ fields: HTTPFields) {
        var lines: [Line] = []
        var lengths = NameLengths()
        for field in fields {
            let output = ByteWriter()
            let length = ResponseEncoder.fields(of: Response(.ok, fields: [field.name: field.value]), into: output)
            lengths.insert(field.name)
            lines.append(Line(name: field.name, length: length, bytes: Array(output.bytes)))
        }
        self.lines = lines
        self.lengths = lengths
        whole = lines.flatMap(\.bytes)
    }

    /// - Parameter own: the lengths of the names of the response's own fields.
    func write(besides own: NameLengths, of response: Response, into output: ByteWriter) {
        if own.isDisjoint(with: lengths) { return output.append(whole) }
        for line in lines where own.isDisjoint(with: line.length) || response.fields[line.name] == nil { output.append(line.bytes) }
    }
}
