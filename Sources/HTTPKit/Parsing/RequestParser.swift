import Glibc
import HTTPTypes

/// Finds and checks a request's head in the bytes that have arrived so far.
///
/// A synchronous value without I/O. Nothing is allocated until the head is complete; a byte is looked at once while it is not.
/// Stricter than RFC 9112 requires where leniency has let requests be smuggled: lines end in CRLF alone, one space separates
/// the parts of the request line, and a field folded over lines is refused.
public struct RequestParser: Sendable {
    public enum Outcome: Sendable {
        case partial
        /// The head, and how many of the bytes it and the empty lines before it took.
        case complete(RequestHead, consumed: Int)
    }

    private let limits: Limits
    /// Where the search for the next line's end goes on.
    private var scanned = 0
    private var lineStart = 0
    private var requestStart = 0
    /// The request line, once it was found; and where it ends, with its CRLF.
    private var line: RequestLine?
    private var requestLineEnd = 0

    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Looks for a head at the start of `bytes`, which must begin with what the last call, if it was partial, was given.
    ///
    /// What is wrong with the request line is told as soon as it can be seen: who speaks another protocol may never end a head.
    public mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(ParseError) -> Outcome {
        while let end = nextLineEnd(in: bytes) {
            // Before the line is looked at, so that what is told does not depend on how much has arrived beyond the limit.
            try checkLine(bytes, end: end + 1)
            guard end > lineStart, bytes[end - 1] == .cr else { throw line == nil ? .malformedRequestLine : .malformedField }
            let isEmpty = end - 1 == lineStart
            lineStart = end + 1
            scanned = end + 1
            if line == nil {
                if isEmpty {
                    // RFC 9112 §2.2: an empty line before a request line is ignored. A few are; a stream of them is not.
                    requestStart = end + 1
                    if requestStart > 8 { throw .malformedRequestLine }
                } else {
                    line = try RequestLine(UnsafeRawBufferPointer(rebasing: bytes[requestStart...end]))
                    requestLineEnd = end + 1
                }
            } else if isEmpty {
                let head = try readHead(UnsafeRawBufferPointer(rebasing: bytes[requestStart...end]))
                self = RequestParser(limits: limits)
                return .complete(head, consumed: end + 1)
            }
        }
        scanned = bytes.count
        try checkLine(bytes, end: bytes.count)
        return .partial
    }

    /// Whether the bytes of the last call, of which there were `count`, hold more than empty lines.
    func hasBegun(_ count: Int) -> Bool { count > requestStart }

    /// Whether `bytes`, as given to the last call, begin a HEAD, whose answer has no content.
    func isHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
        requestStart <= bytes.count && bytes[requestStart...].starts(with: "HEAD ".utf8)
    }

    /// Checks what the present part of the head has come to when it reaches to `end`, and how a request line begins.
    private func checkLine(_ bytes: UnsafeRawBufferPointer, end: Int) throws(ParseError) {
        guard line == nil else {
            if end - requestLineEnd > limits.fields { throw .fieldsTooLarge }
            return
        }
        guard end > requestStart else { return }
        let first = bytes[requestStart]
        guard ByteClass.token.contains(first) || first == .cr || first == .lf else { throw .malformedRequestLine }
        let counted = UnsafeRawBufferPointer(rebasing: bytes[requestStart..<min(end, requestStart + limits.requestLine)])
        // A CR with anything after it but the LF that ends the line.
        if let found = memchr(counted.baseAddress!, Int32(UInt8.cr), counted.count) {
            let next = UnsafeRawPointer(found) - bytes.baseAddress! + 1
            if next < end, bytes[next] != .lf { throw .malformedRequestLine }
        }
        if end - requestStart > limits.requestLine {
            // RFC 9112 §3: no method that is known is so long.
            throw counted.contains(.space) ? .requestLineTooLong : .methodTooLong
        }
    }

    private func nextLineEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard scanned < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + scanned, Int32(UInt8.lf), bytes.count - scanned)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Reads a complete head; `bytes` ends with its empty line.
    private func readHead(_ bytes: UnsafeRawBufferPointer) throws(ParseError) -> RequestHead {
        guard let line else { preconditionFailure("a head ends after its request line") }
        var fields: [RequestHead.Field] = []
        fields.reserveCapacity(12)
        var rules = FieldRules(minorVersion: line.minorVersion)

        var position = line.end
        // Up to the empty line, which is the last: a CR at a line's start is no end, but a fault that `readField` finds.
        while position < bytes.count - 2 {
            let field = try readField(bytes, &position)
            guard fields.count < limits.fieldCount else { throw .tooManyFields }
            fields.append(field)
            try rules.fieldRead(UnsafeRawBufferPointer(rebasing: bytes[field.name]), UnsafeRawBufferPointer(rebasing: bytes[field.value]))
        }
        try rules.finish()
        let path = UnsafeRawBufferPointer(rebasing: bytes[line.path])
        let needsNormalizing = line.method != .connect && PathNormalization.isNeeded(path)
        return RequestHead(
            bytes: Array(bytes), method: line.method, target: line.target, path: line.path, authority: line.authority,
            normalPath: needsNormalizing ? try PathNormalization.normalize(path) : nil, fields: fields, framing: rules.framing,
            keepsAlive: rules.keepsAlive && line.method != .connect, expectsContinue: rules.expectsContinue,
            minorVersion: line.minorVersion)
    }

    /// One field line (RFC 9112 §5): a name directly followed by a colon, then the value between optional white space.
    private func readField(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(ParseError) -> RequestHead.Field {
        let nameStart = position
        while ByteClass.token.contains(bytes[position]) { position += 1 }
        guard position > nameStart, bytes[position] == UInt8(ascii: ":") else { throw .malformedField }
        let name = nameStart..<position
        position += 1
        while bytes[position] == .space || bytes[position] == .tab { position += 1 }
        let valueStart = position
        while ByteClass.fieldValue.contains(bytes[position]) { position += 1 }
        guard bytes[position] == .cr, bytes[position + 1] == .lf else { throw .malformedField }
        var valueEnd = position
        while valueEnd > valueStart, bytes[valueEnd - 1] == .space || bytes[valueEnd - 1] == .tab { valueEnd -= 1 }
        position += 2
        return RequestHead.Field(name: name, value: valueStart..<valueEnd)
    }
}
