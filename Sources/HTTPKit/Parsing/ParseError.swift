public import HTTPTypes

/// Bytes that are not an acceptable HTTP/1.1 request. Each is answered, then the connection closes.
public enum ParseError: Error, Sendable, Hashable {
    case malformedRequestLine
    case requestLineTooLong
    case methodTooLong
    case unsupportedVersion
    case malformedTarget
    case misdirected
    case malformedField
    case fieldsTooLarge
    case tooManyFields
    case missingOrMalformedHost
    case malformedContentLength
    case conflictingLength
    case malformedTransferEncoding
    case unsupportedTransferCoding
    case unsupportedExpectation
    case malformedChunk
    case chunkOverheadTooLarge
    case bodyTooLarge

    public var status: HTTPResponse.Status {
        switch self {
        case .requestLineTooLong: .uriTooLong
        case .fieldsTooLarge, .tooManyFields, .chunkOverheadTooLarge: .requestHeaderFieldsTooLarge
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedVersion: .httpVersionNotSupported
        case .misdirected: .misdirectedRequest
        case .unsupportedTransferCoding, .methodTooLong: .notImplemented
        case .unsupportedExpectation: .expectationFailed
        default: .badRequest
        }
    }

    public var detail: String {
        switch self {
        case .malformedRequestLine: "The request line is malformed."
        case .requestLineTooLong: "The request line is too long."
        case .methodTooLong: "The method is too long to be one that is known."
        case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .malformedTarget: "The request target is malformed."
        case .misdirected: "No TLS is spoken here, so nothing can be asked for by https."
        case .malformedField: "A header field is malformed."
        case .fieldsTooLarge: "The header fields are too large."
        case .tooManyFields: "There are too many header fields."
        case .missingOrMalformedHost: "Exactly one valid Host field is required."
        case .malformedContentLength: "Content-Length is malformed."
        case .conflictingLength: "Content-Length and Transfer-Encoding must not come together."
        case .malformedTransferEncoding: "Transfer-Encoding is malformed, or its last coding is not chunked."
        case .unsupportedTransferCoding: "No transfer coding but chunked is understood."
        case .unsupportedExpectation: "No expectation but 100-continue can be met."
        case .malformedChunk: "The chunked body is malformed."
        case .chunkOverheadTooLarge: "Chunk extensions and trailer fields are too large."
        case .bodyTooLarge: "The body is too large."
        }
    }
}
