import HTTPTypes

/// Fields that every answer gets which does not have them itself, encoded once.
final class UsualFields: Sendable {
    private struct Line: Sendable {
        let name: HTTPField.Name
        let length: UInt64
        let bytes: [UInt8]
        /// All lines but this one: most answers that have a field themselves have just that.
        var others: [UInt8] = []
    }

    private let lines: [Line]
    private let lengths: UInt64
    private let whole: [UInt8]

    init(_ fields: HTTPFields) {
        var lines = fields.map { field in
            let output = ByteWriter()
            ResponseEncoder.fields(of: Response(.ok, fields: [field.name: field.value]), into: output)
            return Line(name: field.name, length: FieldNames.bit(field.name), bytes: Array(output.bytes))
        }
        let bytes = lines.map(\.bytes)
        for index in lines.indices { lines[index].others = bytes.indices.filter { $0 != index }.flatMap { bytes[$0] } }
        self.lines = lines
        lengths = lines.reduce(0) { $0 | $1.length }
        whole = bytes.flatMap { $0 }
    }

    /// - Parameters:
    ///   - own: the answer's own fields.
    ///   - has: whether one of a name is among them.
    func write(besides own: FieldNames, into output: ByteWriter, has: (HTTPField.Name) -> Bool) {
        if own.lengths & lengths == 0 { return output.append(whole) }
        var (count, last) = (0, 0)
        for index in lines.indices where own.lengths & lines[index].length != 0 && has(lines[index].name) {
            (count, last) = (count + 1, index)
        }
        switch count {
        case 0: output.append(whole)
        case 1: output.append(lines[last].others)
        default: for line in lines where !has(line.name) { output.append(line.bytes) }
        }
    }
}
