import HTTPTypes

@testable import HTTPKit

/// The bytes of `text`, in which "⏎" stands for CRLF.
func wire(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
        if scalar == "⏎" { bytes += [0x0D, 0x0A] } else { bytes += Array(String(scalar).utf8) }
    }
    return bytes
}

/// Ways to cut `count` bytes into pieces that arrive one after the other: whole, in two at every place, and byte by byte.
func everyCut(_ count: Int) -> [[Int]] {
    [[]] + (0..<count).dropFirst().map { [$0] } + [Array(0..<count)]
}

/// What became of bytes that were fed to a parser.
enum HeadOutcome: Hashable, CustomStringConvertible {
    case partial
    case invalid(ParseError)
    case complete(String, consumed: Int)

    /// Parses prefixes of `bytes` that grow as `cuts` say, until one is decided.
    init(_ bytes: [UInt8], cuts: [Int], limits: Limits = Limits()) {
        var parser = RequestParser(limits: limits)
        self = .partial
        for end in cuts + [bytes.count] {
            do throws(ParseError) {
                guard case .complete(let head, let consumed) = try parser.parse(Array(bytes[..<end])) else { continue }
                self = .complete(head.summary, consumed: consumed)
            } catch {
                self = .invalid(error)
            }
            return
        }
    }

    var description: String {
        switch self {
        case .partial: "partial"
        case .invalid(let error): "invalid: \(error)"
        case .complete(let summary, let consumed): "\(summary) (\(consumed) bytes)"
        }
    }
}

/// What became of bytes that were fed to a body decoder.
enum BodyOutcome: Hashable {
    case invalid(ParseError)
    case decoded([UInt8], isComplete: Bool, consumed: Int)

    init(_ bytes: [UInt8], _ framing: RequestHead.Framing, cuts: [Int], limits: Limits = Limits()) {
        var decoder = BodyDecoder(framing, limits: limits)
        var data: [UInt8] = []
        var consumed = 0
        var start = 0
        do throws(ParseError) {
            for end in cuts + [bytes.count] {
                let piece = Array(bytes[start..<end])
                let used = try decoder.decode(piece, into: &data)
                consumed += used
                start = end
                if used < piece.count { break }
            }
            self = .decoded(data, isComplete: decoder.isComplete, consumed: consumed)
        } catch {
            self = .invalid(error)
        }
    }
}

extension RequestParser {
    mutating func parse(_ bytes: [UInt8]) throws(ParseError) -> Outcome {
        try bytes.withUnsafeBytes { buffer in Result { () throws(ParseError) in try parse(buffer) } }.get()
    }
}

extension BodyDecoder {
    mutating func decode(_ bytes: [UInt8], into output: inout [UInt8]) throws(ParseError) -> Int {
        try bytes.withUnsafeBytes { buffer in Result { () throws(ParseError) in try decode(buffer, into: &output) } }.get()
    }
}

extension RequestHead {
    /// The head of a request that is made up of `text`, in which "⏎" stands for CRLF; the end may be left out.
    static func parsed(_ text: String) throws -> RequestHead {
        var parser = RequestParser()
        guard case .complete(let head, _) = try parser.parse(wire(text + "⏎⏎")) else { throw Unfinished() }
        return head
    }

    private struct Unfinished: Error {}

    /// Everything that a parser says of a head, in one line.
    var summary: String {
        var text = "\(method.rawValue) \(path)"
        if let query { text += " ?\(query)" }
        if target != path + (query.map { "?\($0)" } ?? "") { text += " in \(target)" }
        text += minorVersion == 0 ? " 1.0" : " 1.1"
        text += keepsAlive ? " keep" : " close"
        switch framing {
        case .none: break
        case .length(let length): text += " \(length)"
        case .chunked: text += " chunked"
        }
        if expectsContinue { text += " expects" }
        return text + " | " + fields.map { "\($0.name.rawName)=\($0.value)" }.joined(separator: " ")
    }
}

/// A small generator with a seed (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
