/// Takes a body's data out of its framing: `Content-Length` or chunked (RFC 9112 §6, §7). A synchronous value without I/O.
public struct BodyDecoder: Sendable {
    private enum State {
        case data(remaining: Int)
        case chunkSize(value: Int, hasDigits: Bool)
        case chunkExtension(ChunkExtensions)
        case chunkSizeLF
        case chunkData(remaining: Int)
        case chunkDataCR
        case chunkDataLF
        case trailerStart
        case trailerName
        case trailerValue
        case trailerLF
        case finalLF
        case complete
    }

    private var state: State
    private let limits: Limits
    /// Bytes of the present chunk line.
    private var line = 0
    /// Bytes of extensions and trailers so far.
    private var overhead = 0
    /// The size of the chunk whose line is being read.
    private var pendingSize = 0

    public init(_ framing: RequestHead.Framing, limits: Limits = Limits()) {
        self.limits = limits
        switch framing {
        case .none: state = .complete
        case .length(let length): state = length == 0 ? .complete : .data(remaining: length)
        case .chunked: state = .chunkSize(value: 0, hasDigits: false)
        }
    }

    public var isComplete: Bool {
        if case .complete = state { return true }
        return false
    }

    /// How many data bytes are still to come, where the framing says so.
    public var remaining: Int? {
        switch state {
        case .complete: 0
        case .data(let remaining): remaining
        default: nil
        }
    }

    /// Reads from `input`, appends data to `output` and returns how many bytes of `input` it used. It stops where the body ends.
    public mutating func decode(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(ParseError) -> Int {
        var position = 0
        while position < input.count {
            switch state {
            case .complete:
                return position
            case .data(let remaining):
                let count = min(remaining, input.count - position)
                output.append(contentsOf: input[position..<(position + count)])
                position += count
                state = remaining == count ? .complete : .data(remaining: remaining - count)
            case .chunkData(let remaining):
                let count = min(remaining, input.count - position)
                output.append(contentsOf: input[position..<(position + count)])
                position += count
                state = remaining == count ? .chunkDataCR : .chunkData(remaining: remaining - count)
            default:
                try framingByteRead(input[position])
                position += 1
            }
        }
        return position
    }

    /// One byte of chunk size, extension, line end or trailer.
    private mutating func framingByteRead(_ byte: UInt8) throws(ParseError) {
        switch state {
        case .chunkSize(let value, let hasDigits):
            try lineByteRead()
            if let digit = byte.hexValue {
                // RFC 9112 §7.1: sizes may be large, and must not overflow. What has 60 bits already is larger than any body.
                guard value >> 56 == 0 else { throw .malformedChunk }
                state = .chunkSize(value: value << 4 | Int(digit), hasDigits: true)
            } else {
                guard hasDigits else { throw .malformedChunk }
                pendingSize = value
                if byte == .cr {
                    state = .chunkSizeLF
                } else {
                    var extensions = ChunkExtensions()
                    try extensions.byteRead(byte)
                    state = .chunkExtension(extensions)
                }
            }
        case .chunkExtension(var extensions):
            try lineByteRead()
            try overheadByteRead()
            if byte == .cr {
                guard extensions.mayEnd else { throw .malformedChunk }
                state = .chunkSizeLF
            } else {
                try extensions.byteRead(byte)
                state = .chunkExtension(extensions)
            }
        case .chunkSizeLF:
            guard byte == .lf else { throw .malformedChunk }
            line = 0
            state = pendingSize == 0 ? .trailerStart : .chunkData(remaining: pendingSize)
        case .chunkDataCR:
            guard byte == .cr else { throw .malformedChunk }
            state = .chunkDataLF
        case .chunkDataLF:
            guard byte == .lf else { throw .malformedChunk }
            state = .chunkSize(value: 0, hasDigits: false)
        case .trailerStart:
            if byte == .cr {
                state = .finalLF
            } else {
                try overheadByteRead()
                guard ByteClass.token.contains(byte) else { throw .malformedChunk }
                state = .trailerName
            }
        case .trailerName:
            try overheadByteRead()
            if byte == UInt8(ascii: ":") {
                state = .trailerValue
            } else if !ByteClass.token.contains(byte) {
                throw .malformedChunk
            }
        case .trailerValue:
            try overheadByteRead()
            if byte == .cr {
                state = .trailerLF
            } else if !ByteClass.fieldValue.contains(byte) {
                throw .malformedChunk
            }
        case .trailerLF:
            guard byte == .lf else { throw .malformedChunk }
            state = .trailerStart
        case .finalLF:
            guard byte == .lf else { throw .malformedChunk }
            state = .complete
        case .data, .chunkData, .complete:
            preconditionFailure("not a framing byte")
        }
    }

    private mutating func lineByteRead() throws(ParseError) {
        line += 1
        if line > limits.chunkLine { throw .malformedChunk }
    }

    private mutating func overheadByteRead() throws(ParseError) {
        overhead += 1
        if overhead > limits.chunkOverhead { throw .chunkOverheadTooLarge }
    }
}
