import HTTPTypes

@testable import HTTPKit

/// Heads are decided alike however they arrive, and an accepted one says what the plainest reading of its bytes says.
enum HeadProperty {
    static let tightLimits = {
        var limits = Limits()
        limits.requestLine = 60
        limits.fields = 120
        limits.fieldCount = 4
        return limits
    }()

    static func check(_ input: PropertyInput) throws(Violation) -> Bool {
        let limits = input.hasTightLimits ? tightLimits : Limits()
        let whole = HeadOutcome(input.bytes, cuts: [], limits: limits)
        for cuts in input.arrivals {
            let outcome = HeadOutcome(input.bytes, cuts: cuts, limits: limits)
            try require(outcome == whole, "\(outcome), not \(whole), cut at \(cuts)")
        }
        guard case .complete(_, let consumed) = whole else { return false }

        let bytes = Array(input.bytes[..<consumed])
        try require(HeadOutcome(bytes, cuts: [], limits: limits) == whole, "what follows a head decides something")
        try require(HeadOutcome(bytes.dropLast(), cuts: [], limits: limits) == .partial, "a head is complete before its end")
        guard let head = parsed(bytes) else { throw Violation(description: "wider limits refuse what narrower ones accept") }
        try checkLines(head, bytes)
        try checkFraming(head)
        try checkPersistence(head)
        try PathReading.check(head)
        try checkRewritten(head)
        return true
    }

    static func parsed(_ bytes: [UInt8]) -> RequestHead? {
        var parser = RequestParser()
        guard case .complete(let head, _) = try? parser.parse(bytes) else { return nil }
        return head
    }

    /// Reads the lines in the plainest way: cut at CRLF, then at spaces or at the first colon.
    private static func checkLines(_ head: RequestHead, _ bytes: [UInt8]) throws(Violation) {
        var lines = bytes.split(separator: .lf, omittingEmptySubsequences: false).dropLast()
        for line in lines {
            try require(line.last == .cr, "a line ends without CR")
            let isClean = line.dropLast().allSatisfy { $0 == .tab || $0 >= 0x20 && $0 != 0x7F }
            try require(isClean, "a line holds control bytes")
        }
        lines = ArraySlice(lines.map { $0.dropLast() }.drop { $0.isEmpty })
        let line = lines.removeFirst().split(separator: .space, omittingEmptySubsequences: false).map(text)
        try require(lines.removeLast().isEmpty, "a head ends without an empty line")
        try require(line.count == 3 && line[0] == head.method.rawValue && line[1] == head.target, "another request line: \(line)")
        try require(line[2] == "HTTP/1.0" ? head.minorVersion == 0 : head.minorVersion == 1, "another version: \(line)")
        try require(lines.count == head.fields.count, "\(head.fields.count) fields in \(lines.count) lines")
        for (line, field) in zip(lines, head.fields) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            try require(parts.count == 2 && text(parts[0]) == field.name.rawName, "another name in \(text(line))")
            try require(text(trimmed(parts[1])) == field.value, "another value in \(text(line))")
        }
    }

    private static func checkFraming(_ head: RequestHead) throws(Violation) {
        let hosts = head.fields[values: .host]
        try require(hosts.count == 1 || hosts.isEmpty && head.minorVersion == 0, "\(hosts.count) hosts")
        let lengths = head.fields[values: .contentLength]
        let codings = head.fields[values: .transferEncoding].map(lowercased)
        let areDigits = lengths.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        let isRight =
            switch head.framing {
            case .none: codings.isEmpty && (lengths.isEmpty || lengths.map(Int.init) == [0])
            case .length(let length): codings.isEmpty && lengths.map(Int.init) == [length] && length > 0
            case .chunked: codings == ["chunked"] && lengths.isEmpty && head.minorVersion == 1
            }
        try require(isRight && areDigits, "\(head.framing) with lengths \(lengths) and codings \(codings)")
    }

    private static func checkPersistence(_ head: RequestHead) throws(Violation) {
        let options = head.fields[values: .connection].flatMap { Array($0.utf8).split(separator: UInt8(ascii: ",")) }
            .map { lowercased(text(trimmed($0))) }
        let asks = head.minorVersion == 1 || options.contains("keep-alive")
        let mayStay = asks && !options.contains("close") && head.method != .connect
        try require(head.keepsAlive == mayStay, "keeps alive: \(head.keepsAlive), with \(options)")
    }

    /// What the parsed parts are written to is parsed to the same.
    private static func checkRewritten(_ head: RequestHead) throws(Violation) {
        let fields = head.fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined() + "\r\n"
        let bytes = Array("\(head.method.rawValue) \(head.target) HTTP/1.\(head.minorVersion)\r\n\(fields)".utf8)
        try require(HeadOutcome(bytes, cuts: []) == .complete(head.summary, consumed: bytes.count), "another head when written again")
        guard head.target.hasPrefix("/") else { return }
        let target = head.path + (head.query.map { "?\($0)" } ?? "")
        let normal = parsed(Array("\(head.method.rawValue) \(target) HTTP/1.\(head.minorVersion)\r\n\(fields)".utf8))
        try require(normal?.target == target && normal?.path == head.path && normal?.query == head.query, "\(target) is no normal form")
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let isBlank = { (byte: UInt8) in byte == .space || byte == .tab }
        return bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    private static func lowercased(_ text: String) -> String { String(decoding: text.utf8.map(\.lowercased), as: UTF8.self) }
}
